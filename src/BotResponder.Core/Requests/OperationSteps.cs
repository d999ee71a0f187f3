using BotResponder.Core.Actions;
using BotResponder.Core.Approvals;
using BotResponder.Core.Containments;
using BotResponder.Core.Ledgers;
using BotResponder.Core.People;
using BotResponder.Core.Results;
using BotResponder.Core.Watching;
using BotResponder.Core.Work;
using Microsoft.Extensions.Logging;

namespace BotResponder.Core.Requests;

/// <summary>The steps of one target operation, each one commit: what happened, its audit line, and what must be done next.</summary>
public sealed class OperationSteps(Ledger ledger, LockOut lockOut, WatchBook watched, ContainmentRegister register, ILogger<OperationSteps> log)
{
    /// <summary>Write-ahead: the call is about to leave. The dispatch entry stays, so that a crash from here on is noticed.</summary>
    /// <returns><see cref="Problem.NotAllowed"/> when it must not leave any more.</returns>
    internal Task<Result<ResponseRequest>> BeginAsync(ResponseRequest request, int index, CancellationToken cancellationToken) =>
        ledger.DecideAsync(request.Customer, async (view, token) =>
        {
            var change = await RequestChange.LoadAsync(view, request.Id, token);
            if ((Overtaken(change, request, index) ?? change.Apply("operation.dispatching", Bot.Person, $"Carrying it out, attempt {request.Operations[index].Attempt + 1}", new RequestEvent.Dispatching(index))) is { } problem)
            {
                return Decision<ResponseRequest>.Nothing(problem);
            }

            if (await lockOut.RefuseAsync(view, change.Request!, [change.Request!.Operations[index]], token) is { } refused)
            {
                return Decision<ResponseRequest>.Nothing(refused);
            }

            await lockOut.BarAsync(change, index, token);
            log.OperationMoved(request.Id, index, "operation.dispatching", change.Request.State);
            return await change.DecideAsync(token);
        }, cancellationToken);

    internal Task<Result<ResponseRequest>> AcceptAsync(ResponseRequest request, int index, ActionReceipt receipt, TimeSpan firstPoll, CancellationToken cancellationToken) =>
        StepAsync(request, index, "operation.accepted", receipt.HandedOver ?? $"Microsoft accepted it as {receipt.Id}", new RequestEvent.Accepted(index, receipt), async change =>
        {
            change.Finished(WorkKind.Dispatch, index);
            change.Wake(WorkKind.Poll, index, firstPoll);
            if (receipt.HandedOver is not null)
            {
                // A person may take hours: what the bot is asked to do to the target meanwhile must not wait for that.
                await change.LeaveLaneAsync(index, cancellationToken);
            }

            await change.WakeNextAsync(cancellationToken);
        }, cancellationToken);

    /// <summary>Certainly nothing was done: it is tried again after <paramref name="delay"/>.</summary>
    internal Task<Result<ResponseRequest>> PostponeAsync(
        ResponseRequest request, int index, string sentence, TimeSpan delay, int round, CancellationToken cancellationToken) =>
        StepAsync(request, index, "operation.postponed", sentence, new RequestEvent.Postponed(index, sentence),
            change =>
            {
                change.Wake(WorkKind.Dispatch, index, delay, round);
                return ValueTask.CompletedTask;
            }, cancellationToken);

    /// <summary>Nothing has changed but what there is to say; looked at again when <paramref name="next"/> is due.</summary>
    internal Task<Result<ResponseRequest>> NoteAsync(
        ResponseRequest request, int index, string sentence, OutboxEntry next, CancellationToken cancellationToken) =>
        StepAsync(request, index, "operation.progressed", sentence, new RequestEvent.Progressed(index, sentence), change =>
        {
            change.Wake(next);
            return ValueTask.CompletedTask;
        }, cancellationToken);

    /// <summary>The outcome. The lane is left, unless it is in doubt and looked at again.</summary>
    internal Task<Result<ResponseRequest>> EndAsync(
        ResponseRequest request, int index, ActionOutcome outcome, OutboxEntry? next, CancellationToken cancellationToken) =>
        ledger.DecideAsync(request.Customer, async (view, token) =>
        {
            var change = await RequestChange.LoadAsync(view, request.Id, token);
            var problem = Overtaken(change, request, index)
                ?? change.Apply("operation.ended", Bot.Person, $"{outcome.Kind}: {outcome.Sentence}", new RequestEvent.Ended(index, outcome));
            if (problem is not null)
            {
                return Decision<ResponseRequest>.Nothing(problem);
            }

            await lockOut.FreeAsync(change, index, outcome.Kind, token);
            await watched.EndedAsync(change, index, outcome.Kind, token);
            var ended = await register.FollowAsync(change, index, token);
            if (next is null)
            {
                change.Finished(WorkKind.Dispatch, index);
                change.Finished(WorkKind.Poll, index);
                await change.LeaveLaneAsync(index, token);
            }
            else
            {
                change.Wake(next);
            }

            await change.WakeNextAsync(token);
            log.OperationMoved(request.Id, index, "ended", change.Request!.State);
            var decision = await change.DecideAsync(token);
            return ended is null ? decision : decision.With(await ended.DecideAsync(token));
        }, cancellationToken);

    private Task<Result<ResponseRequest>> StepAsync(
        ResponseRequest request, int index, string kind, string sentence, RequestEvent happened, Func<RequestChange, ValueTask> more, CancellationToken cancellationToken) =>
        ledger.DecideAsync(request.Customer, async (view, token) =>
        {
            var change = await RequestChange.LoadAsync(view, request.Id, token);
            // A receipt is the truth whoever brings it; everything else holds only for the attempt that it was seen at.
            var overtaken = happened is RequestEvent.Accepted ? null : Overtaken(change, request, index);
            if ((overtaken ?? change.Apply(kind, Bot.Person, sentence, happened)) is { } problem)
            {
                return Decision<ResponseRequest>.Nothing(problem);
            }

            await more(change);
            log.OperationMoved(request.Id, index, kind, change.Request!.State);
            return await change.DecideAsync(token);
        }, cancellationToken);

    /// <summary>Another worker has begun a newer attempt since this one looked: what this one found out is about a call that no longer counts.</summary>
    private static Problem.Conflict? Overtaken(RequestChange change, ResponseRequest seen, int index) =>
        change.Request?.Operations[index].Attempt == seen.Operations[index].Attempt
            ? null
            : new Problem.Conflict($"{seen.Code}: another attempt has begun meanwhile.");
}
