using System.Globalization;
using System.Text;

namespace BotResponder.Defender.Api;

/// <summary>Makes other people's text fit into a sentence of ours: one line, no control or direction characters, an upper length.</summary>
internal static class PlainLine
{
    /// <param name="limit">In UTF-16 units, the ellipsis included; a pair of surrogates is never cut.</param>
    public static string Of(string? text, int limit)
    {
        var line = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                _ = line.Length > 0 && line[^1] != ' ' ? line.Append(' ') : line;
            }
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned))
            {
                line.Append(rune.ToString());
            }
        }

        return Cut(line.ToString().TrimEnd(), limit);
    }

    private static string Cut(string line, int limit)
    {
        if (line.Length <= limit)
        {
            return line;
        }

        var end = char.IsHighSurrogate(line[limit - 2]) ? limit - 2 : limit - 1;
        return string.Concat(line.AsSpan(0, end), "…");
    }
}
