using BotResponder.Core.Actions;
using BotResponder.Core.Results;
using BotResponder.Core.Work;
using Microsoft.Extensions.Options;

namespace BotResponder.Core.Requests;

/// <summary>Asks Microsoft where an accepted operation stands, until it is final. Submitted is not done.</summary>
public sealed class PollOperation(RequestBook book, ActionCatalog catalog, OperationSteps steps, IOptions<DispatchOptions> options)
{
    /// <summary>Safe to call as often as one likes.</summary>
    public async Task<WorkResult> RunAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        var request = await book.FindAsync(entry.Request, cancellationToken);
        if (request?.Operations[entry.Operation] is not { State: OperationState.Accepted, Receipt: { } receipt } operation || catalog.Find(request.Action) is not { } action)
        {
            return WorkResult.Done;
        }

        var status = await action.ReadStatusAsync(request.Customer, receipt, cancellationToken);
        var seen = status.TryGetValue(out var progress, out var problem) ? progress : Unread(problem);
        var wait = WaitAfter(seen, entry);
        switch (seen)
        {
            case ActionProgress.Ended { Outcome: var outcome }:
                await steps.EndAsync(request, entry.Operation, outcome, null, cancellationToken);
                return WorkResult.Written;
            case ActionProgress.Running { Sentence: var sentence, IsNews: var isNews } when sentence != operation.Progress:
                var next = entry with { Due = entry.Due + wait, Round = entry.Round + 1 };
                await steps.NoteAsync(request, entry.Operation, sentence, next, isNews, cancellationToken);
                return WorkResult.Written;
            default:
                return new WorkResult.Later(wait, IsRound: true);
        }
    }

    private TimeSpan WaitAfter(ActionProgress seen, OutboxEntry entry) => seen is ActionProgress.Running { NextLook: { } look }
        ? look < ActionProgress.LongestLook ? look : ActionProgress.LongestLook
        : options.Value.Wait(entry.Round);

    /// <summary>A status that cannot be read says nothing about the operation, unless Microsoft no longer knows it.</summary>
    private static ActionProgress Unread(Problem problem) => problem switch
    {
        Problem.NotFound => new ActionProgress.Ended(new(OutcomeKind.Unknown,
            "Defender accepted it and no longer lists it. Please look in the Defender portal whether it was done.")),
        _ => new ActionProgress.Running("Accepted by Defender. How far it is cannot be read at the moment; it is looked up again by itself."),
    };
}
