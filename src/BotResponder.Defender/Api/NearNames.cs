namespace BotResponder.Defender.Api;

/// <summary>Names that somebody may have meant: few edits away, host names compared without their domain when none was typed.</summary>
internal static class NearNames
{
    public static IEnumerable<string> Of(string typed, IEnumerable<string> names, int most)
    {
        var furthest = Math.Max(2, typed.Length / 3);
        return names
            .Where(name => name.Length > 0)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(name => (Name: name, Distance: Distance(typed, typed.Contains('.', StringComparison.Ordinal) ? name : name.Split('.')[0])))
            .Where(near => near.Distance <= furthest)
            .OrderBy(near => near.Distance)
            .ThenBy(near => near.Name, StringComparer.Ordinal)
            .Take(most)
            .Select(near => near.Name);
    }

    /// <summary>Levenshtein's distance, letters compared in any case.</summary>
    public static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var isSame = char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]);
                var changed = diagonal + (isSame ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
