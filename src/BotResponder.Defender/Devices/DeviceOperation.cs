using System.Text.Json.Serialization.Metadata;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using BotResponder.Defender.Limits;
using Microsoft.Extensions.Logging;

namespace BotResponder.Defender.Devices;

/// <summary>Starts a machine action once, finds it again by its comment, and follows it to its end.</summary>
internal sealed class DeviceOperation(DefenderApi api, SharedActionReads statuses, CallGate gate, ILogger<DeviceOperation> log)
{
    /// <summary>Takes the permit of the call that <see cref="StartAsync"/> makes: waiting belongs before anybody writes down that a call leaves.</summary>
    public Task<Problem?> AdmitAsync(CustomerId customer, MachineActionKind kind, CancellationToken cancellationToken) =>
        gate.AdmitAsync(customer, Endpoint.Start(kind.Operation), Urgency.Background, cancellationToken);

    public async Task<Result<ActionReceipt>> StartAsync<T>(
        ActionOrder order, MachineActionKind kind, T body, JsonTypeInfo<T> json, CancellationToken cancellationToken)
    {
        var device = Device(order.Target);
        var started = await api.StartAsync(order.Customer, device, kind.Operation, body, json, cancellationToken);
        if (!started.TryGetValue(out var answer, out var problem))
        {
            return problem;
        }

        return answer switch
        {
            // Microsoft documents both answers to a repeat: a refusal, and the action that is pending already, which may be somebody else's.
            StartAnswer.Accepted { Action: var action } when IsFor(action, kind, device) && IsAnothers(order, action) =>
                await AdoptAsync(order, kind, device, cancellationToken),
            StartAnswer.Accepted { Action: var action } when IsFor(action, kind, device) && MachineActionId.TryParse(action.Id, out var id) =>
                Accepted(order, kind, id),
            StartAnswer.AlreadyActive => await AdoptAsync(order, kind, device, cancellationToken),

            // Defender said yes to something that cannot be followed: it is looked up by its comment.
            _ => ApiProblems.Unreadable("Defender", isWrite: true),
        };
    }

    /// <returns>The newest action of this kind on the target whose comment begins with the request id.</returns>
    public async Task<Result<AdoptedReceipt>> FindOwnAsync(ActionOrder order, MachineActionKind kind, CancellationToken cancellationToken)
    {
        var device = Device(order.Target);
        var filter = ODataFilter.Equal(ODataField.MachineId, device.Value).And(ODataFilter.Equal(ODataField.Type, kind.Type));
        var listed = await api.ListMachineActionsAsync(order.Customer, filter, Urgency.Background, cancellationToken);
        if (!listed.TryGetValue(out var actions, out var problem))
        {
            return problem;
        }

        var own = actions.FirstOrDefault(action => IsFor(action, kind, device) && OrderComment.IsOf(order.Request, action.RequestorComment));
        if (own is null)
        {
            return new AdoptedReceipt(null);
        }

        if (!MachineActionId.TryParse(own.Id, out var id))
        {
            return ApiProblems.Unreadable("Defender", isWrite: false);
        }

        log.ActionAdopted(id.Value, order.Customer);
        return new AdoptedReceipt(new(id.Value));
    }

    public async Task<Result<ActionProgress>> ReadStatusAsync(
        CustomerId customer, ActionReceipt receipt, MachineActionKind kind, CancellationToken cancellationToken)
    {
        if (!MachineActionId.TryParse(receipt.Id, out var id))
        {
            return new Problem.NotFound("This receipt is no machine action of Defender's. Look in the Defender portal's action center.");
        }

        var found = await statuses.FindAsync(customer, id, cancellationToken);
        if (!found.TryGetValue(out var action, out var problem))
        {
            return problem is Problem.NotFound ? new Problem.NotFound("Defender does not know this machine action any more.") : problem;
        }

        return action.Type == kind.Type
            ? DeviceProgress.Of(action, kind)
            : new Problem.Refused($"This receipt is of “{MachineActionKind.TitleOf(action.Type)}”, not of “{kind.Title}”. Tell whoever runs the bot.");
    }

    private ActionReceipt Accepted(ActionOrder order, MachineActionKind kind, MachineActionId id)
    {
        log.ActionAccepted(kind.Type, order.Customer, id.Value);
        return new(id.Value);
    }

    /// <summary>Defender runs one already: ours from an earlier attempt is adopted, anybody else's is named.</summary>
    private async Task<Result<ActionReceipt>> AdoptAsync(ActionOrder order, MachineActionKind kind, DeviceId device, CancellationToken cancellationToken)
    {
        var filter = ODataFilter.Equal(ODataField.MachineId, device.Value);
        var listed = await api.ListMachineActionsAsync(order.Customer, filter, Urgency.Background, cancellationToken);
        if (!listed.TryGetValue(out var actions, out _))
        {
            // What runs may be ours: "nothing was done" cannot be promised.
            return new Problem.Uncertain("Defender is already running such an action, and the bot could not see whose. It looks again.");
        }

        var own = actions.FirstOrDefault(action => IsFor(action, kind, device) && OrderComment.IsOf(order.Request, action.RequestorComment));
        if (own is not null && MachineActionId.TryParse(own.Id, out var id))
        {
            log.ActionAdopted(id.Value, order.Customer);
            return new ActionReceipt(id.Value);
        }

        var running = actions.Where(action => action.IsRunning).OrderByDescending(action => action.Type == kind.Type).FirstOrDefault();
        return running is null
            ? new Problem.Uncertain("Defender says that such an action is running but does not list it yet. The bot looks again.")
            : new Problem.Refused($"Defender is already running “{MachineActionKind.TitleOf(running.Type)}”, asked by {Requestor(running)}. Wait for it, then ask again.");
    }

    /// <summary>A comment that is not given back says nothing.</summary>
    private static bool IsAnothers(ActionOrder order, MachineAction action) =>
        !string.IsNullOrWhiteSpace(action.RequestorComment) && !OrderComment.IsOf(order.Request, action.RequestorComment);

    private static string Requestor(MachineAction action) => PlainLine.Of(action.Requestor, 60) is { Length: > 0 } name ? name : "somebody unknown";

    private static bool IsFor(MachineAction action, MachineActionKind kind, DeviceId device) =>
        action.Type == kind.Type && DeviceId.TryParse(action.MachineId, out var id) && id == device;

    private static DeviceId Device(ActionTarget target) =>
        target.Kind == DevicePreview.TargetKind && DeviceId.TryParse(target.Id, out var id)
            ? id
            : throw new ArgumentException("The target is no device.", nameof(target));
}
