namespace BotResponder.Teams.Connector;

/// <summary>What Teams lets one bot do.</summary>
/// <remarks>Source: Teams' "Optimize your bot with rate limiting". The values may change; what Teams says by 429 counts more.</remarks>
/// <param name="Writes">In one conversation: send, create, update, delete.</param>
/// <param name="Reads">In one conversation: members and the like.</param>
/// <param name="Tenant">All calls about one tenant.</param>
internal sealed record TeamsLimits(IReadOnlyList<CallWindow> Writes, IReadOnlyList<CallWindow> Reads, IReadOnlyList<CallWindow> Tenant)
{
    public static TeamsLimits Documented { get; } = new(
        [Second(7, 1), Second(8, 2), Second(60, 30), Second(1800, 3600)],
        [Second(14, 1), Second(16, 2), Second(120, 30), Second(3600, 3600)],
        [Second(50, 1)]);

    /// <param name="share">Of this process; every window lets one call through at least.</param>
    public TeamsLimits Times(double share) => new(Scale(Writes, share), Scale(Reads, share), Scale(Tenant, share));

    private static CallWindow[] Scale(IEnumerable<CallWindow> windows, double share) =>
        [.. windows.Select(window => window with { Calls = Math.Max(1, (int)(window.Calls * share)) })];

    private static CallWindow Second(int calls, int seconds) => new(calls, TimeSpan.FromSeconds(seconds));
}
