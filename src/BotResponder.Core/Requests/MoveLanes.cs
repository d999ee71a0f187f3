using BotResponder.Core.Ledgers;
using BotResponder.Core.Work;

namespace BotResponder.Core.Requests;

/// <summary>Takes the operations of a request with many targets onto their lanes, or off them once it is withdrawn, a portion in each commit.</summary>
public sealed class MoveLanes(Ledger ledger, RequestBook book)
{
    /// <summary>Safe to call again for the same entry: who stands in a lane stays where he is.</summary>
    /// <param name="entry">Its operation is the first one of the portion.</param>
    public async Task RunAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        if (await book.FindAsync(entry.Request, cancellationToken) is { } request)
        {
            await ledger.DecideAsync(request.Customer, (view, token) => DecideAsync(view, entry, token), cancellationToken);
        }
    }

    private static async ValueTask<Decision<ResponseRequest>> DecideAsync(ILedgerView view, OutboxEntry entry, CancellationToken cancellationToken)
    {
        var change = await RequestChange.LoadAsync(view, entry.Request, cancellationToken);
        if (change.Request is not { } request || request.State == RequestState.Pending || entry.Operation >= request.Operations.Length)
        {
            return Decision<ResponseRequest>.Nothing(RequestTaps.Unknown);
        }

        var end = Math.Min(entry.Operation + RequestLanes.Portion, request.Operations.Length);
        for (var index = entry.Operation; index < end; index++)
        {
            if (RequestLanes.IsOver(request, index))
            {
                await change.GiveUpLaneAsync(index, cancellationToken);
            }
            else if (request.Operations[index].State == OperationState.Waiting)
            {
                await change.EnterLaneAsync(index, cancellationToken);
            }
        }

        change.Finished(WorkKind.Lanes, entry.Operation);
        if (end < request.Operations.Length)
        {
            change.Wake(WorkKind.Lanes, end, TimeSpan.Zero);
        }

        return await change.DecideAsync(cancellationToken);
    }
}
