namespace BotResponder.Defender.Limits;

/// <summary>Microsoft Graph's operations on accounts, beside <see cref="Endpoint"/>.</summary>
/// <remarks>
/// Graph meters the directory in resource units per app and tenant and publishes no number of calls, so these are ceilings of the bot's own, far below
/// what is allowed; a 429 closes the endpoint as everywhere.
/// </remarks>
internal static class AccountEndpoint
{
    public static Endpoint ReadUsers { get; } = new(Upstream.Graph, "to read accounts", 500, null);

    public static Endpoint ReadGroups { get; } = new(Upstream.Graph, "to read groups", 300, null);

    public static Endpoint ReadIdentities { get; } = new(Upstream.Graph, "to read identities", 100, null);

    /// <summary>Every write to an account, whichever store it goes to: an order is admitted once for all of its writes.</summary>
    public static Endpoint Change { get; } = new(Upstream.Graph, "to change accounts", 100, null);

    /// <summary>Reads and writes of riskyUsers alike.</summary>
    /// <remarks>Microsoft Graph, throttling limits, identity protection: one request a second for each tenant, and a 429 does not say how long to wait.</remarks>
    public static Endpoint Risk { get; } = new(Upstream.Graph, "to read or change the risk of accounts", 60, null) { PerSecond = 1 };
}
