using System.Text;

namespace BotResponder.Teams.Cards;

/// <summary>Escapes with backslashes so that Teams' markdown shows the text literally, wherever it is put inside text of ours.</summary>
/// <remarks>Addresses must not become links. A zero-width space would do it, but it would then be copied along with a name or an id;
/// a backslash disappears when rendered and still breaks what link finders look for: "://", the dot before a letter, "@".
/// Source: CommonMark, any ASCII punctuation may be escaped; "{" breaks Adaptive Cards' own {{DATE()}}.</remarks>
internal static class MarkdownEscape
{
    internal static string Of(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        var firstAfterNumber = NumberLength(text);
        for (var index = 0; index < text.Length; index++)
        {
            if (IsMarkup(text, index, firstAfterNumber))
            {
                escaped.Append('\\');
            }

            escaped.Append(text[index]);
        }

        return escaped.ToString();
    }

    private static bool IsMarkup(string text, int index, int firstAfterNumber) => text[index] switch
    {
        '\\' or '`' or '*' or '_' or '~' or '[' or ']' or '(' or ')' or '<' or '>' or '{' or '}' or '|' or '&' or '@' or '!' => true,

        // List, heading and underline marks count at the start of a line only; the start of this text may become one.
        '#' or '+' or '-' or '=' => index == 0,

        // "1. " begins a list; a dot before a letter is a host name to a link finder; text of ours may follow the last character.
        // "www." needs no letter behind it.
        '.' => index == text.Length - 1 || MayBeginLabel(text[index + 1]) || (index > 0 && text[index - 1] is 'w' or 'W') || (index == firstAfterNumber && text[index + 1] == ' '),
        ':' => index == text.Length - 1 || text[index + 1] == '/' || char.IsAsciiLetter(text[index + 1]),
        '/' => index == 0,
        _ => false,
    };

    private static bool MayBeginLabel(char next) => char.IsLetter(next) || char.IsSurrogate(next);

    private static int NumberLength(string text)
    {
        var length = 0;
        while (length < text.Length && char.IsAsciiDigit(text[length]))
        {
            length++;
        }

        return length;
    }
}
