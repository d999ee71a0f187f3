using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Policies;
using BotResponder.Core.Results;
using BotResponder.Defender.Devices;

namespace BotResponder.Defender.Actions.UnrestrictAppExecution;

/// <summary>Lets every program run again.</summary>
internal sealed class UnrestrictAppExecutionAction(DevicePreview devices, DeviceOperation operation)
    : DeviceAction<UnrestrictAppExecutionParameters>(
        MachineActionKind.Unrestrict, devices, operation, UnrestrictAppExecutionJson.Default.UnrestrictAppExecutionParameters)
{
    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("device.unrestrict"),
        Title = MachineActionKind.Unrestrict.Title,
        Summary = "Lets every program run again on a restricted device.",
        Grammar = CommandGrammar.ForVerb("unrestrict").TakesList(DeviceArgument.Name, DeviceArgument.Help).Because(),
        Examples = ["unrestrict WS-042 because the loader is gone"],
        Permissions = ["Machine.Read.All", "Machine.RestrictExecution", "ThreatHunting.Read.All"],
        Policy = new(ActionRisk.Medium, Approvals: 1, CriticalAssetApprovals: 2),
        UndoneBy = new("device.restrict"),
        VerifiedBy = MachineActionKind.VerifiedBy,
        TargetKind = DevicePreview.TargetKind,
        UndoCommand = target => DeviceArgument.Command("restrict", target),
    };

    protected override Result<UnrestrictAppExecutionParameters> BindParameters(CommandArguments arguments) =>
        DeviceArgument.Read(arguments).TryGetValue(out var device, out var problem) ? new UnrestrictAppExecutionParameters(device) : problem;

    protected override string DeviceOf(UnrestrictAppExecutionParameters parameters) => parameters.Device;

    protected override ActionPreview Describe(FoundDevice found, UnrestrictAppExecutionParameters parameters) => found.With(
        ActionSupport.Restrict.Warning(found.Machine),
        "Every program runs again, and so does whatever the restriction held back: remove it first.",
        "Defender does not say whether a device is restricted: where nothing is restricted, nothing changes.");

    protected override Task<Result<ActionReceipt>> ExecuteAsync(
        ActionOrder order, UnrestrictAppExecutionParameters parameters, CancellationToken cancellationToken) =>
        StartAsync(order, new UnrestrictAppExecutionBody(OrderComment.Of(order)), UnrestrictAppExecutionJson.Default.UnrestrictAppExecutionBody, cancellationToken);
}
