using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Devices;

/// <summary>
/// Gives a device a tag or takes one away. Defender keeps no machine action and no comment of it: whether it was done is read from the device. To be told
/// twice changes nothing, so what is there already counts as done.
/// </summary>
internal sealed class TagOperation(DefenderApi api, CallGate gate)
{
    public Task<Problem?> AdmitAsync(CustomerId customer, CancellationToken cancellationToken) =>
        gate.AdmitAsync(customer, Endpoint.Tags, Urgency.Background, cancellationToken);

    public async Task<Result<ActionReceipt>> SetAsync(ActionOrder order, bool isThere, string tag, CancellationToken cancellationToken)
    {
        var wanted = Wanted(order, isThere, tag);
        var answered = await api.TagAsync(order.Customer, wanted.Device, new TagBody(tag, wanted.Action), TagJson.Default.TagBody, cancellationToken);
        return answered.TryGetValue(out _, out var problem) ? new ActionReceipt(wanted.ReceiptId) : problem;
    }

    public async Task<Result<AdoptedReceipt>> FindOwnAsync(ActionOrder order, bool isThere, string tag, CancellationToken cancellationToken)
    {
        var wanted = Wanted(order, isThere, tag);
        var found = await api.GetMachineAsync(order.Customer, wanted.Device, Urgency.Background, cancellationToken);
        return found.TryGetValue(out var machine, out var problem)
            ? new AdoptedReceipt(wanted.IsMetBy(machine) ? new(wanted.ReceiptId) : null)
            : problem;
    }

    public async Task<Result<ActionProgress>> ReadStatusAsync(CustomerId customer, ActionReceipt receipt, CancellationToken cancellationToken)
    {
        if (WantedTag.Parse(receipt.Id) is not { } wanted)
        {
            return new Problem.NotFound("This receipt is no tag of a device. Look at the device in the Defender portal.");
        }

        var found = await api.GetMachineAsync(customer, wanted.Device, Urgency.Background, cancellationToken);
        return !found.TryGetValue(out var machine, out var problem) ? problem
            : !wanted.IsMetBy(machine) ? new ActionProgress.Running("Defender has accepted it; the device does not show it yet.")
            : new ActionProgress.Ended(new(OutcomeKind.Done, wanted.IsThere ? "The device has the tag." : "The device does not have the tag any more."));
    }

    private static WantedTag Wanted(ActionOrder order, bool isThere, string tag) =>
        order.Target.Kind == DevicePreview.TargetKind && DeviceId.TryParse(order.Target.Id, out var id)
            ? new(id, isThere, tag)
            : throw new ArgumentException("The target is no device.", nameof(order));
}
