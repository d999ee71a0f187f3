using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Results;
using BotResponder.Core.Work;
using Microsoft.Extensions.Logging;

namespace BotResponder.Core.Requests;

/// <summary>The requester takes a request back as long as Defender has not been called; of one with many targets, those that have not been sent yet; and what a person was told to do.</summary>
public sealed class WithdrawRequest(Ledger ledger, CustomerDirectory customers, ILogger<WithdrawRequest> log)
{
    /// <summary>Safe to call twice: the second is told that it is withdrawn already.</summary>
    public async Task<Result<ResponseRequest>> RunAsync(Tap tap, CancellationToken cancellationToken)
    {
        if (customers.FindByRequest(tap.Request) is not { } customer)
        {
            return RequestTaps.Unknown;
        }

        var result = await ledger.DecideAsync(customer.Id, (view, token) => DecideAsync(view, tap, token), cancellationToken);
        if (result.Problem is { } problem)
        {
            log.AttemptRefused(tap.Request, problem.Code, tap.ActivityId);
        }

        return result;
    }

    private static async ValueTask<Decision<ResponseRequest>> DecideAsync(ILedgerView view, Tap tap, CancellationToken cancellationToken)
    {
        const string Attempt = "Tried to withdraw";
        var (change, refused) = await RequestTaps.OpenAsync(view, tap, Attempt, cancellationToken);
        if (refused is not null)
        {
            return refused;
        }

        var before = change.Request!;
        if (change.Apply("request.withdrawn", tap.Person, before.IsHandedOver ? "Withdrawn after a person had been told to do it; nobody watches it any more" : "Withdrawn", new RequestEvent.Withdrawn(tap.Person), tap.ActivityId) is { } problem)
        {
            return change.Refuse(problem, tap.Person, Attempt, tap.ActivityId);
        }

        foreach (var index in Enumerable.Range(0, before.Operations.Length).Where(index => before.Operations[index].IsHandedOver))
        {
            change.Finished(WorkKind.Poll, index);
        }

        await change.LeaveLanesAsync(cancellationToken);
        return await change.DecideAsync(cancellationToken);
    }
}
