using System.Globalization;

namespace BotResponder.Defender.Indicators;

/// <summary>A domain as the wire has it: lower case, in ASCII (<c>xn--…</c>), without a dot at its end.</summary>
internal static class DomainName
{
    private const int MaxLength = 253;
    private const int MaxLabel = 63;

    private static readonly IdnMapping Idn = new();

    /// <returns>Null when it is no domain of at least two labels.</returns>
    public static string? Read(string text)
    {
        string name;
        try
        {
            name = Idn.GetAscii(text.EndsWith('.') ? text[..^1] : text).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }

        var labels = name.Split('.');
        return name.Length <= MaxLength && labels.Length > 1 && labels.All(IsLabel) && labels[^1].Any(char.IsAsciiLetter) ? name : null;
    }

    /// <summary>True for the domain itself and for everything below it.</summary>
    public static bool IsWithin(string name, string domain) =>
        name.Equals(domain, StringComparison.OrdinalIgnoreCase) || name.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase);

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= MaxLabel && label[0] != '-' && label[^1] != '-' && label.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
}
