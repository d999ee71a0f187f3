using System.Collections.Frozen;

namespace BotResponder.Defender.Limits;

/// <summary>One operation of Microsoft's, and how often it may be called in one tenant. The only table of limits.</summary>
/// <remarks>
/// Each page of the Defender for Endpoint API reference (defender-endpoint/api/*.md) states its own limit, most of them "100 calls per minute and
/// 1500 calls per hour"; so each operation is counted by itself. Hunting: Microsoft Graph, security: runHuntingQuery, "at least 45 calls per minute per tenant".
/// </remarks>
/// <param name="Words">For chat, after "Microsoft allows 100 calls a minute".</param>
/// <param name="PerHour">Null when only the minute is limited.</param>
internal sealed record Endpoint(Upstream Api, string Words, int PerMinute, int? PerHour)
{
    private const int UsualPerMinute = 100;
    private const int UsualPerHour = 1500;

    /// <summary>The operations that are told to a device, by the last part of their path, where their limit is not the usual one.</summary>
    private static readonly FrozenDictionary<string, Endpoint> Unusual = new Dictionary<string, Endpoint>(StringComparer.Ordinal)
    {
        ["runliveresponse"] = new(Upstream.Defender, "to start a live response", 10, null),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static Endpoint GetMachine { get; } = Usual("to read one device");

    public static Endpoint ListMachines { get; } = Usual("to list devices");

    public static Endpoint GetMachineAction { get; } = Usual("to read one machine action");

    public static Endpoint ListMachineActions { get; } = Usual("to list machine actions");

    public static Endpoint CancelMachineAction { get; } = Usual("to cancel a machine action");

    public static Endpoint ListIndicators { get; } = Usual("to list indicators");

    public static Endpoint SetIndicator { get; } = Usual("to set an indicator");

    public static Endpoint DeleteIndicator { get; } = Usual("to delete an indicator");

    /// <summary>Add or remove a tag: Microsoft states no limit of its own, so the usual one is kept.</summary>
    public static Endpoint Tags { get; } = Usual("to tag a device");

    /// <summary>Get package SAS URI: 2 calls a minute, 120 an hour.</summary>
    public static Endpoint PackageLink { get; } = new(Upstream.Defender, "to ask for the link of a package", 2, 120);

    public static Endpoint Hunting { get; } = new(Upstream.Graph, "to hunt", 45, null);

    /// <summary>Null, but for the few that Microsoft limits by the second.</summary>
    public int? PerSecond { get; init; }

    /// <summary>As chat calls it.</summary>
    public string Service => Api is Upstream.Graph ? "Microsoft Graph" : "Defender";

    /// <param name="operation">The last part of the path: <c>isolate</c>.</param>
    public static Endpoint Start(string operation) => Unusual.GetValueOrDefault(operation) ?? Usual($"to call “{operation}”");

    private static Endpoint Usual(string words) => new(Upstream.Defender, words, UsualPerMinute, UsualPerHour);
}

/// <summary>The services that can be down apart from each other.</summary>
internal enum Upstream
{
    Defender,
    Graph,
}

/// <summary>Who waits for a call.</summary>
internal enum Urgency
{
    /// <summary>A person looks at the chat: before everything else, and told soon when it cannot be.</summary>
    Interactive,

    /// <summary>Work that comes again by itself.</summary>
    Background,
}
