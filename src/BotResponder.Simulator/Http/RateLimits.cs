namespace BotResponder.Simulator.Http;

/// <summary>Documented call limits of one operation, per app and tenant.</summary>
internal sealed record CallLimit(int PerMinute, int PerHour)
{
    /// <summary>Null for most.</summary>
    public int? PerSecond { get; init; }
}

/// <summary>Sliding windows of a second where that is limited, of a minute and of an hour, for each operation and tenant; refused calls do not count.</summary>
internal sealed class RateLimits(SimulatorOptions options)
{
    private readonly SlidingWindows _windows = new(options.Time);
    private int _refused;

    /// <summary>How many calls were told to wait.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <param name="key">Names the operation and the tenant.</param>
    /// <returns>Null when the call may run, else how long until one may.</returns>
    public TimeSpan? Take(string key, CallLimit limit)
    {
        if (!options.RateLimits)
        {
            return null;
        }

        var minute = options.CallLimitMinute;
        var perMinute = options.CallLimit ?? limit.PerMinute;
        var wait = limit.PerSecond is { } perSecond && options.CallLimit is null
            ? _windows.Take(key, (perSecond, minute / 60), (perMinute, minute), (limit.PerHour, 60 * minute))
            : _windows.Take(key, (perMinute, minute), (limit.PerHour, 60 * minute));
        if (wait is not null)
        {
            Interlocked.Increment(ref _refused);
        }

        return wait;
    }
}
