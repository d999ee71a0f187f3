using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Devices;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Alerts;

/// <summary>Changes an alert or an incident once, adds the reason to its comments, and reads back what became of it.</summary>
internal sealed class CaseOperation(CaseApi api, CallGate gate, TimeProvider time)
{
    /// <summary>One permit for the change and its comment.</summary>
    public Task<Problem?> AdmitAsync(CustomerId customer, CaseKind kind, CancellationToken cancellationToken) =>
        gate.AdmitAsync(customer, kind.Change, Urgency.Background, cancellationToken);

    /// <summary>The comment comes second, because a comment about what then was not done would be a lie; whether it is there is told by the outcome.</summary>
    public async Task<Result<ActionReceipt>> ExecuteAsync(ActionOrder order, CaseKind kind, CaseChange change, CancellationToken cancellationToken)
    {
        var id = Id(order.Target, kind);
        if (change.Body(kind) is not { } body)
        {
            return await CommentAsync(order, id, cancellationToken) is { } refused ? refused : Receipt(order, id, change);
        }

        var sent = await api.UpdateAsync(order.Customer, id, body, cancellationToken);
        if (!sent.TryGetValue(out var updated, out var problem))
        {
            return problem;
        }

        if (!CaseWords.IsCommented(updated, order.Request))
        {
            await CommentAsync(order, id, cancellationToken);
        }

        return Receipt(order, id, change);
    }

    /// <summary>Where the state does not hold the order may be sent again: these changes set a state, and setting it twice is setting it once.</summary>
    public async Task<Result<AdoptedReceipt>> FindOwnAsync(ActionOrder order, CaseKind kind, CaseChange change, CancellationToken cancellationToken)
    {
        var id = Id(order.Target, kind);
        var read = await api.GetAsync(order.Customer, id, Urgency.Background, cancellationToken);
        return read.TryGetValue(out var item, out var problem) ? new AdoptedReceipt(change.Holds(item) ? Receipt(order, id, change) : null) : problem;
    }

    public async Task<Result<ActionProgress>> ReadStatusAsync(CustomerId customer, CaseKind kind, ActionReceipt receipt, CancellationToken cancellationToken)
    {
        if (!CaseReceipt.TryRead(kind, receipt, out var told))
        {
            return new Problem.NotFound($"The bot cannot read its own note of what it told Microsoft. Look at the {kind.Name} in the Defender portal.");
        }

        var read = await api.GetAsync(customer, told.Id, Urgency.Background, cancellationToken);
        return read.TryGetValue(out var item, out var problem) ? CaseProgress.Of(told, item, time.GetUtcNow()) : problem;
    }

    public static CaseId Id(ActionTarget target, CaseKind kind) => target.Kind == kind.Name && CaseId.TryParse(kind, target.Id, out var id)
        ? id
        : throw new ArgumentException($"The target is no {kind.Name}.", nameof(target));

    private Task<Problem?> CommentAsync(ActionOrder order, CaseId id, CancellationToken cancellationToken) =>
        api.CommentAsync(order.Customer, id, order.Request, OrderComment.Of(order), cancellationToken);

    private ActionReceipt Receipt(ActionOrder order, CaseId id, CaseChange change) =>
        new CaseReceipt(change, id, order.Request, order.SentAt ?? time.GetUtcNow()).Write();
}
