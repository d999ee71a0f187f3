using BotResponder.Core.Requests;
using BotResponder.Core.Work;
using BotResponder.Host.Cards;

namespace BotResponder.Host.Workers;

/// <summary>Does what one outbox row says.</summary>
internal sealed class WorkDispatcher(Outbox outbox, DispatchOperation dispatch, PollOperation poll, RequestTimers timers, RequestNews news)
{
    /// <summary>Safe to call for the same row again: what is done is not done twice.</summary>
    public async Task RunAsync(StoredEntry stored, CancellationToken cancellationToken)
    {
        var isDone = stored.Entry.Kind switch
        {
            WorkKind.Dispatch => await dispatch.RunAsync(stored.Entry, cancellationToken),
            WorkKind.Poll => await poll.RunAsync(stored, cancellationToken),
            WorkKind.Expire => await timers.ExpireAsync(stored, cancellationToken),
            WorkKind.Cards => await news.ShowAsync(stored.Entry.Request, cancellationToken),
            WorkKind.Alarm => await news.AlarmAsync(stored.Entry.Request, cancellationToken),
            WorkKind.Probe => true,
            _ => throw new InvalidOperationException($"Nobody does {stored.Entry.Kind}."),
        };
        if (isDone)
        {
            // Asked for again while it was done: then the row was written again too, stays, and has a wake-up of its own.
            await outbox.DoneAsync(stored, cancellationToken);
        }
    }
}

/// <summary>What a request's people are shown.</summary>
internal sealed class RequestNews(CardRefresher cards, WorkAlarm alarm)
{
    public async Task<bool> ShowAsync(RequestId request, CancellationToken cancellationToken)
    {
        await cards.RefreshAsync(request, cancellationToken);
        return true;
    }

    public async Task<bool> AlarmAsync(RequestId request, CancellationToken cancellationToken)
    {
        await alarm.SayAsync(request, cancellationToken);
        return true;
    }
}

/// <summary>What time alone does to a request.</summary>
internal sealed class RequestTimers(ExpireRequest expire, RequestBook requests, Outbox outbox, TimeProvider time)
{
    public async Task<bool> ExpireAsync(StoredEntry stored, CancellationToken cancellationToken)
    {
        if (await requests.FindAsync(stored.Entry.Request, cancellationToken) is not { State: RequestState.Pending } request)
        {
            return true;
        }

        // By the stored instant and not by the wake-up: after a clock was set back it may come early, and must come again.
        if (request.ExpiresAt - time.GetUtcNow() is { Ticks: > 0 } left)
        {
            await outbox.LaterAsync(stored, left, cancellationToken);
            return false;
        }

        var expired = await expire.RunAsync(request.Customer, request.Id, cancellationToken);
        return expired.Problem is null || (await requests.FindAsync(request.Id, cancellationToken))?.State != RequestState.Pending
            ? true
            : throw new InvalidOperationException($"{request.Code} should have expired and did not.");
    }
}
