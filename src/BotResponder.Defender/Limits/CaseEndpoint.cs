namespace BotResponder.Defender.Limits;

/// <summary>Microsoft Graph's operations on alerts and incidents, beside <see cref="Endpoint"/>.</summary>
/// <remarks>
/// Microsoft Graph, throttling limits, security: 150 requests a minute for each app and tenant on alerts; nothing is said of incidents, so they are held
/// to the same. One limit is shared here by reads and writes: an order is one permit to change and at most two writes (the change, the comment), so
/// 78 + 2 * 36 = 150.
/// </remarks>
internal static class CaseEndpoint
{
    private const int ReadsPerMinute = 78;
    private const int ChangesPerMinute = 36;

    public static Endpoint ReadAlerts { get; } = new(Upstream.Graph, "to read alerts", ReadsPerMinute, null);

    public static Endpoint ChangeAlerts { get; } = new(Upstream.Graph, "to change alerts", ChangesPerMinute, null);

    public static Endpoint ReadIncidents { get; } = new(Upstream.Graph, "to read incidents", ReadsPerMinute, null);

    public static Endpoint ChangeIncidents { get; } = new(Upstream.Graph, "to change incidents", ChangesPerMinute, null);
}
