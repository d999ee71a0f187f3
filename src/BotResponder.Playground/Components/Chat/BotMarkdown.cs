using System.Text;

namespace BotResponder.Playground.Components.Chat;

/// <summary>The little Markdown that the bot writes in plain messages: bold words, and a backslash before punctuation that means itself.</summary>
internal static class BotMarkdown
{
    public static IReadOnlyList<(string Words, bool IsBold)> Read(string markdown)
    {
        List<(string, bool)> parts = [];
        var (words, isBold) = (new StringBuilder(), false);
        for (var at = 0; at < markdown.Length; at++)
        {
            var next = at + 1 < markdown.Length ? markdown[at + 1] : '\0';
            switch (markdown[at])
            {
                case '\\' when char.IsPunctuation(next) || char.IsSymbol(next):
                    words.Append(next);
                    at++;
                    break;
                case '*' when next == '*':
                    parts.Add((words.ToString(), isBold));
                    words.Clear();
                    isBold = !isBold;
                    at++;
                    break;
                default:
                    words.Append(markdown[at]);
                    break;
            }
        }

        parts.Add((words.ToString(), isBold));
        return parts;
    }
}
