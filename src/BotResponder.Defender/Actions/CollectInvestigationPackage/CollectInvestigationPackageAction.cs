using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Policies;
using BotResponder.Core.Results;
using BotResponder.Defender.Devices;

namespace BotResponder.Defender.Actions.CollectInvestigationPackage;

/// <summary>Has a device put together what an investigator wants to see of it.</summary>
internal sealed class CollectInvestigationPackageAction(DevicePreview devices, DeviceOperation operation)
    : DeviceAction<CollectInvestigationPackageParameters>(
        MachineActionKind.CollectPackage, devices, operation, CollectInvestigationPackageJson.Default.CollectInvestigationPackageParameters)
{
    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("device.collect-package"),
        Title = MachineActionKind.CollectPackage.Title,
        Summary = "Collects processes, connections, autoruns and logs of a device for an investigation.",
        Grammar = CommandGrammar.ForVerb("collect").TakesList(DeviceArgument.Name, DeviceArgument.Help, "package", "from").Because(),
        Examples =
        [
            "collect package from WS-042 because ransomware",
            "collect package from WS-042, WS-043 because the same dropper",
            "collect WS-042 because ransomware",
        ],
        Permissions = ["Machine.Read.All", "Machine.CollectForensics", "ThreatHunting.Read.All"],
        Policy = new(ActionRisk.Low, Approvals: 1, CriticalAssetApprovals: 1),
        UndoneBy = null,
        VerifiedBy = MachineActionKind.VerifiedBy,
        TargetKind = DevicePreview.TargetKind,
    };

    protected override Result<CollectInvestigationPackageParameters> BindParameters(CommandArguments arguments) =>
        DeviceArgument.Read(arguments).TryGetValue(out var device, out var problem) ? new CollectInvestigationPackageParameters(device) : problem;

    protected override string DeviceOf(CollectInvestigationPackageParameters parameters) => parameters.Device;

    /// <remarks>From Microsoft's notes on collecting an investigation package.</remarks>
    protected override ActionPreview Describe(FoundDevice found, CollectInvestigationPackageParameters parameters) => found.With(
        ActionSupport.CollectPackage.Warning(found.Machine),
        "The device goes on working. The package names its users, programs, connections and event logs: people's data, kept by Defender.",
        "A device on a low battery or a metered network may not collect.");

    protected override Task<Result<ActionReceipt>> ExecuteAsync(
        ActionOrder order, CollectInvestigationPackageParameters parameters, CancellationToken cancellationToken) =>
        StartAsync(
            order,
            new CollectInvestigationPackageBody(OrderComment.Of(order)),
            CollectInvestigationPackageJson.Default.CollectInvestigationPackageBody,
            cancellationToken);
}
