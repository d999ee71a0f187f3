namespace BotResponder.Teams.Connector;

/// <summary>At most so many calls in any stretch of that length.</summary>
internal sealed record CallWindow(int Calls, TimeSpan Span);

/// <summary>When calls left, as far as the windows look back, and when the next may. Not safe for several threads.</summary>
/// <param name="windows">At least one.</param>
internal sealed class CallTimes(IReadOnlyList<CallWindow> windows)
{
    private readonly int _remembered = windows.Max(window => window.Calls);

    // Oldest first. Holds up to twice of what the windows need, so that forgetting is rare.
    private readonly List<TimeSpan> _left = [];

    /// <param name="now">Time since any fixed instant; never smaller than before.</param>
    public TimeSpan UntilNext(TimeSpan now)
    {
        var wait = TimeSpan.Zero;
        foreach (var window in windows)
        {
            var free = _left.Count < window.Calls ? now : _left[^window.Calls] + window.Span;
            wait = free - now > wait ? free - now : wait;
        }

        return wait;
    }

    /// <param name="at">Not earlier than any before.</param>
    public void Add(TimeSpan at)
    {
        if (_left.Count >= 2 * _remembered)
        {
            _left.RemoveRange(0, _left.Count - _remembered);
        }

        _left.Add(at);
    }

    /// <summary>Takes the next place, when it comes soon enough.</summary>
    /// <returns>How long to wait for it; longer than <paramref name="longest"/>: no place was taken.</returns>
    public TimeSpan Take(TimeSpan now, TimeSpan longest)
    {
        var wait = UntilNext(now);
        if (wait <= longest)
        {
            Add(now + wait);
        }

        return wait;
    }
}
