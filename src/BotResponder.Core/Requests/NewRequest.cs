using System.Text.Json;
using BotResponder.Core.Approvals;
using BotResponder.Core.BreakGlass;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Work;

namespace BotResponder.Core.Requests;

/// <summary>Makes a request of a wish that may be asked, and the rows by which it is found.</summary>
internal static class NewRequest
{
    public static async ValueTask<ResponseRequest> BuildAsync(
        ILedgerView view, Ask ask, RequestId id, FoundTargets targets, RequestTerms terms, CancellationToken cancellationToken)
    {
        var (action, pinned) = (ask.Action.Descriptor.Id, terms.Policy);
        return new()
        {
            Id = id,
            Code = await FreeCodeAsync(view, ask.Asked.Conversation, id, cancellationToken),
            Customer = ask.Customer,
            Action = action,
            Requester = ask.Requester,
            Reason = ask.Reason,
            Asked = ask.Asked,
            Consequences = targets.Consequences,
            ApprovalsNeeded = pinned.Demands.IsEmpty ? 0 : pinned.Demands.Max(demand => demand.Approvals),
            Policy = pinned,
            Binding = ApprovalBinding.Of(ask.Customer, action, targets.Operations, pinned, ask.Lease),
            CreatedAt = view.Now,
            ExpiresAt = view.Now + terms.Expiry,
            RemindAt = terms.RemindAt,
            Glass = terms.Glass,
            State = pinned.Demands.IsEmpty ? RequestState.Approved : RequestState.Pending,
            Operations = targets.Operations,
            Lease = ask.Lease is { } time ? new(time) : null,
        };
    }

    public static void Remember(RequestChange change, ResponseRequest request)
    {
        change.Write(LedgerRows.Open(request.Id), Text(request.Id));
        change.Write(LedgerRows.Code(request.Asked.Conversation, request.Code), Text(request.Id));
        change.Write(LedgerRows.Ask(request), Text(request.Id));
        change.Wake(WorkKind.Expire, 0, ApprovalPlan.NextDue(request, done: 0) - request.CreatedAt);
        if (request.Operations is [var single])
        {
            change.RememberNames(single.Target);
        }
    }

    private static async ValueTask<ShortCode> FreeCodeAsync(ILedgerView view, ConversationKey conversation, RequestId id, CancellationToken cancellationToken)
    {
        foreach (var code in RequestIds.Codes(id))
        {
            if (await view.FindAsync(LedgerRows.Code(conversation, code), cancellationToken) is null)
            {
                return code;
            }
        }

        throw new InvalidOperationException("Every short code of a request is taken in its conversation.");
    }

    private static string Text(RequestId id) => JsonSerializer.Serialize(id, RequestJson.Default.RequestId);
}

/// <summary>What is pinned into a request.</summary>
/// <param name="Expiry">How long it may wait for approvers.</param>
internal sealed record RequestTerms(PinnedPolicy Policy, TimeSpan Expiry)
{
    /// <summary>When those who have not answered are reminded; null for never.</summary>
    public DateTimeOffset? RemindAt { get; init; }

    /// <summary>Null when the glass was not broken for it.</summary>
    public BrokenGlass? Glass { get; init; }
}
