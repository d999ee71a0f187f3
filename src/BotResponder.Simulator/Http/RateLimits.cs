using System.Collections.Concurrent;

namespace BotResponder.Simulator.Http;

/// <summary>Documented call limits of one operation, per app and tenant.</summary>
internal sealed record CallLimit(int PerMinute, int PerHour);

/// <summary>Sliding windows of a minute and an hour, one pair for each operation and tenant; refused calls do not count.</summary>
internal sealed class RateLimits(SimulatorOptions options)
{
    private readonly ConcurrentDictionary<string, Window> _windows = new(StringComparer.Ordinal);
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
        var window = _windows.GetOrAdd(key, _ => new(Math.Max(perMinute, limit.PerHour)));
        var wait = window.Take(options.Time.GetUtcNow(), [(perMinute, minute), (limit.PerHour, 60 * minute)]);
        if (wait is not null)
        {
            Interlocked.Increment(ref _refused);
        }

        return wait;
    }

    /// <summary>When the last calls came, as many as the largest limit.</summary>
    private sealed class Window(int most)
    {
        private readonly DateTimeOffset[] _calls = new DateTimeOffset[most];
        private readonly Lock _lock = new();
        private long _count;

        public TimeSpan? Take(DateTimeOffset now, ReadOnlySpan<(int Most, TimeSpan Length)> limits)
        {
            lock (_lock)
            {
                var free = now;
                foreach (var (most, length) in limits)
                {
                    var leaves = _count < most ? now : _calls[(_count - most) % _calls.Length] + length;
                    free = leaves > free ? leaves : free;
                }

                if (free > now)
                {
                    return free - now;
                }

                _calls[_count++ % _calls.Length] = now;
                return null;
            }
        }
    }
}
