using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Policies;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using BotResponder.Defender.Devices;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Actions.StopAction;

/// <summary>
/// Cancels a machine action that has not ended, whoever asked for it. A request of its own with its own approvals: to stop an isolation is as grave as to
/// release the device.
/// </summary>
internal sealed class StopActionAction(StopPreview running, DefenderApi api, CallGate gate)
    : ResponseAction<StopActionParameters>(StopActionJson.Default.StopActionParameters)
{
    private const string Action = StopPreview.TargetKind;
    private const int MaxLength = 255;

    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("action.stop"),
        Title = "Cancel action",
        Summary = "Stops what Defender was told to do to a device and has not done yet. For a request of mine type stop and its code.",
        Grammar = CommandGrammar.ForVerb("stop-action").TakesList(Action, "Defender's id of a machine action, from its action center").Because(),
        Examples = ["stop-action 8f0c2d1e-5b1a-4c1e-9f43-0d6c1c6b2f10 because wrong device"],
        Permissions =
        [
            "Machine.Read.All", "Machine.Isolate", "Machine.RestrictExecution", "Machine.Scan", "Machine.CollectForensics", "Machine.StopAndQuarantine",
            "Machine.Offboard",
        ],
        Policy = new(ActionRisk.Medium, Approvals: 1, CriticalAssetApprovals: 2),
        UndoneBy = null,
        VerifiedBy = "The machine action is read: cancelled is done, any other end came before it.",
        TargetKind = StopPreview.TargetKind,
    };

    public override Task<Problem?> AdmitAsync(CustomerId customer, CancellationToken cancellationToken) =>
        gate.AdmitAsync(customer, Endpoint.CancelMachineAction, Urgency.Background, cancellationToken);

    /// <summary>Defender keeps the comment of a cancellation beside that of the action.</summary>
    public override async Task<Result<AdoptedReceipt>> FindOwnAsync(ActionOrder order, CancellationToken cancellationToken)
    {
        var id = Id(order.Target);
        var found = await api.GetMachineActionAsync(order.Customer, id, Urgency.Background, cancellationToken);
        return found.TryGetValue(out var action, out var problem)
            ? new AdoptedReceipt(OrderComment.IsOf(order.Request, action.CancellationComment) ? new(id.Value) : null)
            : problem;
    }

    public override async Task<Result<ActionProgress>> ReadStatusAsync(CustomerId customer, ActionReceipt receipt, CancellationToken cancellationToken)
    {
        if (!MachineActionId.TryParse(receipt.Id, out var id))
        {
            return new Problem.NotFound("This receipt is no machine action of Defender's. Look in the Defender portal's action center.");
        }

        var found = await api.GetMachineActionAsync(customer, id, Urgency.Background, cancellationToken);
        return !found.TryGetValue(out var action, out var problem) ? problem
            : action.IsRunning ? new ActionProgress.Running("Defender has taken the cancellation; the action has not ended yet.")
            : action.Status == "Cancelled" ? new ActionProgress.Ended(new(OutcomeKind.Done, "Defender says that the action is cancelled."))
            : new ActionProgress.Ended(new(OutcomeKind.Failed, $"The action ended before it could be stopped: Defender says “{PlainLine.Of(action.Status, 40)}”."));
    }

    protected override Result<StopActionParameters> BindParameters(CommandArguments arguments) => arguments.Find(Action)?.Trim() switch
    {
        { Length: > 0 and <= MaxLength } typed => new StopActionParameters(typed),
        _ => new Problem.Malformed("Name one machine action by the id that Defender's action center shows."),
    };

    protected override Task<Result<ActionPreview>> PreviewAsync(
        CustomerId customer, StopActionParameters parameters, ActionTarget? known, CancellationToken cancellationToken) =>
        running.FindAsync(customer, Descriptor.Id, known is null ? parameters.Action : Id(known).Value, known is null ? Urgency.Interactive : Urgency.Background, cancellationToken);

    protected override async Task<Result<ActionReceipt>> ExecuteAsync(ActionOrder order, StopActionParameters parameters, CancellationToken cancellationToken)
    {
        var id = Id(order.Target);
        var body = new StopActionBody(OrderComment.Of(order));
        var answered = await api.CancelAsync(order.Customer, id, body, StopActionJson.Default.StopActionBody, cancellationToken);
        if (answered.TryGetValue(out _, out var problem))
        {
            return new ActionReceipt(id.Value);
        }

        // What has ended cannot be cancelled; by our own earlier call it was.
        return problem is Problem.Refused && (await FindOwnAsync(order, cancellationToken)) is { Problem: null, Value.Receipt: { } own } ? own : problem;
    }

    private static MachineActionId Id(ActionTarget target) =>
        target.Kind == StopPreview.TargetKind && MachineActionId.TryParse(target.Id, out var id)
            ? id
            : throw new ArgumentException("The target is no machine action.", nameof(target));
}
