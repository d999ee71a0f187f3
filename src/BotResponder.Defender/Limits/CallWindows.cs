namespace BotResponder.Defender.Limits;

/// <summary>
/// When the calls of one tenant to one endpoint left, and when the next may. Microsoft does not say how it counts, so no second, no sixty seconds and no
/// hour ever hold more than the limit: that is right for every way of counting. Not safe for several threads; instants are counted from any fixed start.
/// </summary>
internal sealed class CallWindows
{
    /// <summary>Two calls may take so much longer or shorter to Microsoft than each other.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    /// <summary>The same where one second is the window: more would halve what is allowed.</summary>
    private static readonly TimeSpan SecondsMargin = TimeSpan.FromMilliseconds(250);

    /// <summary>A promised call that has not left by then never will.</summary>
    private static readonly TimeSpan PromiseHolds = TimeSpan.FromMinutes(1);

    private readonly (int Most, TimeSpan Length)[] _windows;
    private readonly TimeSpan[] _left;
    private readonly Queue<TimeSpan> _promised = new();
    private long _count;

    /// <param name="share">What part of the limits is this process's, above 0 and up to 1; one call is always allowed.</param>
    public CallWindows(Endpoint endpoint, double share)
    {
        (int? Most, TimeSpan Length)[] limits =
        [
            (endpoint.PerSecond, TimeSpan.FromSeconds(1) + SecondsMargin), (endpoint.PerMinute, TimeSpan.FromMinutes(1) + Margin), (endpoint.PerHour, TimeSpan.FromHours(1) + Margin),
        ];
        _windows = [.. limits.Where(limit => limit.Most is not null).Select(limit => (Math.Max(1, (int)(limit.Most!.Value * share)), limit.Length))];
        _left = new TimeSpan[_windows.Max(window => window.Most)];
    }

    /// <summary>When a call may leave that <paramref name="before"/> others are before. A promised call is counted as if it left now.</summary>
    /// <param name="earliest">No call leaves before, whatever the windows say; not before <paramref name="now"/>.</param>
    public TimeSpan Turn(TimeSpan now, TimeSpan earliest, int before)
    {
        Forget(now);
        var turns = new List<TimeSpan>(before + 1);
        for (var i = 0; i <= before; i++)
        {
            var turn = earliest;
            foreach (var (most, length) in _windows)
            {
                var index = _count + _promised.Count + i - most;
                turn = index < 0 ? turn : Max(turn, At(index, now, turns) + length);
            }

            turns.Add(turn);
        }

        return turns[^1];
    }

    /// <summary>Counts a call that is going to leave.</summary>
    public void Promise(TimeSpan now) => _promised.Enqueue(now);

    /// <summary>A call leaves now: a promised one, or one that is counted only from here.</summary>
    public void Leave(TimeSpan now)
    {
        Forget(now);
        _promised.TryDequeue(out _);
        _left[_count++ % _left.Length] = now;
    }

    private TimeSpan At(long index, TimeSpan now, List<TimeSpan> turns) =>
        index < _count ? _left[index % _left.Length]
        : index < _count + _promised.Count ? now
        : turns[(int)(index - _count - _promised.Count)];

    private void Forget(TimeSpan now)
    {
        while (_promised.TryPeek(out var promised) && promised + PromiseHolds <= now)
        {
            _promised.Dequeue();
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
