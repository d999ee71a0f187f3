using BotResponder.Core.Requests;
using BotResponder.Core.Work;
using BotResponder.Host.Cards;

namespace BotResponder.Host.Workers;

/// <summary>Does what one outbox row says, once its time has come.</summary>
internal sealed class WorkDispatcher(
    Outbox outbox, DispatchOperation dispatch, PollOperation poll, RequestTimers timers, CardRefresher cards, TimeProvider time)
{
    /// <summary>A queue counts in milliseconds or coarser: a wake-up may come this much before its row is due.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(2);

    /// <summary>Safe to call for the same wake-up again: what is done is not done twice.</summary>
    /// <returns>How long to wait and call again, for a wake-up that came a little early; null when this one is spent.</returns>
    public async Task<TimeSpan?> RunAsync(WorkItem item, CancellationToken cancellationToken)
    {
        if (await outbox.FindAsync(item, cancellationToken) is not { } stored)
        {
            return null;
        }

        if (stored.Entry.Due - time.GetUtcNow() is { Ticks: > 0 } wait)
        {
            // A row that was put off for longer has a wake-up of its own for then.
            return wait < Early ? wait : null;
        }

        var result = stored.Entry.Kind switch
        {
            WorkKind.Dispatch => await dispatch.RunAsync(stored.Entry, cancellationToken),
            WorkKind.Lanes => await timers.MoveLanesAsync(stored.Entry, cancellationToken),
            WorkKind.Poll => await poll.RunAsync(stored.Entry, cancellationToken),
            WorkKind.Expire => await timers.ExpireAsync(stored.Entry, cancellationToken),
            WorkKind.Cards => await RefreshAsync(stored, cancellationToken),
            _ => throw new InvalidOperationException($"Nobody does {stored.Entry.Kind}."),
        };
        switch (result)
        {
            case WorkResult.Spent:
                await outbox.DoneAsync(stored, cancellationToken);
                break;
            case WorkResult.Later later:
                await outbox.LaterAsync(stored, later, cancellationToken);
                break;
            default:
                break;
        }

        return null;
    }

    /// <summary>Changed again while the cards were drawn: then the row was written again too, stays, and has a wake-up of its own.</summary>
    private async Task<WorkResult> RefreshAsync(StoredEntry stored, CancellationToken cancellationToken)
    {
        await cards.RefreshAsync(stored.Entry.Request, cancellationToken);
        return WorkResult.Done;
    }
}

/// <summary>What nobody asks for any more: time that is over, and places in lanes.</summary>
internal sealed class RequestTimers(ExpireRequest expire, MoveLanes lanes, RequestBook requests)
{
    public async Task<WorkResult> ExpireAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        if (await requests.FindAsync(entry.Request, cancellationToken) is { } request)
        {
            await expire.RunAsync(request.Customer, request.Id, cancellationToken);
        }

        return WorkResult.Done;
    }

    public async Task<WorkResult> MoveLanesAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        await lanes.RunAsync(entry, cancellationToken);
        return WorkResult.Done;
    }
}
