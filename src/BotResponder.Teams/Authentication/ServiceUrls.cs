using System.Net;
using Microsoft.Extensions.Options;

namespace BotResponder.Teams.Authentication;

/// <summary>Which service URLs the bot talks to. The bot's token goes there, so hosts are compared whole: anybody can own
/// a name under trafficmanager.net.</summary>
/// <remarks>Source: Teams proactive base URLs (public, GCC, GCC High, DoD) and the Connector's own domain.</remarks>
internal sealed class ServiceUrls(IOptions<TeamsOptions> options)
{
    private const int MaxLength = 512;
    private const string ConnectorDomain = ".botframework.com";

    private static readonly string[] TeamsHosts =
    [
        "smba.trafficmanager.net",
        "smba.infra.gcc.teams.microsoft.com",
        "smba.infra.gov.teams.microsoft.us",
        "smba.infra.dod.teams.microsoft.us",
    ];

    private readonly bool _onlyLoopback = options.Value.DangerouslyAllowUnauthenticatedLoopback;
    private readonly IReadOnlyList<string> _moreHosts = options.Value.AllowedServiceHosts;

    /// <summary>With the development setting only loopback is allowed, without it only https to the listed hosts.</summary>
    public bool IsAllowed(string? serviceUrl)
    {
        if (serviceUrl is not { Length: > 0 and <= MaxLength } || !HasHonestShape(serviceUrl)
            || !Uri.TryCreate(serviceUrl, UriKind.Absolute, out var address))
        {
            return false;
        }

        if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            return false;
        }

        return _onlyLoopback ? IsLoopback(address) : IsListed(address);
    }

    /// <summary>Equal up to case and one trailing slash.</summary>
    public static bool AreEqual(string? one, string? other) =>
        one is not null && other is not null && string.Equals(WithoutSlash(one), WithoutSlash(other), StringComparison.OrdinalIgnoreCase);

    internal static bool IsPlainHost(string host) =>
        host.Length > 0 && !host.Contains("xn--", StringComparison.OrdinalIgnoreCase)
        && host.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.');

    private bool IsListed(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort && IsPlainHost(address.Host)
        && (TeamsHosts.Contains(address.Host, StringComparer.OrdinalIgnoreCase)
            || _moreHosts.Contains(address.Host, StringComparer.OrdinalIgnoreCase)
            || IsUnderConnectorDomain(address.Host));

    private static bool IsUnderConnectorDomain(string host) =>
        host.EndsWith(ConnectorDomain, StringComparison.OrdinalIgnoreCase) && host.Length > ConnectorDomain.Length && host[0] != '.';

    private static bool IsLoopback(Uri address) =>
        (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && (address.Host == "localhost" || (IPAddress.TryParse(address.DnsSafeHost, out var ip) && IPAddress.IsLoopback(ip)));

    // What Uri would repair in silence (backslashes, blanks, escapes, wide letters, dot segments) is refused before it can.
    private static bool HasHonestShape(string text) =>
        (text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        && text.All(character => char.IsAscii(character) && character is > ' ' and not ('\\' or '%' or '@' or '\u007F'))
        && !text.Contains("..", StringComparison.Ordinal) && !text.Contains("/./", StringComparison.Ordinal);

    private static string WithoutSlash(string address) => address.EndsWith('/') ? address[..^1] : address;
}
