using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Approvals;
using BotResponder.Core.Ledgers;
using BotResponder.Core.People;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Core.Work;
using Microsoft.Extensions.Options;

namespace BotResponder.Core.Containments;

/// <summary>
/// The time is over: what was contained is released by a request of its own, which the bot asks for and which needs no approval, because its end was shown and
/// approved with the request itself. It is sent, watched and written down like any other. What somebody released before is left alone.
/// </summary>
public sealed class EndLease(Ledger ledger, ActionCatalog catalog, RequestIds ids, LeaseTargets targets, IOptions<DispatchOptions> options)
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(15);

    internal async Task<WorkResult> RunAsync(ResponseRequest request, OutboxEntry entry, CancellationToken cancellationToken)
    {
        if (catalog.Find(request.Action)?.Descriptor is not { UndoneBy: { } undo } contained || catalog.Find(undo) is not { } action)
        {
            return await CloseAsync(request, new("This version of the bot does not know how to take it back: it lasts on. Somebody must take it back in the portal.") { IsAlarm = true }, cancellationToken);
        }

        var found = await targets.FindAsync(request, contained, action, cancellationToken);
        if (found.Passing is not null && entry.Round < options.Value.MostTries)
        {
            return new WorkResult.Later(options.Value.Wait(entry.Round), IsRound: true);
        }

        if (found.Release.Operations.IsEmpty)
        {
            return await CloseAsync(request, LeaseTargets.Say(request, found), cancellationToken);
        }

        var asked = request.Asked with { ActivityId = $"end of {request.Id} at {request.Lease!.Ends:O}" };
        var ask = new Ask(Bot.Person, request.Customer, request.Customer.Tenant, asked, action, [.. found.Release.Operations.Select(operation => operation.Parameters)],
            $"The time of {request.Code} is over", request.Id);
        var decided = await ledger.DecideAsync(request.Customer, (view, token) => ReleaseAsync(view, request, ask, found, token), cancellationToken);

        // Something moved meanwhile, or somebody else's undo is on its way: looked at again.
        return decided.Problem is null ? WorkResult.Written : new WorkResult.Later(s_soon, IsRound: false);
    }

    private async ValueTask<Decision<ResponseRequest>> ReleaseAsync(ILedgerView view, ResponseRequest seen, Ask ask, LeaseFindings found, CancellationToken cancellationToken)
    {
        var change = await RequestChange.LoadAsync(view, seen.Id, cancellationToken);
        if (await RefuseAsync(view, change.Request, seen, found, cancellationToken) is { } problem)
        {
            return Decision<ResponseRequest>.Nothing(problem);
        }

        var id = ids.Make(ask.Customer, ask.Tenant, ask.Asked.Conversation, ask.Asked.ActivityId);
        var pinned = new PinnedPolicy(seen.Policy?.Version ?? "", [$"end of {seen.Code}"], $"No approval needed: its end was shown and approved with {seen.Code}.");
        var request = await NewRequest.BuildAsync(view, ask, id, found.Release, new(pinned, TimeSpan.Zero), cancellationToken) with { Undoes = new(seen.Id, seen.Code) };
        var release = new RequestChange(view, null);
        release.Apply("request.submitted", Bot.Person, $"The time of {seen.Code} is over: asked to {ask.Action.Descriptor.Grammar.Verb} {request.Subject}", new RequestEvent.Submitted(request));
        NewRequest.Remember(release, request);
        await release.EnterLanesAsync(cancellationToken);
        change.Apply("request.undo-asked", Bot.Person, $"Asked in {request.Code} to undo it", new RequestEvent.UndoAsked(new(request.Id, request.Code)));
        End(change, LeaseTargets.Say(seen, found, request.Code));
        return (await release.DecideAsync(cancellationToken)).With(await change.DecideAsync(cancellationToken));
    }

    /// <summary>What was found out before the decision must still be so.</summary>
    private static async ValueTask<Problem?> RefuseAsync(ILedgerView view, ResponseRequest? request, ResponseRequest seen, LeaseFindings found, CancellationToken cancellationToken)
    {
        if (request?.Lease is not { IsOpen: true } lease || lease.Ends != seen.Lease!.Ends || view.Now < lease.Ends)
        {
            return new Problem.Conflict($"The end of {seen.Code} has moved.");
        }

        foreach (var operation in found.Release.Operations)
        {
            if ((await ContainmentRegister.FindAsync(view, operation.Target, seen.Action, cancellationToken))?.Request != seen.Id)
            {
                return new Problem.Conflict($"{operation.Target.Name} was released meanwhile.");
            }
        }

        // One that still waits for approvers holds nothing up: it finds out that there is nothing left to do.
        var undo = request.UndoneBy is { } link ? (await RequestChange.LoadAsync(view, link.Id, cancellationToken)).Request?.State : null;
        return undo is RequestState.Approved or RequestState.Running or RequestState.Unknown ? new Problem.Conflict($"{request.UndoneBy!.Code} is on its way.") : null;
    }

    private async Task<WorkResult> CloseAsync(ResponseRequest seen, LeaseEnd said, CancellationToken cancellationToken)
    {
        var decided = await ledger.DecideAsync(seen.Customer, async (view, token) =>
        {
            var change = await RequestChange.LoadAsync(view, seen.Id, token);
            if (change.Request?.Lease is not { IsOpen: true } lease || lease.Ends != seen.Lease!.Ends)
            {
                return Decision<ResponseRequest>.Nothing(new Problem.Conflict($"The end of {seen.Code} has moved."));
            }

            End(change, said with { IsNews = true });
            return await change.DecideAsync(token);
        }, cancellationToken);
        return decided.Problem is null ? WorkResult.Written : new WorkResult.Later(s_soon, IsRound: false);
    }

    private static void End(RequestChange change, LeaseEnd said)
    {
        change.Apply(said.IsAlarm ? "lease.alarm" : "lease.ended", Bot.Person, said.Note, new RequestEvent.LeaseEnded(said.Note));
        change.Finished(WorkKind.Lease, 0);
        foreach (var target in said.Gone)
        {
            change.Write(ContainmentRegister.Remove(target, change.Request!.Action));
        }

        if (said.IsNews || said.IsAlarm)
        {
            change.Wake(WorkKind.LeaseNote, 0, TimeSpan.Zero);
        }
    }
}
