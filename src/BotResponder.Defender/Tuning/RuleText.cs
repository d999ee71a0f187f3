using System.Text;

namespace BotResponder.Defender.Tuning;

/// <summary>Conditions as text: <c>file.sha1 is 0a1b… and (device is ws-042 or user is ada@contoso.com)</c>. What is written is read again as the same condition.</summary>
/// <remarks>
/// "And" binds stronger than "or". A value with spaces or brackets stands in double quotes, in which a quote, of whatever shape, is doubled: so it keeps
/// its place in a typed command, where a backslash is part of a path.
/// </remarks>
internal static class RuleText
{
    /// <summary>In UTF-16 characters; as much as a card surely shows whole.</summary>
    public const int MaxLength = 500;

    /// <summary>Text is no value that a line cannot show: control characters, halves of surrogate pairs.</summary>
    public static bool IsValue(string value)
    {
        foreach (var rune in value.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || rune == Rune.ReplacementChar)
            {
                return false;
            }
        }

        return !string.IsNullOrWhiteSpace(value);
    }

    public static string Write(RuleCondition condition) => condition switch
    {
        RuleCondition.Test { Field: var field, Operator: var comparison, Value: var value } => $"{field} {comparison} {Write(value)}",
        RuleCondition.And { Left: var left, Right: var right } => $"{Group(left, left is RuleCondition.Or)} and {Group(right, right is not RuleCondition.Test)}",
        RuleCondition.Or { Left: var left, Right: var right } => $"{Group(left, left is RuleCondition.And)} or {Group(right, right is not RuleCondition.Test)}",
        _ => throw new InvalidOperationException("No such condition."),
    };

    private static string Group(RuleCondition condition, bool inBrackets) => inBrackets ? $"({Write(condition)})" : Write(condition);

    private static string Write(string value)
    {
        if (value.All(IsBare) && !RuleWord.IsReserved(value))
        {
            return value;
        }

        var quoted = new StringBuilder("\"");
        foreach (var character in value)
        {
            quoted.Append(character, RuleWord.IsQuote(character) ? 2 : 1);
        }

        return quoted.Append('"').ToString();
    }

    private static bool IsBare(char character) => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-' or '@' or ':' or '/' or '\\' or '%' or '*' or '?' or '=' or '&';
}

/// <summary>One word of a condition.</summary>
/// <param name="IsQuoted">A value, whatever it says.</param>
internal readonly record struct RuleWord(string Text, bool IsQuoted)
{
    private static readonly string[] s_reserved = ["and", "or", "because", "when"];

    public static bool IsReserved(string text) => s_reserved.Contains(text, StringComparer.OrdinalIgnoreCase);

    /// <summary>Straight, or typographic as phones type them.</summary>
    public static bool IsQuote(char character) => character is '"' or '\u201C' or '\u201D' or '\u201E';

    public bool Is(string word) => !IsQuoted && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <returns>Null when a quote is not closed.</returns>
    public static List<RuleWord>? Cut(string text)
    {
        List<RuleWord> words = [];
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
            }
            else if (text[at] is '(' or ')')
            {
                words.Add(new(text[at++].ToString(), IsQuoted: false));
            }
            else if (IsQuote(text[at]))
            {
                if (Quoted(text, ref at) is not { } value)
                {
                    return null;
                }

                words.Add(new(value, IsQuoted: true));
            }
            else
            {
                var start = at;
                while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('(' or ')') && !IsQuote(text[at]))
                {
                    at++;
                }

                words.Add(new(text[start..at], IsQuoted: false));
            }
        }

        return words;
    }

    private static string? Quoted(string text, ref int at)
    {
        var value = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (!IsQuote(text[at]))
            {
                value.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == text[at])
            {
                value.Append(text[at++]);
            }
            else
            {
                at++;
                return value.ToString();
            }
        }

        return null;
    }
}
