using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BotResponder.Teams.Authentication;

/// <summary>Which service URLs the bot talks to. The bot's token goes there, so hosts are compared whole: anybody can own
/// a name under trafficmanager.net.</summary>
/// <remarks>The hosts are the chosen cloud's and <see cref="TeamsOptions.AllowedServiceHosts"/>; in Development loopback too, for a connector on this machine.</remarks>
public sealed class ServiceUrls
{
    private const int MaxLength = 512;

    private readonly bool _onlyLoopback;
    private readonly bool _alsoLoopback;
    private readonly ImmutableArray<string> _hosts;

    public ServiceUrls(IOptions<TeamsOptions> options, IHostEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(options);
        _onlyLoopback = options.Value.DangerouslyAllowUnauthenticatedLoopback;
        _alsoLoopback = environment.IsDevelopment();
        _hosts = CloudValues.For(options.Value).ServiceHosts;
    }

    /// <summary>With the development setting only loopback is allowed; without it https to the listed hosts.</summary>
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

        return ((_onlyLoopback || _alsoLoopback) && IsLoopback(address)) || (!_onlyLoopback && IsListed(address));
    }

    /// <summary>Equal up to case and one trailing slash.</summary>
    public static bool AreEqual(string? one, string? other) =>
        one is not null && other is not null && string.Equals(WithoutSlash(one), WithoutSlash(other), StringComparison.OrdinalIgnoreCase);

    internal static bool IsPlainHost(string host) =>
        host.Length > 0 && !host.Contains("xn--", StringComparison.OrdinalIgnoreCase)
        && host.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.');

    private bool IsListed(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort && IsPlainHost(address.Host)
        && _hosts.Contains(address.Host, StringComparer.OrdinalIgnoreCase);

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
