using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.BreakGlass;
using BotResponder.Core.Containments;
using BotResponder.Core.Customers;
using BotResponder.Core.Groups;
using BotResponder.Core.Ledgers;
using BotResponder.Core.People;
using BotResponder.Core.Policies;
using BotResponder.Core.Results;
using Microsoft.Extensions.Logging;

namespace BotResponder.Core.Requests;

/// <summary>Turns a complete, typed wish into a request: may this person ask, what would happen to which target, who must approve; then one commit.</summary>
public sealed class SubmitRequest(
    Ledger ledger, CurrentCustomers customers, RequestIds ids, RequestPolicy policy, ILogger<SubmitRequest> log)
{
    /// <summary>For whoever holds no role that asks.</summary>
    public static Problem MayNotAsk { get; } =
        new Problem.NotAllowed("You may not ask for response actions here. Ask an administrator of this bot to make you a responder. Nothing was done.");

    /// <summary>Safe to call twice for the same activity: the second call returns the first one's request.</summary>
    /// <returns>The request, or why there is none. A choice between several targets is <see cref="Problem.Ambiguous"/>.</returns>
    public async Task<Result<Submission>> RunAsync(Ask ask, CancellationToken cancellationToken)
    {
        var id = ids.Make(ask.Customer, ask.Tenant, ask.Asked.Conversation, ask.Asked.ActivityId);
        if (Refuse(ask, await customers.FindAsync(ask.Customer, cancellationToken)) is { } mayNot)
        {
            return await RefuseAsync(ask, mayNot, cancellationToken);
        }

        if (policy.RefuseSize(ask) is { } tooMuch)
        {
            return await RefuseAsync(ask, tooMuch, cancellationToken);
        }

        var found = await AskedTargets.FindAsync(ask, cancellationToken);
        if (!found.TryGetValue(out var targets, out var problem))
        {
            return problem is Problem.Ambiguous ? problem : await RefuseAsync(ask, problem, cancellationToken);
        }

        var result = await ledger.DecideAsync(ask.Customer, (view, token) => DecideAsync(view, ask, id, targets, token), cancellationToken);
        if (result.TryGetValue(out var submission, out _) && submission.IsNew)
        {
            log.RequestSubmitted(submission.Request.Id, ask.Action.Descriptor.Id, submission.Request.State);
        }

        return result;
    }

    private static Problem? Refuse(Ask ask, Customer? customer) => ask.BreaksGlass
        ? customer is null ? GlassRules.MayNotBreak : GlassRules.RefuseBreaking(customer, ask.Requester.Id, isCritical: false)
        : customer?.MayAsk(ask.Requester.Id) == true ? null : MayNotAsk;

    private Task<Result<Submission>> RefuseAsync(Ask ask, Problem problem, CancellationToken cancellationToken) =>
        ledger.DecideAsync(ask.Customer, (_, _) => ValueTask.FromResult(Refuse(ask, problem, targets: null)), cancellationToken);

    private Decision<Submission> Refuse(Ask ask, Problem problem, FoundTargets? targets)
    {
        log.RequestRefused(ask.Action.Descriptor.Id, problem.Code, ask.Asked.ActivityId);
        return Decision<Submission>.Refused(problem, new("request.refused", ask.Requester, $"{(ask.BreaksGlass ? "Tried to break the glass to" : "Asked to")} {ask.Action.Descriptor.Grammar.Verb}: {problem.Sentence}")
        {
            Action = ask.Action.Descriptor.Id,
            Target = targets?.Operations is [var single] ? single.Target : null,
            Activity = ask.Asked.ActivityId,
        });
    }

    private async ValueTask<Decision<Submission>> DecideAsync(
        ILedgerView view, Ask ask, RequestId id, FoundTargets targets, CancellationToken cancellationToken)
    {
        var existing = (await RequestChange.LoadAsync(view, id, cancellationToken)).Request ?? await SameAskAsync(view, ask, targets, cancellationToken);
        var waiting = ask.BreaksGlass && existing is { State: RequestState.Pending } ? new RequestChange(view, existing) : null;
        if (existing is not null && waiting is null)
        {
            return Decision<Submission>.Nothing(new Submission(existing, IsNew: false));
        }

        if (policy.RefuseOwn(ask, targets) is { } own)
        {
            return Refuse(ask, own, targets);
        }

        var undone = ask.Undoes is { } undoes ? await RequestChange.LoadAsync(view, undoes, cancellationToken) : null;
        if (undone is not null && await Undoing.RefuseAsync(view, undone.Request, cancellationToken) is { } problem)
        {
            return Refuse(ask, problem, targets);
        }

        var judgement = await policy.JudgeAsync(view, ask, targets, cancellationToken);
        if (judgement.Decision is PolicyDecision.Denied { Why: var why })
        {
            return Refuse(ask, new Problem.NotAllowed($"The policy does not allow that. {why} Nothing was done."), targets);
        }

        if ((await policy.RefusePendingAsync(view, judgement, cancellationToken) ?? await policy.RefuseGlassAsync(view, judgement, cancellationToken)) is { } notNow)
        {
            return Refuse(ask, notNow, targets);
        }

        var request = await NewRequest.BuildAsync(view, ask, id, targets, policy.Terms(judgement, view.Now), cancellationToken) with { Undoes = undone?.Request is { } taken ? new(taken.Id, taken.Code) : null };
        if (await policy.RefuseLockOutAsync(view, request, cancellationToken) is { } lockOut)
        {
            return Refuse(ask, lockOut, targets);
        }

        var change = new RequestChange(view, null);
        change.Apply("request.submitted", ask.Requester, $"[policy {request.Policy!.Version}, {string.Join(" + ", request.Policy.Rules)}] {(ask.BreaksGlass ? "Broke the glass to" : "Asked to")} {ask.Action.Descriptor.Grammar.Verb} {request.Subject}{(ask.Lease is { } time ? $" for {LeaseTime.Say(time)}" : "")}: {ask.Reason}",
            new RequestEvent.Submitted(request), ask.Asked.ActivityId);
        NewRequest.Remember(change, request);
        foreach (var row in await policy.CountAsync(view, judgement, id, cancellationToken))
        {
            change.Write(row.Row, row.Body);
        }

        if (request.State == RequestState.Approved)
        {
            await change.EnterLanesAsync(cancellationToken);
        }

        await policy.RememberGlassAsync(change, cancellationToken);
        var decision = await change.DecideAsync(cancellationToken);
        if (waiting is not null)
        {
            // Her own request for the same, which nobody has answered: it goes, and its rows are written before this one's.
            waiting.Apply("request.withdrawn", ask.Requester, $"Withdrawn, because the glass was broken for it in {request.Code}", new RequestEvent.Withdrawn(ask.Requester), ask.Asked.ActivityId);
            decision = (await waiting.DecideAsync(cancellationToken)).With(decision);
        }

        if (undone is not null)
        {
            undone.Apply("request.undo-asked", ask.Requester, $"Asked in {request.Code} to undo it",
                new RequestEvent.UndoAsked(new(request.Id, request.Code)), ask.Asked.ActivityId);
            decision = decision.With(await undone.DecideAsync(cancellationToken));
        }

        return new(new Submission(request, IsNew: true)) { Rows = decision.Rows, Facts = decision.Facts, Outbox = decision.Outbox };
    }

    private static async ValueTask<ResponseRequest?> SameAskAsync(ILedgerView view, Ask ask, FoundTargets targets, CancellationToken cancellationToken)
    {
        var body = await view.FindAsync(LedgerRows.Ask(ask.Requester.Id, ask.Action.Descriptor.Id, targets.Operations.Select(operation => operation.Target.Id)), cancellationToken);
        return body is null ? null : (await RequestChange.LoadAsync(view, new(body.Trim('"')), cancellationToken)).Request;
    }
}

/// <summary>A complete wish, every argument bound.</summary>
/// <param name="Parameters">One for each target that was typed.</param>
/// <param name="Requester">Who typed, from the authenticated activity.</param>
/// <param name="Tenant">The tenant of the conversation.</param>
/// <param name="Undoes">The finished request that this one takes back.</param>
public sealed record Ask(
    Person Requester, CustomerId Customer, string Tenant, Asked Asked, IResponseAction Action, ImmutableArray<ActionParameters> Parameters, string Reason, RequestId? Undoes)
{
    /// <summary>Null when it is not known, which the policy takes for the worst.</summary>
    public PlaceKind? Place { get; init; }

    /// <summary>True: it is to run at once, without approval, and to be reviewed afterwards.</summary>
    public bool BreaksGlass { get; init; }

    /// <summary>After how long it is to be undone by itself; null for never.</summary>
    public TimeSpan? Lease { get; init; }
}

/// <param name="IsNew">False when the same wish was open already, or the same activity came again.</param>
public sealed record Submission(ResponseRequest Request, bool IsNew);
