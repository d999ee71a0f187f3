using System.Globalization;
using System.Text;

namespace BotResponder.Teams.Cards;

/// <summary>Makes outside text honest: what cannot be seen is written out as ⟦U+202E⟧, a line break becomes ⏎, spaces collapse.</summary>
internal static class VisibleText
{
    internal const string CutMark = "… (cut)";

    // More marks on one letter than any living script needs can paint over the neighbouring lines.
    private const int MaxCombiningMarks = 3;

    internal static string Of(string text, int maxLength)
    {
        var shown = new StringBuilder(Math.Min(text.Length, maxLength) + CutMark.Length);
        var marks = 0;
        for (var index = 0; index < text.Length;)
        {
            var isScalar = Rune.TryGetRuneAt(text, index, out var rune);
            var piece = isScalar ? PieceFor(rune, ref marks) : Written(text[index]);
            index += isScalar ? rune.Utf16SequenceLength : 1;
            if (piece == " " && (shown.Length == 0 || shown[^1] == ' '))
            {
                continue;
            }

            if (shown.Length + piece.Length > maxLength)
            {
                // Spaces at the end are no loss; anything else is, and must be said.
                return string.IsNullOrWhiteSpace(text[(index - 1)..]) ? TrimEnd(shown) : TrimEnd(shown) + CutMark;
            }

            shown.Append(piece);
        }

        return TrimEnd(shown);
    }

    private static string PieceFor(Rune rune, ref int marks)
    {
        var category = Rune.GetUnicodeCategory(rune);
        var isMark = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;
        marks = isMark ? marks + 1 : 0;
        return category switch
        {
            _ when rune.Value is '\n' or '\v' or '\f' or '\r' or 0x85 => "⏎",
            _ when rune.Value == '\t' => " ",
            _ when LooksBlank(rune.Value) || marks > MaxCombiningMarks => Written(rune.Value),
            UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => "⏎",
            UnicodeCategory.SpaceSeparator => " ",
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => Written(rune.Value),
            _ => rune.ToString(),
        };
    }

    // Letters and marks by category, nothing at all to the eye.
    private static bool LooksBlank(int value) => value is
        0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0 or (>= 0x180B and <= 0x180F)
        or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    private static string Written(int value) => string.Create(CultureInfo.InvariantCulture, $"⟦U+{value:X4}⟧");

    private static string TrimEnd(StringBuilder shown)
    {
        while (shown.Length > 0 && shown[^1] == ' ')
        {
            shown.Length--;
        }

        return shown.ToString();
    }
}
