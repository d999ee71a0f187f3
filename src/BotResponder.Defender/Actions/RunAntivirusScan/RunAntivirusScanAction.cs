using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Policies;
using BotResponder.Core.Results;
using BotResponder.Defender.Devices;

namespace BotResponder.Defender.Actions.RunAntivirusScan;

/// <summary>Has Defender Antivirus look through a device.</summary>
internal sealed class RunAntivirusScanAction(DevicePreview devices, DeviceOperation operation)
    : DeviceAction<RunAntivirusScanParameters>(MachineActionKind.Scan, devices, operation, RunAntivirusScanJson.Default.RunAntivirusScanParameters)
{
    private const string Full = "full";

    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("device.scan"),
        Title = MachineActionKind.Scan.Title,
        Summary = "Runs a quick or full scan of Defender Antivirus on a device.",
        Grammar = CommandGrammar.ForVerb("scan")
            .TakesList(DeviceArgument.Name, DeviceArgument.Help)
            .Allows(Full, "every file, which can take hours; otherwise where malware usually is")
            .Because(),
        Examples =
        [
            "scan WS-042 because suspicious download",
            "scan WS-042 full because dropper of unknown age",
            "scan WS-042, WS-043, WS-044 because the same download",
        ],
        Permissions = ["Machine.Read.All", "Machine.Scan", "ThreatHunting.Read.All"],
        Policy = new(ActionRisk.Low, Approvals: 0, CriticalAssetApprovals: 1),
        UndoneBy = null,
        VerifiedBy = MachineActionKind.VerifiedBy,
        TargetKind = DevicePreview.TargetKind,
    };

    protected override Result<RunAntivirusScanParameters> BindParameters(CommandArguments arguments) =>
        DeviceArgument.Read(arguments).TryGetValue(out var device, out var problem)
            ? new RunAntivirusScanParameters(device, arguments.Has(Full))
            : problem;

    protected override string DeviceOf(RunAntivirusScanParameters parameters) => parameters.Device;

    protected override ActionPreview Describe(FoundDevice found, RunAntivirusScanParameters parameters) => found.With(
        ActionSupport.Scan.Warning(found.Machine),
        parameters.IsFull
            ? "Every file is read: the device can be slow for hours."
            : "Memory, start-up places and system folders are read: minutes on most devices.",
        "What is found is treated as the device's antivirus policy says; a scan itself blocks nothing.");

    protected override Task<Result<ActionReceipt>> ExecuteAsync(
        ActionOrder order, RunAntivirusScanParameters parameters, CancellationToken cancellationToken) =>
        StartAsync(
            order,
            new RunAntivirusScanBody(OrderComment.Of(order), parameters.IsFull ? "Full" : "Quick"),
            RunAntivirusScanJson.Default.RunAntivirusScanBody,
            cancellationToken);
}
