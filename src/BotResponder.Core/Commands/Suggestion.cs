using System.Globalization;
using System.Text;

namespace BotResponder.Core.Commands;

/// <summary>"Did you mean": the nearest of a few words, by the fewest typing slips.</summary>
public static class Suggestion
{
    private const int LongestShown = 40;

    /// <summary>The nearest word within a third of the length (at least 1, at most 3 slips), or null. Ties go to the first.</summary>
    public static string? Nearest(string typed, IEnumerable<string> known)
    {
        var allowed = Math.Clamp(typed.Length / 3, 1, 3);
        return known
            .Select(word => (Word: word, Slips: Slips(typed.ToUpperInvariant(), word.ToUpperInvariant(), allowed)))
            .Where(candidate => candidate.Slips <= allowed)
            .OrderBy(candidate => candidate.Slips)
            .Select(candidate => candidate.Word)
            .FirstOrDefault();
    }

    /// <summary>Somebody's word in one of our sentences: quoted, and cut when it is long.</summary>
    /// <remarks>Control and format characters go: a direction mark in it would turn our own sentence around.</remarks>
    /// <param name="most">In UTF-16 characters.</param>
    public static string Quote(string text, int most = LongestShown)
    {
        var shown = string.Concat(text.EnumerateRunes().Where(IsShown).Select(rune => rune.ToString()));
        return shown.Length <= most ? $"“{shown}”" : $"“{shown[..(char.IsHighSurrogate(shown[most - 1]) ? most - 1 : most)]}…”";
    }

    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    /// <summary>Insertions, deletions, replacements and swaps of neighbours between two words (optimal string alignment). Anything above <paramref name="most"/> may come out as <c>most + 1</c>.</summary>
    public static int Slips(string left, string right, int most)
    {
        if (Math.Abs(left.Length - right.Length) > most)
        {
            return most + 1;
        }

        var (before, above, row) = (new int[right.Length + 1], new int[right.Length + 1], new int[right.Length + 1]);
        for (var column = 0; column <= right.Length; column++)
        {
            above[column] = column;
        }

        for (var line = 1; line <= left.Length; line++)
        {
            row[0] = line;
            for (var column = 1; column <= right.Length; column++)
            {
                var isSame = left[line - 1] == right[column - 1];
                row[column] = Math.Min(Math.Min(above[column] + 1, row[column - 1] + 1), above[column - 1] + (isSame ? 0 : 1));
                if (line > 1 && column > 1 && left[line - 1] == right[column - 2] && left[line - 2] == right[column - 1])
                {
                    row[column] = Math.Min(row[column], before[column - 2] + 1);
                }
            }

            (before, above, row) = (above, row, before);
        }

        return above[right.Length];
    }
}
