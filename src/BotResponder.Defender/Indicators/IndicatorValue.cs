using System.Net;
using BotResponder.Core.Results;

namespace BotResponder.Defender.Indicators;

/// <summary>
/// What an indicator is about: a file hash, an address, a link or a domain. Only text of one of these shapes becomes one, written in one way only, so that
/// the same thing is always the same target.
/// </summary>
internal sealed record IndicatorValue
{
    /// <summary>Longer links are no use to Defender, and their filter would not fit into an address.</summary>
    public const int MaxLength = 1000;

    private IndicatorValue(IndicatorType type, string text, string? host) => (Type, Text, Host) = (type, text, host);

    public IndicatorType Type { get; }

    /// <summary>Canonical; has no blank in it.</summary>
    public string Text { get; }

    /// <summary>The domain that it is about, or in which the link is; null for a file or an address.</summary>
    public string? Host { get; }

    public bool IsFile => Type is IndicatorType.FileMd5 or IndicatorType.FileSha1 or IndicatorType.FileSha256;

    /// <summary>For chat, in front of the value.</summary>
    public string Words => Type switch
    {
        IndicatorType.FileMd5 => "file (MD5)",
        IndicatorType.FileSha1 => "file (SHA-1)",
        IndicatorType.FileSha256 => "file (SHA-256)",
        IndicatorType.IpAddress => "address",
        IndicatorType.Url => "link",
        _ => "domain",
    };

    /// <param name="typed">As somebody writes it, also so that nobody clicks it: <c>hxxps://evil[.]example</c>.</param>
    public static Result<IndicatorValue> Read(string? typed)
    {
        var text = Defanged.Undo(typed?.Trim() ?? "");
        return text switch
        {
            { Length: 0 or > MaxLength } => new Problem.Malformed($"Name one file hash, address, link or domain of at most {MaxLength} characters."),
            _ when Hash(text) is { } type => new IndicatorValue(type, text.ToLowerInvariant(), host: null),
            _ when text.Contains("://", StringComparison.Ordinal) => Link(text),
            _ when IPAddress.TryParse(text, out var address) => Address(text, address),
            _ when text.Contains('/', StringComparison.Ordinal) && IPAddress.TryParse(text.Split('/')[0], out _) =>
                new Problem.Malformed("Defender takes no ranges of addresses: name them one by one."),
            _ => Domain(text),
        };
    }

    private static IndicatorType? Hash(string text) => !text.All(char.IsAsciiHexDigit) ? null : text.Length switch
    {
        32 => IndicatorType.FileMd5,
        40 => IndicatorType.FileSha1,
        64 => IndicatorType.FileSha256,
        _ => null,
    };

    private static Result<IndicatorValue> Address(string text, IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

        // 010.0.0.1 and 167772161 are addresses to some readers, and other addresses to others.
        return text.Contains('%', StringComparison.Ordinal) || (!text.Contains(':', StringComparison.Ordinal) && plain.ToString() != text)
            ? new Problem.Malformed("Write an IPv4 address as four numbers from 0 to 255 with dots between them, an IPv6 address without a zone.")
            : ReservedAddresses.Name(plain) is { } kind
                ? new Problem.Malformed($"{plain} is {kind}: it means another machine in every network, so no indicator is made of it.")
                : new IndicatorValue(IndicatorType.IpAddress, plain.ToString(), host: null);
    }

    private static Result<IndicatorValue> Domain(string text) => DomainName.Read(text) is { } name
        ? new IndicatorValue(IndicatorType.DomainName, name, name)
        : new Problem.Malformed(
            "That is no file hash (MD5, SHA-1 or SHA-256), address, http link or domain. A domain has no blanks, no asterisk and no path: Defender counts what is below it in.");

    private static Result<IndicatorValue> Link(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var link) || link.UserInfo.Length > 0 || (link.Scheme != Uri.UriSchemeHttp && link.Scheme != Uri.UriSchemeHttps))
        {
            return new Problem.Malformed("A link begins with http:// or https://, and has no name and password in it.");
        }

        var isAddress = IPAddress.TryParse(link.Host.Trim('[', ']'), out var address);
        var host = isAddress ? Address(address!.ToString(), address) : Domain(link.IdnHost);
        if (!host.TryGetValue(out var named, out var problem))
        {
            return problem;
        }

        var port = link.IsDefaultPort ? "" : $":{link.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
        var shown = named.Text.Contains(':', StringComparison.Ordinal) ? $"[{named.Text}]" : named.Text;

        // What stands behind # never leaves the browser. Uri escapes the rest.
        var canonical = $"{link.Scheme}://{shown}{port}{link.GetComponents(UriComponents.PathAndQuery, UriFormat.UriEscaped)}";
        return canonical.Length <= MaxLength
            ? new IndicatorValue(IndicatorType.Url, canonical, named.Host)
            : new Problem.Malformed($"That link is longer than {MaxLength} characters when it is written out. Name its domain instead.");
    }
}

/// <summary>As the wire names them.</summary>
internal enum IndicatorType
{
    FileMd5,
    FileSha1,
    FileSha256,
    IpAddress,
    Url,
    DomainName,
}
