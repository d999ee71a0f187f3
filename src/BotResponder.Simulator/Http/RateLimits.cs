using System.Collections.Concurrent;

namespace BotResponder.Simulator.Http;

/// <summary>Documented call limits of one operation, per app and tenant.</summary>
internal sealed record CallLimit(int PerMinute, int PerHour);

/// <summary>Sliding windows; refused calls do not count.</summary>
internal sealed class RateLimits(TimeProvider time)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, LinkedList<DateTimeOffset>> _windows = new(StringComparer.Ordinal);

    /// <returns>Null when the call may run, else how long until one may.</returns>
    public TimeSpan? Take(string key, CallLimit limit)
    {
        var window = _windows.GetOrAdd(key, _ => []);
        lock (window)
        {
            var now = time.GetUtcNow();
            while (window.First is { } oldest && oldest.Value <= now - Hour)
            {
                window.RemoveFirst();
            }

            if (window.Count >= limit.PerHour)
            {
                return window.First!.Value + Hour - now;
            }

            if (NthNewest(window, limit.PerMinute) is { } nth && nth > now - TimeSpan.FromMinutes(1))
            {
                return nth + TimeSpan.FromMinutes(1) - now;
            }

            window.AddLast(now);
            return null;
        }
    }

    private static DateTimeOffset? NthNewest(LinkedList<DateTimeOffset> window, int n)
    {
        if (window.Count < n)
        {
            return null;
        }

        var node = window.Last;
        for (var step = 1; step < n; step++)
        {
            node = node!.Previous;
        }

        return node!.Value;
    }
}
