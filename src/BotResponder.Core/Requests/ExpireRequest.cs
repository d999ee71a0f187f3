using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.People;
using BotResponder.Core.Results;

namespace BotResponder.Core.Requests;

/// <summary>Closes a request that nobody answered in time.</summary>
public sealed class ExpireRequest(Ledger ledger)
{
    /// <summary>Does nothing when the request was answered, or when its time is not over. Safe to call as often as one likes.</summary>
    public Task<Result<ResponseRequest>> RunAsync(CustomerId customer, RequestId id, CancellationToken cancellationToken) =>
        ledger.DecideAsync(customer, (view, token) => DecideAsync(view, id, token), cancellationToken);

    private static async ValueTask<Decision<ResponseRequest>> DecideAsync(ILedgerView view, RequestId id, CancellationToken cancellationToken)
    {
        var change = await RequestChange.LoadAsync(view, id, cancellationToken);
        if (change.Request is not { } request)
        {
            return Decision<ResponseRequest>.Nothing(RequestTaps.Unknown);
        }

        if (view.Now < request.ExpiresAt)
        {
            return Decision<ResponseRequest>.Nothing(new Problem.Conflict($"{request.Code} has not expired."));
        }

        return change.Apply("request.expired", Bot.Person, "Nobody answered in time", new RequestEvent.Lapsed()) is { } problem
            ? Decision<ResponseRequest>.Nothing(problem)
            : await change.DecideAsync(cancellationToken);
    }
}
