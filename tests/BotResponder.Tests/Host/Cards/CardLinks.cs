using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BotResponder.Tests.Host.Cards;

/// <summary>The addresses on a card, and the rule that each of them and the code behind them must keep.</summary>
internal static partial class CardLinks
{
    private const string PortalHost = "security.microsoft.com";

    /// <summary>Every address that a tap can open: of buttons and of whole elements, in sub-cards as well, and of links in text.</summary>
    public static IEnumerable<string> In(JsonNode? node) => node switch
    {
        JsonObject element => (Is(element["type"], "Action.OpenUrl") ? [(string)element["url"]!] : Enumerable.Empty<string>())
            .Concat(element.SelectMany(member => In(member.Value))),
        JsonArray list => list.SelectMany(In),
        JsonValue value when value.TryGetValue<string>(out var text) => MarkdownLink().Matches(text).Select(link => link.Groups["address"].Value),
        _ => [],
    };

    /// <returns>Null for a page of the Defender portal that opens in this tenant and in no other; else what is wrong with it.</returns>
    public static string? Wrong(string address, string tenant, string portalHost = PortalHost) =>
        !Uri.TryCreate(address, UriKind.Absolute, out var page) ? $"no address: {address}"
        : page.Scheme != "https" ? $"not https: {address}"
        : page.Authority != portalHost || page.UserInfo.Length > 0 ? $"another host: {address}"
        : page.Query.TrimStart('?').Split('&').Where(option => option.Split('=')[0].Equals("tid", StringComparison.OrdinalIgnoreCase)).ToArray() is not [var only] || only != $"tid={tenant}"
            ? $"not in {tenant}: {address}"
            : null;

    /// <summary>Where code outside of the one place makes an address of the portal, or uses the portal's address for something else than to hand it there.</summary>
    public static IEnumerable<string> PortalAddresses(string path, string content) => path.EndsWith("/Api/PortalLinks.cs", StringComparison.Ordinal) ? []
        : content.Split('\n').Where(line => !line.TrimStart().StartsWith("///", StringComparison.Ordinal)).Where(line =>
            line.Contains("tid=", StringComparison.Ordinal)
            || (line.Contains($"//{PortalHost}", StringComparison.Ordinal) && !Default().IsMatch(line))
            || (Portal().IsMatch(line) && !HandedOn().IsMatch(line)))
        .Select(line => $"{path}: {line.Trim()}");

    private static bool Is(JsonNode? node, string text) => node is JsonValue value && value.TryGetValue<string>(out var own) && own == text;

    /// <summary>Ours are closed by the first bracket, which is escaped in addresses.</summary>
    [GeneratedRegex(@"\]\((?<address>[^)\s]*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MarkdownLink();

    [GeneratedRegex(@"\bPortalUrl\b|\b_portal\b", RegexOptions.None, 1000)]
    private static partial Regex Portal();

    /// <summary>To the one place, to a field for that, or to the check of the settings.</summary>
    [GeneratedRegex(@"PortalLinks\.\w+\((options\.Value\.PortalUrl|_options\.Value\.PortalUrl|_portal),|, _portal\b.*\) = \(.*options\.Value\.PortalUrl\b|Uri _portal;|\(nameof\(PortalUrl\), PortalUrl\)|Uri PortalUrl \{", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HandedOn();

    [GeneratedRegex(@"Uri PortalUrl \{ get; init; \} = new\(", RegexOptions.None, 1000)]
    private static partial Regex Default();
}
