namespace BotResponder.Host.Workers;

/// <summary>Notices that the clock of this machine was set back while the process ran.</summary>
internal sealed class ClockWatch(TimeProvider time)
{
    /// <summary>Less is the usual correction of a clock, and not worth a write.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(5);

    private (long Ticking, DateTimeOffset Said) _last = (time.GetTimestamp(), time.GetUtcNow());

    /// <returns>By how much it was set back since the last call; null when it was not.</returns>
    public TimeSpan? SetBack()
    {
        var now = (Ticking: time.GetTimestamp(), Said: time.GetUtcNow());
        var missing = time.GetElapsedTime(_last.Ticking, now.Ticking) - (now.Said - _last.Said);
        _last = now;
        return missing > Least ? missing : null;
    }
}
