using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Policies;
using BotResponder.Core.Results;
using BotResponder.Defender.Devices;

namespace BotResponder.Defender.Actions.RestrictAppExecution;

/// <summary>Lets only programs run that Microsoft has signed.</summary>
internal sealed class RestrictAppExecutionAction(DevicePreview devices, DeviceOperation operation, DeviceEffects effects)
    : DeviceAction<RestrictAppExecutionParameters>(
        MachineActionKind.Restrict, devices, operation, RestrictAppExecutionJson.Default.RestrictAppExecutionParameters), ILastingAction
{
    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("device.restrict"),
        Title = MachineActionKind.Restrict.Title,
        Summary = "Lets only programs signed by Microsoft run on a device.",
        Grammar = CommandGrammar.ForVerb("restrict").TakesList(DeviceArgument.Name, DeviceArgument.Help).ForAWhile("restricted", "unrestricted").Because(),
        Examples =
        [
            "restrict WS-042 because unknown loader keeps coming back",
            "restrict WS-042 for 8h because unknown loader keeps coming back",
            "restrict WS-042, WS-043 because the same loader",
        ],
        Permissions = ["Machine.Read.All", "Machine.RestrictExecution", "ThreatHunting.Read.All"],
        Policy = new(ActionRisk.Medium, Approvals: 1, CriticalAssetApprovals: 2),
        UndoneBy = new("device.unrestrict"),
        VerifiedBy = MachineActionKind.VerifiedBy,
        TargetKind = DevicePreview.TargetKind,
        UndoCommand = target => DeviceArgument.Command("unrestrict", target),
    };

    public Task<ImmutableArray<EffectState>> ReadEffectsAsync(CustomerId customer, ImmutableArray<LastingEffect> done, CancellationToken cancellationToken) =>
        effects.ReadAsync(customer, LastingDeviceEffect.Restriction, done, cancellationToken);

    protected override Result<RestrictAppExecutionParameters> BindParameters(CommandArguments arguments) =>
        DeviceArgument.Read(arguments).TryGetValue(out var device, out var problem) ? new RestrictAppExecutionParameters(device) : problem;

    protected override string DeviceOf(RestrictAppExecutionParameters parameters) => parameters.Device;

    /// <remarks>From Microsoft's notes on restricting app execution: a code integrity policy that needs Defender Antivirus.</remarks>
    protected override ActionPreview Describe(FoundDevice found, RestrictAppExecutionParameters parameters) => found.With(
        ActionSupport.Restrict.Warning(found.Machine),
        "Only programs signed with a Microsoft certificate run from then on; everything else is blocked, business programs too.",
        "The device keeps its network. Whoever works on it is shown that an app was blocked.",
        "Defender Antivirus must be on: with another antivirus program the restriction does not work.");

    protected override Task<Result<ActionReceipt>> ExecuteAsync(
        ActionOrder order, RestrictAppExecutionParameters parameters, CancellationToken cancellationToken) =>
        StartAsync(order, new RestrictAppExecutionBody(OrderComment.Of(order)), RestrictAppExecutionJson.Default.RestrictAppExecutionBody, cancellationToken);
}
