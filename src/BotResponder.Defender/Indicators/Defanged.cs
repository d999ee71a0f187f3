namespace BotResponder.Defender.Indicators;

/// <summary>Analysts write dangerous names so that nobody clicks them. Reads them as they are meant.</summary>
internal static class Defanged
{
    private static readonly (string Written, string Meant)[] Signs =
    [
        ("[://]", "://"), ("[:]", ":"), ("[/]", "/"),
        ("[.]", "."), ("(.)", "."), ("{.}", "."), ("[dot]", "."), ("(dot)", "."), ("{dot}", "."),
    ];

    public static string Undo(string text)
    {
        foreach (var (written, meant) in Signs)
        {
            text = text.Replace(written, meant, StringComparison.OrdinalIgnoreCase);
        }

        return text.StartsWith("hxxp", StringComparison.OrdinalIgnoreCase) || text.StartsWith("h**p", StringComparison.OrdinalIgnoreCase)
            ? string.Concat("http", text.AsSpan(4))
            : text;
    }
}
