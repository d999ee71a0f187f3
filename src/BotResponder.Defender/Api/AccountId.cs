using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace BotResponder.Defender.Api;

/// <summary>
/// An account's id: the object id in Entra ID (a GUID with hyphens, kept lower case), or the SID of an account that is in Active Directory only. Only
/// text of these shapes becomes one, so it is safe in a path.
/// </summary>
internal readonly partial record struct AccountId
{
    private AccountId(string value, bool isSid) => (Value, IsSid) = (value, isSid);

    public string Value { get; }

    public bool IsSid { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, out AccountId id)
    {
        id = Guid.TryParseExact(text, "D", out var guid) && text is { Length: 36 } ? new(guid.ToString("D"), isSid: false)
            : text is { Length: < 80 } && SidShape().IsMatch(text) ? new(text.ToUpperInvariant(), isSid: true)
            : default;
        return id.Value is not null;
    }

    public override string ToString() => Value;

    /// <summary>An account of a domain: domain part and relative id. Built-in ones (S-1-5-18) are nobody's account.</summary>
    [GeneratedRegex(@"\AS-1-5-21(-[0-9]{1,10}){4}\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SidShape();
}
