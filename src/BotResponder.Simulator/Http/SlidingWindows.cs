using System.Collections.Concurrent;

namespace BotResponder.Simulator.Http;

/// <summary>Counts calls in windows that slide with the clock, each key for itself; refused calls do not count. Safe from many threads.</summary>
internal sealed class SlidingWindows(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Calls> _calls = new(StringComparer.Ordinal);

    /// <param name="limits">The same at every call with this key.</param>
    /// <returns>Null when the call may run, else how long until one may.</returns>
    public TimeSpan? Take(string key, params ReadOnlySpan<(int Most, TimeSpan Length)> limits)
    {
        var most = 0;
        foreach (var limit in limits)
        {
            most = Math.Max(most, limit.Most);
        }

        return _calls.GetOrAdd(key, static (_, most) => new(most), most).Take(time.GetUtcNow(), limits);
    }

    /// <summary>When the last calls came, as many as the largest limit.</summary>
    private sealed class Calls(int most)
    {
        private readonly DateTimeOffset[] _at = new DateTimeOffset[most];
        private readonly Lock _lock = new();
        private long _count;

        public TimeSpan? Take(DateTimeOffset now, ReadOnlySpan<(int Most, TimeSpan Length)> limits)
        {
            lock (_lock)
            {
                var free = now;
                foreach (var (most, length) in limits)
                {
                    var leaves = _count < most ? now : _at[(_count - most) % _at.Length] + length;
                    free = leaves > free ? leaves : free;
                }

                if (free > now)
                {
                    return free - now;
                }

                _at[_count++ % _at.Length] = now;
                return null;
            }
        }
    }
}
