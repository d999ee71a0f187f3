namespace BotResponder.Teams.Cards;

/// <summary>Finds names that mix alphabets whose letters look alike: a Cyrillic letter inside a Latin name is how one name passes for another.</summary>
/// <remarks>Source: Unicode technical standard 39, mixed-script detection, narrowed to the alphabets that have look-alikes of Latin letters.</remarks>
internal static class MixedAlphabets
{
    internal const string Mark = " ⚠ mixed alphabets";

    private enum Alphabet
    {
        None,
        Latin,
        Greek,
        Cyrillic,
        Armenian,
        Cherokee,
        Coptic,

        /// <summary>Full-width and mathematical letters: nobody is called so.</summary>
        Styled,
    }

    public static bool In(string text)
    {
        var first = Alphabet.None;
        foreach (var rune in text.EnumerateRunes())
        {
            var alphabet = Of(rune.Value);
            if (alphabet == Alphabet.Styled || (alphabet != Alphabet.None && first != Alphabet.None && alphabet != first))
            {
                return true;
            }

            first = first == Alphabet.None ? alphabet : first;
        }

        return false;
    }

    private static Alphabet Of(int value) => value switch
    {
        (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or 0xAA or 0xBA or (>= 0xC0 and <= 0x2AF and not 0xD7 and not 0xF7) or (>= 0x1E00 and <= 0x1EFF) => Alphabet.Latin,
        (>= 0x370 and <= 0x3E1) or (>= 0x3F0 and <= 0x3FF) or (>= 0x1F00 and <= 0x1FFF) => Alphabet.Greek,
        (>= 0x400 and <= 0x52F) or (>= 0x1C80 and <= 0x1C8F) or (>= 0x2DE0 and <= 0x2DFF) or (>= 0xA640 and <= 0xA69F) => Alphabet.Cyrillic,
        >= 0x530 and <= 0x58F => Alphabet.Armenian,
        (>= 0x13A0 and <= 0x13FF) or (>= 0xAB70 and <= 0xABBF) => Alphabet.Cherokee,
        (>= 0x3E2 and <= 0x3EF) or (>= 0x2C80 and <= 0x2CFF) => Alphabet.Coptic,
        (>= 0xFF21 and <= 0xFF3A) or (>= 0xFF41 and <= 0xFF5A) or (>= 0x1D400 and <= 0x1D7FF) => Alphabet.Styled,
        _ => Alphabet.None,
    };
}
