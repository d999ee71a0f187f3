using BotResponder.Core.Customers;
using BotResponder.Core.Groups;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Results;
using BotResponder.Core.Work;
using Microsoft.Extensions.Logging;

namespace BotResponder.Core.Requests;

/// <summary>Somebody says that what the bot handed over to people is done, by card or by words. It is looked at at once; the word alone is no outcome.</summary>
public sealed class HandBackTask(Ledger ledger, CurrentCustomers customers, ILogger<HandBackTask> log)
{
    private const string Attempt = "Tried to say that it is done";

    /// <summary>Safe to call twice: the second is told who said it.</summary>
    public async Task<Result<ResponseRequest>> RunAsync(Tap tap, CancellationToken cancellationToken)
    {
        if (await customers.FindByRequestAsync(tap.Request, cancellationToken) is not { } customer)
        {
            return RequestTaps.Unknown;
        }

        var result = await ledger.DecideAsync(customer.Id, (view, token) => DecideAsync(view, customer, tap, token), cancellationToken);
        if (result.Problem is { } problem)
        {
            log.AttemptRefused(tap.Request, problem.Code, tap.ActivityId);
        }

        return result;
    }

    private static async ValueTask<Decision<ResponseRequest>> DecideAsync(ILedgerView view, Customer customer, Tap tap, CancellationToken cancellationToken)
    {
        var (change, refused) = await RequestTaps.OpenAsync(view, tap, Attempt, cancellationToken);
        if (refused is not null)
        {
            return refused;
        }

        var request = change.Request!;
        if (!customer.MayAct(tap.Person.Id))
        {
            return change.Refuse(new Problem.NotAllowed($"Only those who ask or approve here can say that {request.Code} is done."), tap.Person, Attempt, tap.ActivityId);
        }

        var index = request.Operations.Select((operation, at) => (operation, at)).Where(each => each.operation.Receipt is { AwaitsWord: true, HandedBack: null }).Select(each => each.at).FirstOrDefault();
        if (Nothing(request) is { } nothing)
        {
            return change.Refuse(nothing, tap.Person, Attempt, tap.ActivityId);
        }

        if (change.Apply("operation.handed-back", tap.Person, "Said that it is done", new RequestEvent.HandedBack(index, tap.Person), tap.ActivityId) is { } problem)
        {
            return change.Refuse(problem, tap.Person, Attempt, tap.ActivityId);
        }

        change.Wake(WorkKind.Poll, index, TimeSpan.Zero);
        return await change.DecideAsync(cancellationToken);
    }

    /// <summary>Of a request that asks for nobody's word, or does not yet.</summary>
    private static Problem.Conflict? Nothing(ResponseRequest request) => request.Operations.Any(operation => operation.Receipt is { AwaitsWord: true }) ? null
        : new Problem.Conflict($"{request.Code} is {RequestLifecycle.Describe(request.State)}, and nobody has to say when it is done: the bot looks by itself.");
}
