using System.Collections.Immutable;

namespace BotResponder.Core.Commands;

/// <summary>Splits a line into words. Double quotes, straight or typographic as phones type them, hold several words together.</summary>
internal static class CommandWords
{
    /// <summary>What stands between the items of a list.</summary>
    public static readonly char[] Separators = [',', ';', '\n', '\r'];

    public static bool TryRead(string text, out ImmutableArray<CommandWord> words)
    {
        var read = ImmutableArray.CreateBuilder<CommandWord>();
        words = [];
        for (var index = 0; index < text.Length; index++)
        {
            if (char.IsWhiteSpace(text[index]))
            {
                continue;
            }

            var isQuoted = IsQuote(text[index]);
            var start = isQuoted ? index + 1 : index;
            var end = start;
            while (end < text.Length && !(isQuoted ? IsQuote(text[end]) : char.IsWhiteSpace(text[end])))
            {
                end++;
            }

            if (!isQuoted)
            {
                read.Add(new(text[start..end], false, start, end));
                if (IsBecause(read[^1]))
                {
                    break; // What follows is a reason, in which a lone quote is nobody's mistake.
                }
            }
            else if (end == text.Length)
            {
                return false;
            }
            else
            {
                read.Add(new(text[start..end], true, start, end + 1));
            }

            index = end;
        }

        words = read.ToImmutable();
        return true;
    }

    private static bool IsBecause(CommandWord word) => word.Text.Equals("because", StringComparison.OrdinalIgnoreCase);

    private static bool IsQuote(char character) => character is '"' or '\u201C' or '\u201D' or '\u201E';
}

/// <param name="IsQuoted">Quoted words are values, never keywords or flags.</param>
/// <param name="Start">Where in the line its text begins.</param>
/// <param name="End">Where in the line the word ended, its closing quote included.</param>
internal sealed record CommandWord(string Text, bool IsQuoted, int Start, int End)
{
    /// <summary>Its opening quote included.</summary>
    public int RawStart => IsQuoted ? Start - 1 : Start;
}
