using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Policies;
using BotResponder.Core.Results;
using BotResponder.Defender.Devices;

namespace BotResponder.Defender.Actions.OffboardDevice;

/// <summary>Takes a device out of Defender.</summary>
internal sealed class OffboardDeviceAction(DevicePreview devices, DeviceOperation operation)
    : DeviceAction<OffboardDeviceParameters>(MachineActionKind.Offboard, devices, operation, OffboardDeviceJson.Default.OffboardDeviceParameters)
{
    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("device.offboard"),
        Title = MachineActionKind.Offboard.Title,
        Summary = "Takes a device out of Defender: it is watched no longer.",
        Grammar = CommandGrammar.ForVerb("offboard").Takes(DeviceArgument.Name, DeviceArgument.Help).Because(),
        Examples = ["offboard WS-042 because scrapped"],
        Permissions = ["Machine.Read.All", "Machine.Offboard", "ThreatHunting.Read.All"],
        Policy = new(ActionRisk.High, Approvals: 2, CriticalAssetApprovals: 2),
        UndoneBy = null,
        VerifiedBy = MachineActionKind.VerifiedBy,
        TargetKind = DevicePreview.TargetKind,
    };

    protected override Result<OffboardDeviceParameters> BindParameters(CommandArguments arguments) =>
        DeviceArgument.Read(arguments).TryGetValue(out var device, out var problem) ? new OffboardDeviceParameters(device) : problem;

    protected override string DeviceOf(OffboardDeviceParameters parameters) => parameters.Device;

    /// <remarks>From Microsoft's notes on offboarding: the sensor stops, what was reported stays for its retention time.</remarks>
    protected override ActionPreview Describe(FoundDevice found, OffboardDeviceParameters parameters) => found.With(
        found.Isolation.IsIsolated is true
            ? "This device is isolated: without Defender nothing can release it from afar. Release it first."
            : ActionSupport.Offboard.Warning(found.Machine),
        "Defender sees nothing of the device any more, and no response action reaches it.",
        "Its alerts and its history stay until they are too old. The bot cannot bring it back: it must be onboarded again.");

    protected override Task<Result<ActionReceipt>> ExecuteAsync(
        ActionOrder order, OffboardDeviceParameters parameters, CancellationToken cancellationToken) =>
        StartAsync(order, new OffboardDeviceBody(OrderComment.Of(order)), OffboardDeviceJson.Default.OffboardDeviceBody, cancellationToken);
}
