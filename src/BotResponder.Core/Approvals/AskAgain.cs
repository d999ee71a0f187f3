using System.Text.Json;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.People;
using BotResponder.Core.Requests;
using BotResponder.Core.Work;

namespace BotResponder.Core.Approvals;

/// <summary>A request waits and nobody has decided: the next step of its ladder is asked, or those who have not answered are reminded. Each once.</summary>
public sealed class AskAgain(Ledger ledger)
{
    /// <summary>Safe to call as often as one likes for the same entry: each milestone is passed once, by whatever process.</summary>
    /// <param name="entry">The timer of the request. Its round says how many milestones are behind it.</param>
    public Task RunAsync(ResponseRequest request, OutboxEntry entry, CancellationToken cancellationToken) =>
        ledger.DecideAsync(request.Customer, (view, token) => DecideAsync(view, entry, token), cancellationToken);

    private static async ValueTask<Decision<bool>> DecideAsync(ILedgerView view, OutboxEntry entry, CancellationToken cancellationToken)
    {
        var body = await view.FindAsync(LedgerRows.Outbox(entry.Id), cancellationToken);
        var stored = body is null ? null : JsonSerializer.Deserialize(body, WorkJson.Default.OutboxEntry);
        if (stored?.Round != entry.Round || (await RequestChange.LoadAsync(view, entry.Request, cancellationToken)).Request is not { State: RequestState.Pending } request)
        {
            return Decision<bool>.Nothing(false);
        }

        var plan = ApprovalPlan.Of(request);
        if (entry.Round >= plan.Length || view.Now < plan[entry.Round].At)
        {
            return Decision<bool>.Nothing(false);
        }

        var (kind, sentence) = plan[entry.Round].Step is { } step
            ? ("request.escalated", $"Nobody has decided yet. The next to be asked, by the rule “{step.Rule}”: {string.Join(" and ", step.Roles.Select(Roles.Describe))}")
            : ("request.reminded", "Reminded those who were asked and have not answered");
        return new(true)
        {
            Facts = [RequestChange.Describe(request, kind, Bot.Person, sentence)],
            Outbox =
            [
                new(WorkKind.Expire, request.Id, 0, ApprovalPlan.NextDue(request, entry.Round + 1), entry.Round + 1),
                new(WorkKind.AskAgain, request.Id, entry.Round, view.Now),
            ],
        };
    }
}
