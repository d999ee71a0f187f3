using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Policies;
using BotResponder.Core.Results;
using BotResponder.Defender.Devices;

namespace BotResponder.Defender.Actions.ReleaseDevice;

/// <summary>Gives an isolated device its network back.</summary>
internal sealed class ReleaseDeviceAction(DevicePreview devices, DeviceOperation operation)
    : ResponseAction<ReleaseDeviceParameters>(ReleaseDeviceJson.Default.ReleaseDeviceParameters)
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
        TargetKind = DevicePreview.TargetKind,
        UndoCommand = target => DeviceArgument.Command("isolate", target),
    };

    public override Task<Result<AdoptedReceipt>> FindOwnAsync(ActionOrder order, CancellationToken cancellationToken) =>
        operation.FindOwnAsync(order, MachineActionKind.Release, cancellationToken);

    public override Task<Result<ActionProgress>> ReadStatusAsync(CustomerId customer, ActionReceipt receipt, CancellationToken cancellationToken) =>
        operation.ReadStatusAsync(customer, receipt, MachineActionKind.Release, cancellationToken);

    protected override Result<ReleaseDeviceParameters> BindParameters(CommandArguments arguments) =>
        DeviceArgument.Read(arguments).TryGetValue(out var device, out var problem) ? new ReleaseDeviceParameters(device) : problem;

    protected override async Task<Result<ActionPreview>> PreviewAsync(
        CustomerId customer, ReleaseDeviceParameters parameters, ActionTarget? known, CancellationToken cancellationToken)
    {
        var read = await devices.FindAsync(customer, parameters.Device, known, cancellationToken);
        if (!read.TryGetValue(out var found, out var problem))
        {
            return problem;
        }

        return found.Preview with
        {
            Consequences =
            [
                "The device gets its whole network back, and so does whoever may still control it: release only what is clean.",
                "A device that is offline gets it back when it next reaches Defender.",
            ],
            Warnings = found.Isolation.IsIsolated is false
                ? found.Preview.Warnings.Add("Defender says that this device is not isolated: there may be nothing to release.")
                : found.Preview.Warnings,
        };
    }

    protected override Task<Result<ActionReceipt>> ExecuteAsync(
        ActionOrder order, ReleaseDeviceParameters parameters, CancellationToken cancellationToken) =>
        operation.StartAsync(
            order,
            MachineActionKind.Release,
            new UnisolateBody(OrderComment.Of(order)),
            ReleaseDeviceJson.Default.UnisolateBody,
            cancellationToken);
}
