using BotResponder.Simulator.Http;

namespace BotResponder.Simulator.Teams;

/// <summary>Teams' documented limits for one bot: per conversation (a channel with all its threads is one), and per tenant.</summary>
/// <remarks>Source: "Optimize your bot with rate limiting in Teams". Updates and deletions count as sends do.</remarks>
internal sealed class ConnectorThrottle(SimulatorOptions options)
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private static readonly (int, TimeSpan)[] s_writes = [(7, s_second), (8, 2 * s_second), (60, 30 * s_second), (1800, 3600 * s_second)];
    private static readonly (int, TimeSpan)[] s_reads = [(14, s_second), (16, 2 * s_second), (120, 30 * s_second), (3600, 3600 * s_second)];
    private static readonly (int, TimeSpan)[] s_tenant = [(50, s_second)];
    private static readonly (int, TimeSpan)[] s_wholeRoster = [(5, 60 * s_second)];

    private readonly SlidingWindows _windows = new(options.Time);

    /// <returns>Null when the call may go on; so for the others.</returns>
    public ApiAnswer? Tenant(string tenantId) => Take($"tenant|{tenantId}", s_tenant);

    public ApiAnswer? Write(TeamsConversation conversation) => Take($"write|{conversation.Id}", s_writes);

    public ApiAnswer? Read(TeamsConversation conversation) => Take($"read|{conversation.Id}", s_reads);

    /// <summary>The deprecated way to read a roster.</summary>
    public ApiAnswer? WholeRoster(TeamsConversation conversation) => Take($"roster|{conversation.Id}", s_wholeRoster);

    private ApiAnswer? Take(string key, (int, TimeSpan)[] limits) => options.TeamsThrottling && _windows.Take(key, limits) is { } wait
        ? ApiAnswer.Refuse(StatusCodes.Status429TooManyRequests, "Throttled", "Too many requests.") with { RetryAfter = wait }
        : null;
}
