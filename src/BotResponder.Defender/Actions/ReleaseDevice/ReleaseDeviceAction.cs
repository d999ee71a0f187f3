using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Policies;
using BotResponder.Core.Results;
using BotResponder.Defender.Devices;

namespace BotResponder.Defender.Actions.ReleaseDevice;

/// <summary>Gives an isolated device its network back.</summary>
internal sealed class ReleaseDeviceAction(DevicePreview devices, DeviceOperation operation)
    : DeviceAction<ReleaseDeviceParameters>(MachineActionKind.Release, devices, operation, ReleaseDeviceJson.Default.ReleaseDeviceParameters)
{
    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("device.release"),
        Title = MachineActionKind.Release.Title,
        Summary = "Gives an isolated device its network back.",
        Grammar = CommandGrammar.ForVerb("release", "unisolate")
            .TakesList(DeviceArgument.Name, DeviceArgument.Help)
            .Because(),
        Examples =
        [
            "release WS-042 because reimaged and clean",
            "unisolate ws-042.contoso.com because false alarm",
        ],
        Permissions = ["Machine.Read.All", "Machine.Isolate", "ThreatHunting.Read.All"],
        Policy = new(ActionRisk.Medium, Approvals: 1, CriticalAssetApprovals: 2),
        UndoneBy = new("device.isolate"),
        VerifiedBy = MachineActionKind.VerifiedBy,
        TargetKind = DevicePreview.TargetKind,
        UndoCommand = target => DeviceArgument.Command("isolate", target),
    };

    protected override Result<ReleaseDeviceParameters> BindParameters(CommandArguments arguments) =>
        DeviceArgument.Read(arguments).TryGetValue(out var device, out var problem) ? new ReleaseDeviceParameters(device) : problem;

    protected override string DeviceOf(ReleaseDeviceParameters parameters) => parameters.Device;

    protected override ActionPreview Describe(FoundDevice found, ReleaseDeviceParameters parameters) => found.Preview with
    {
        Consequences =
        [
            "The device gets its whole network back, and so does whoever may still control it: release only what is clean.",
            "A device that is offline gets it back when it next reaches Defender.",
        ],
        IsAlreadySo = found.Isolation.WasReleased,
        Warnings = found.Isolation.IsIsolated is false
            ? found.Preview.Warnings.Add("Defender says that this device is not isolated: there may be nothing to release.")
            : found.Preview.Warnings,
    };

    protected override Task<Result<ActionReceipt>> ExecuteAsync(
        ActionOrder order, ReleaseDeviceParameters parameters, CancellationToken cancellationToken) =>
        StartAsync(order, new UnisolateBody(OrderComment.Of(order)), ReleaseDeviceJson.Default.UnisolateBody, cancellationToken);
}
