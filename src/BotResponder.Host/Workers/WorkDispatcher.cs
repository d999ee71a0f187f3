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
            WorkKind.Say => await news.SayAsync(stored.Entry, cancellationToken),
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
internal sealed class RequestNews(CardRefresher cards, WorkAlarm alarm, ThreadNews thread)
{
    public async Task<WorkResult> ShowAsync(RequestId request, CancellationToken cancellationToken)
    {
        await cards.RefreshAsync(request, cancellationToken);
        return WorkResult.Done;
    }

    public async Task<WorkResult> SayAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        await thread.SayAsync(entry, cancellationToken);
        return WorkResult.Done;
    }

    public async Task<WorkResult> AlarmAsync(RequestId request, CancellationToken cancellationToken)
    {
        await alarm.SayAsync(request, cancellationToken);
        return WorkResult.Done;
    }
}

/// <summary>What nobody asks for any more: time that is over, places in lanes, and whether what was done still holds.</summary>
internal sealed class RequestTimers(ExpireRequest expire, MoveLanes lanes, WatchContainment watch, RequestBook requests, TimeProvider time)
{
    public Task<WorkResult> WatchAsync(OutboxEntry entry, CancellationToken cancellationToken) => watch.RunAsync(entry, cancellationToken);

    public async Task<WorkResult> ExpireAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        if (await requests.FindAsync(entry.Request, cancellationToken) is not { State: RequestState.Pending } request)
        {
            return WorkResult.Done;
        }

        // By the stored instant and not by the wake-up: after a clock was set back it may come early, and must come again.
        if (request.ExpiresAt - time.GetUtcNow() is { Ticks: > 0 } left)
        {
            return new WorkResult.Later(left, IsRound: false);
        }

        var expired = await expire.RunAsync(request.Customer, request.Id, cancellationToken);
        return expired.Problem is null || (await requests.FindAsync(request.Id, cancellationToken))?.State != RequestState.Pending
            ? WorkResult.Done
            : throw new InvalidOperationException($"{request.Code} should have expired and did not.");
    }

    public async Task<WorkResult> MoveLanesAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        await lanes.RunAsync(entry, cancellationToken);
        return WorkResult.Done;
    }
}
