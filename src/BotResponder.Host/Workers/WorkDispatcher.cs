using BotResponder.Core.BreakGlass;
using BotResponder.Core.Containments;
using BotResponder.Core.Requests;
using BotResponder.Core.Watching;
using BotResponder.Core.Work;
using BotResponder.Host.Cards;

namespace BotResponder.Host.Workers;

/// <summary>Does what one outbox row says.</summary>
internal sealed class WorkDispatcher(Outbox outbox, DispatchOperation dispatch, PollOperation poll, RequestTimers timers, RequestNews news)
{
    /// <summary>Safe to call for the same row again: what is done is not done twice.</summary>
    public async Task RunAsync(StoredEntry stored, CancellationToken cancellationToken)
    {
        var result = stored.Entry.Kind switch
        {
            WorkKind.Dispatch => await dispatch.RunAsync(stored.Entry, cancellationToken),
            WorkKind.Lanes => await timers.MoveLanesAsync(stored.Entry, cancellationToken),
            WorkKind.Poll => await poll.RunAsync(stored.Entry, cancellationToken),
            WorkKind.Expire => await timers.ExpireAsync(stored.Entry, cancellationToken),
            WorkKind.Cards => await news.ShowAsync(stored.Entry.Request, cancellationToken),
            WorkKind.Alarm => await news.AlarmAsync(stored.Entry.Request, cancellationToken),
            WorkKind.Watch => await timers.WatchAsync(stored.Entry, cancellationToken),
            WorkKind.Review => await timers.AlarmAsync(stored.Entry, cancellationToken),
            WorkKind.Say or WorkKind.LeaseNote or WorkKind.Contained or WorkKind.AskAgain or WorkKind.GlassAlarm or WorkKind.GlassVerdict => await news.SayAsync(stored.Entry, cancellationToken),
            WorkKind.Lease => await timers.WatchLeaseAsync(stored.Entry, cancellationToken),
            WorkKind.Probe => WorkResult.Done,
            _ => throw new InvalidOperationException($"Nobody does {stored.Entry.Kind}."),
        };
        switch (result)
        {
            case WorkResult.Spent:
                // Asked for again while it was done: then the row was written again too, stays, and has a wake-up of its own.
                await outbox.DoneAsync(stored, cancellationToken);
                break;
            case WorkResult.Later later:
                await outbox.LaterAsync(stored, later, cancellationToken);
                break;
            default:
                break;
        }
    }
}

/// <summary>What a request's people are shown.</summary>
internal sealed class RequestNews(CardRefresher cards, WorkAlarm alarm, GlassNews glass, ApproverNews approvers, ThreadNews thread)
{
    public async Task<WorkResult> ShowAsync(RequestId request, CancellationToken cancellationToken)
    {
        await cards.RefreshAsync(request, cancellationToken);
        return WorkResult.Done;
    }

    public async Task<WorkResult> AlarmAsync(RequestId request, CancellationToken cancellationToken)
    {
        await alarm.SayAsync(request, cancellationToken);
        return WorkResult.Done;
    }

    public Task<WorkResult> SayAsync(OutboxEntry entry, CancellationToken cancellationToken) => entry.Kind switch
    {
        WorkKind.Say or WorkKind.LeaseNote or WorkKind.Contained => thread.SayAsync(entry, cancellationToken),
        WorkKind.AskAgain => approvers.AskAgainAsync(entry, cancellationToken),
        WorkKind.GlassAlarm => glass.AlarmAsync(entry, cancellationToken),
        WorkKind.GlassVerdict => glass.SayVerdictAsync(entry, cancellationToken),
        _ => throw new InvalidOperationException($"Nobody says {entry.Kind}."),
    };
}

/// <summary>What nobody asks for any more: time that is over, places in lanes, and whether what was done still holds.</summary>
internal sealed class RequestTimers(ApprovalTimer approval, MoveLanes lanes, RaiseGlassAlarm alarm, WatchContainment watch, WatchLease leases)
{
    public Task<WorkResult> WatchLeaseAsync(OutboxEntry entry, CancellationToken cancellationToken) => leases.RunAsync(entry, cancellationToken);

    public Task<WorkResult> AlarmAsync(OutboxEntry entry, CancellationToken cancellationToken) => alarm.RunAsync(entry, cancellationToken);

    public Task<WorkResult> WatchAsync(OutboxEntry entry, CancellationToken cancellationToken) => watch.RunAsync(entry, cancellationToken);

    public Task<WorkResult> ExpireAsync(OutboxEntry entry, CancellationToken cancellationToken) => approval.RunAsync(entry, cancellationToken);

    public async Task<WorkResult> MoveLanesAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        await lanes.RunAsync(entry, cancellationToken);
        return WorkResult.Done;
    }
}
