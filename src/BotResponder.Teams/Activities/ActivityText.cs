using System.Text;

namespace BotResponder.Teams.Activities;

public static class ActivityText
{
    // One real message mentions the bot once or twice. More is an attempt to make us search long.
    private const int MaxMentions = 16;

    /// <summary>The typed words without the mention that called the bot: no-break spaces become spaces, runs of spaces one, ends trimmed.
    /// Line breaks stay. Which pieces are mentions is told by the entities alone, never by "&lt;at&gt;" in the text.</summary>
    public static string WithoutMentionOfBot(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        var text = activity.Text ?? "";
        foreach (var mention in MentionsOfBot(activity))
        {
            text = text.Replace(mention, " ", StringComparison.OrdinalIgnoreCase);
        }

        return CollapseSpaces(text.Replace("&nbsp;", " ", StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<string> MentionsOfBot(Activity activity) =>
        (activity.Entities ?? [])
            .Where(entity => entity is { Type: "mention", Text.Length: > 0, Mentioned.Id: not null }
                && string.Equals(entity.Mentioned.Id, activity.Recipient?.Id, StringComparison.OrdinalIgnoreCase))
            .Select(entity => entity.Text!)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(MaxMentions);

    private static string CollapseSpaces(string text)
    {
        var collapsed = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            var isSpace = character is ' ' or '\u00A0' or '\u202F' or '\t';
            if (!isSpace || (collapsed.Length > 0 && collapsed[^1] != ' '))
            {
                collapsed.Append(isSpace ? ' ' : character);
            }
        }

        return collapsed.ToString().Trim();
    }
}
