using BotResponder.Core.Actions;
using BotResponder.Core.Approvals;
using BotResponder.Core.Results;
using BotResponder.Core.Work;
using Microsoft.Extensions.Options;

namespace BotResponder.Core.Requests;

/// <summary>Makes the one call of an approved operation, or finds out what became of a call that left before.</summary>
public sealed class DispatchOperation(RequestBook book, ActionCatalog catalog, OperationSteps steps, IOptions<DispatchOptions> options, TimeProvider time)
{
    /// <summary>Safe to call as often as one likes, by several workers at once: only one can begin, and a call that left is looked for before any other is made.</summary>
    public async Task<WorkResult> RunAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        var request = await book.FindAsync(entry.Request, cancellationToken);
        if (request is null || RequestLifecycle.IsFinal(request.State) || request.State == RequestState.Pending)
        {
            return WorkResult.Done;
        }

        if (catalog.Find(request.Action) is not { } action)
        {
            await ForgottenAsync(request, entry, cancellationToken);
            return WorkResult.Done;
        }

        switch (request.Operations[entry.Operation])
        {
            case { State: OperationState.Waiting }:
                return await SendAsync(action, request, entry, cancellationToken);
            case { State: OperationState.Dispatching } or { Outcome.Kind: OutcomeKind.Unknown }:
                await ReadBackAsync(action, request, entry, cancellationToken);
                return WorkResult.Written;
            default:
                return WorkResult.Done;
        }
    }

    private Task ForgottenAsync(ResponseRequest request, OutboxEntry entry, CancellationToken cancellationToken) => request.Operations[entry.Operation].State switch
    {
        OperationState.Waiting => EndAsync(request, entry, OutcomeKind.Refused, "This version of the bot does not know the action any more. Nothing was done.", cancellationToken),
        OperationState.Dispatching => EndAsync(request, entry, OutcomeKind.Unknown,
            "The call was made by another version of the bot, and this one cannot look for it. Please look in the Defender portal whether it was done.", cancellationToken),
        _ => Task.CompletedTask,
    };

    private async Task<WorkResult> SendAsync(IResponseAction action, ResponseRequest request, OutboxEntry entry, CancellationToken cancellationToken)
    {
        var refused = ApproverRules.RefuseDispatch(request, await book.CustomerOfAsync(request, cancellationToken)) ?? await RecheckAsync(action, request, entry.Operation, cancellationToken) ?? await action.AdmitAsync(request.Customer, cancellationToken);
        if (refused is Problem.Throttled { RetryAfter: var wait } && HasNothingNewToSay(request, entry.Operation))
        {
            // The line moves as fast as Microsoft's limits let it, and waiting in it is no failure.
            return new WorkResult.Later(wait, IsRound: false);
        }

        if (refused is { } problem)
        {
            await (IsTransient(problem)
                ? PutOffAsync(request, entry, problem, cancellationToken)
                : EndAsync(request, entry, OutcomeKind.Refused, $"Not sent, because something changed since it was approved: {problem.Sentence} Nothing was done; ask again if it is still needed.", cancellationToken));
            return WorkResult.Written;
        }

        var begun = await steps.BeginAsync(request, entry.Operation, cancellationToken);
        if (begun.TryGetValue(out var dispatching, out var stopped))
        {
            var order = Order(dispatching, entry.Operation);
            await SettleAsync(dispatching, entry, await action.ExecuteAsync(order, CancellationToken.None), cancellationToken);
        }
        else if (stopped is Problem.NotAllowed)
        {
            await EndAsync(request, entry, OutcomeKind.Refused, stopped.Sentence, cancellationToken);
        }

        return WorkResult.Written;
    }

    /// <summary>One of many targets that waits for its turn is nothing to write down each time; the card counts them. A lone one says so once.</summary>
    private static bool HasNothingNewToSay(ResponseRequest request, int index) => request.Operations.Length > 1 || request.Operations[index].Progress is not null;

    /// <summary>What was approved is what runs: the stored request still has its hash, and the pinned facts still hold.</summary>
    private static async Task<Problem?> RecheckAsync(IResponseAction action, ResponseRequest request, int index, CancellationToken cancellationToken)
    {
        if (ApprovalBinding.Of(request) != request.Binding)
        {
            return new Problem.Refused("the stored request does not match what was shown.");
        }

        var operation = request.Operations[index];
        var preview = await action.PreviewAsync(request.Customer, operation.Parameters, operation.Target, cancellationToken);
        return preview.TryGetValue(out var now, out var problem)
            ? ApprovalBinding.Drift(operation.Preview, now) is { } drift ? new Problem.Refused($"{drift}.") : null
            : problem;
    }

    private Task SettleAsync(ResponseRequest request, OutboxEntry entry, Result<ActionReceipt> answer, CancellationToken cancellationToken) =>
        answer.TryGetValue(out var receipt, out var problem)
            ? steps.AcceptAsync(request, entry.Operation, receipt, options.Value.FirstPoll, cancellationToken)
            : problem switch
            {
                Problem.Throttled or Problem.Unavailable => PutOffAsync(request, entry, problem, cancellationToken),
                Problem.Uncertain => steps.NoteAsync(request, entry.Operation, "Defender's answer was lost. Checking whether it arrived.", Next(entry, options.Value.FirstPoll), isNews: false, cancellationToken),
                _ => EndAsync(request, entry, OutcomeKind.Refused, problem.Sentence, cancellationToken),
            };

    private async Task ReadBackAsync(IResponseAction action, ResponseRequest request, OutboxEntry entry, CancellationToken cancellationToken)
    {
        var operation = request.Operations[entry.Operation];
        var found = await action.FindOwnAsync(Order(request, entry.Operation), cancellationToken);
        if (!found.TryGetValue(out var own, out _))
        {
            await StillUnknownAsync(request, entry, cancellationToken);
        }
        else if (own.Receipt is { } receipt)
        {
            await steps.AcceptAsync(request, entry.Operation, receipt, options.Value.FirstPoll, cancellationToken);
        }
        else if (time.GetUtcNow() - operation.SentAt < options.Value.Settle)
        {
            // It may still be on its way. Its absence proves nothing yet.
            await steps.NoteAsync(request, entry.Operation, "Defender's answer was lost. Checking whether it arrived.", Next(entry, options.Value.Wait(entry.Round)), isNews: false, cancellationToken);
        }
        else if (operation.State == OperationState.Dispatching && entry.Round < options.Value.MostTries)
        {
            // An attacker goes on as long as nothing is done, and each time its absence is proven first.
            await steps.PostponeAsync(request, entry.Operation, "The call never arrived at Defender. Sending it again.", TimeSpan.Zero, entry.Round, cancellationToken);
        }
        else
        {
            await EndAsync(request, entry, OutcomeKind.Failed, "The call never arrived at Defender. Nothing was done; ask again if it is still needed.", cancellationToken);
        }
    }

    private Task StillUnknownAsync(ResponseRequest request, OutboxEntry entry, CancellationToken cancellationToken)
    {
        const string Handed = "The call was made, but neither its answer nor Defender's list could be read. Please look in the Defender portal whether it was done.";
        if (entry.Round < options.Value.MostTries)
        {
            return steps.NoteAsync(request, entry.Operation, "Defender cannot be reached to check whether the call arrived. Trying again.", Next(entry, options.Value.Wait(entry.Round)), isNews: false, cancellationToken);
        }

        // Handed to a person, and looked at again at the slowest pace for as many rounds; then a person alone decides.
        var next = entry.Round < 2 * options.Value.MostTries ? Next(entry, options.Value.SlowestPoll) : null;
        return steps.EndAsync(request, entry.Operation, new(OutcomeKind.Unknown, Handed), next, cancellationToken);
    }

    private Task PutOffAsync(ResponseRequest request, OutboxEntry entry, Problem problem, CancellationToken cancellationToken)
    {
        if (entry.Round >= options.Value.MostTries)
        {
            return EndAsync(request, entry, OutcomeKind.Failed, $"Given up after {entry.Round} tries, because {Trouble(problem)}. Nothing was done; ask again when Defender answers.", cancellationToken);
        }

        var wait = problem is Problem.Throttled { RetryAfter: var after } ? after : options.Value.Wait(entry.Round);
        var sentence = $"Not done yet, because {Trouble(problem)}. It is tried again by itself.";
        return request.Operations[entry.Operation].State == OperationState.Dispatching
            ? steps.PostponeAsync(request, entry.Operation, sentence, wait, entry.Round + 1, cancellationToken)
            : steps.NoteAsync(request, entry.Operation, sentence, Next(entry, wait), isNews: false, cancellationToken);
    }

    /// <summary>A problem's own sentence tells a person to try again; here the bot does.</summary>
    private static string Trouble(Problem problem) => problem is Problem.Throttled ? "Microsoft asks the bot to slow down" : "Microsoft cannot be reached or does not answer";

    private Task EndAsync(ResponseRequest request, OutboxEntry entry, OutcomeKind kind, string sentence, CancellationToken cancellationToken) =>
        steps.EndAsync(request, entry.Operation, new(kind, sentence), null, cancellationToken);

    private OutboxEntry Next(OutboxEntry entry, TimeSpan wait) => entry with { Due = time.GetUtcNow() + wait, Round = entry.Round + 1 };

    private static bool IsTransient(Problem problem) => problem is Problem.Throttled or Problem.Unavailable or Problem.Uncertain;

    private static ActionOrder Order(ResponseRequest request, int index) => new(
        request.Customer, request.Id, request.Code, request.Operations[index].Target, request.Operations[index].Parameters, request.Reason,
        request.Glass is null ? string.Join(", ", request.Approvals.Select(review => review.Approver.Name)) : "nobody, the glass was broken")
    { SentAt = request.Operations[index].SentAt, AskedBy = request.Requester.Name };
}
