using System.Text.Json;
using BotResponder.Core.Approvals;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Work;

namespace BotResponder.Core.Requests;

/// <summary>Makes a request of a wish that may be asked, and the rows by which it is found.</summary>
internal static class NewRequest
{
    /// <param name="expiry">How long it may wait for approvers.</param>
    public static async ValueTask<ResponseRequest> BuildAsync(
        ILedgerView view, Ask ask, RequestId id, FoundTargets targets, PinnedPolicy pinned, TimeSpan expiry, CancellationToken cancellationToken)
    {
        var action = ask.Action.Descriptor.Id;
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
            ExpiresAt = view.Now + expiry,
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
        change.Wake(WorkKind.Expire, 0, request.ExpiresAt - request.CreatedAt);
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
