using BotResponder.Core.Actions;
using BotResponder.Core.Requests;
using BotResponder.Core.Work;
using Microsoft.Extensions.Options;

namespace BotResponder.Host.Workers;

/// <summary>Whether an entry's time has come. Stored instants and the one clock decide; a clock that was set back is seen through where that is safe.</summary>
internal sealed class WorkClock(IOptions<WorkOptions> options, IOptions<DispatchOptions> dispatching, TimeProvider time)
{
    public WorkOptions Options => options.Value;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Until when a row that somebody begins with now is left to him: one lease, and one more for luck.</summary>
    public DateTimeOffset UntilTaken => Now + (2 * Options.Lease);

    /// <returns>Null when it is due, else how long it is not.</returns>
    public TimeSpan? WaitFor(OutboxEntry entry)
    {
        var wait = entry.Due - Now;
        return wait <= TimeSpan.Zero || IsLongerThanEverMeant(entry.Kind, wait) ? null : wait;
    }

    /// <summary>True when its wake-up must have got lost: it is due, is later than whoever is at it would be, or claims a time that lies further ahead than anybody would say.</summary>
    public bool IsForgotten(OutboxEntry entry)
    {
        var late = Now - (entry.Trouble?.Until ?? entry.Due);
        var furthestAhead = entry.Trouble is null ? Options.Patience : (2 * Options.Lease) + Options.SlowestRetry;
        return WaitFor(entry) is null && (late > Options.Patience || -late > furthestAhead);
    }

    /// <returns>This wait, but no longer than lost work is waited for.</returns>
    public TimeSpan Soon(TimeSpan wait) => wait < Options.Patience ? wait : Options.Patience;

    public Task DelayAsync(TimeSpan wait) => Task.Delay(wait, time);

    /// <summary>
    /// Nobody puts these off for so long: the clock was set back since. Doing them early does no harm. A call that Microsoft told to wait may wait
    /// long, and what time itself decides (an expiry, a release) is never early: those go by the instant that is stored.
    /// </summary>
    private bool IsLongerThanEverMeant(WorkKind kind, TimeSpan wait) => kind switch
    {
        WorkKind.Cards or WorkKind.Alarm or WorkKind.Say or WorkKind.AskAgain or WorkKind.GlassAlarm or WorkKind.GlassVerdict or WorkKind.LeaseNote or WorkKind.Contained or WorkKind.Probe => true,
        WorkKind.Poll => wait > dispatching.Value.SlowestPoll && wait > ActionProgress.LongestLook,
        _ => false,
    };
}
