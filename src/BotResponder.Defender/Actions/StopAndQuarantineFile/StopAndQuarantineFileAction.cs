using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Policies;
using BotResponder.Core.Results;
using BotResponder.Defender.Devices;

namespace BotResponder.Defender.Actions.StopAndQuarantineFile;

/// <summary>Ends a program on one device and moves its file away.</summary>
internal sealed class StopAndQuarantineFileAction(DevicePreview devices, DeviceOperation operation)
    : DeviceAction<StopAndQuarantineFileParameters>(
        MachineActionKind.QuarantineFile, devices, operation, StopAndQuarantineFileJson.Default.StopAndQuarantineFileParameters)
{
    private const string Sha1 = "sha1";
    private const int Sha1Length = 40;

    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("device.quarantine-file"),
        Title = MachineActionKind.QuarantineFile.Title,
        Summary = "Stops a file's processes on a device and moves the file into quarantine.",
        Grammar = CommandGrammar.ForVerb("quarantine")
            .Takes(Sha1, "SHA-1 of the file: 40 hexadecimal digits")
            .TakesList(DeviceArgument.Name, DeviceArgument.Help, "on")
            .Because(),
        Examples =
        [
            "quarantine da39a3ee5e6b4b0d3255bfef95601890afd80709 on WS-042 because dropper",
            "quarantine da39a3ee5e6b4b0d3255bfef95601890afd80709 on WS-042, WS-043 because the same dropper",
        ],
        Permissions = ["Machine.Read.All", "Machine.StopAndQuarantine", "ThreatHunting.Read.All"],
        Policy = new(ActionRisk.Medium, Approvals: 1, CriticalAssetApprovals: 2),
        UndoneBy = null,
        VerifiedBy = MachineActionKind.VerifiedBy,
        TargetKind = DevicePreview.TargetKind,
    };

    /// <remarks>Other hashes of the same file have 32 and 64 digits: the API of this action takes none of them.</remarks>
    protected override Result<StopAndQuarantineFileParameters> BindParameters(CommandArguments arguments)
    {
        if (arguments.Find(Sha1)?.Trim() is not { Length: Sha1Length } typed || !typed.All(char.IsAsciiHexDigit))
        {
            return new Problem.Malformed("Name the file by its SHA-1, 40 hexadecimal digits: Defender takes no other hash here.");
        }

        return DeviceArgument.Read(arguments).TryGetValue(out var device, out var problem)
            ? new StopAndQuarantineFileParameters(device, typed.ToLowerInvariant())
            : problem;
    }

    protected override string DeviceOf(StopAndQuarantineFileParameters parameters) => parameters.Device;

    /// <remarks>From Microsoft's notes on stopping and quarantining files.</remarks>
    protected override ActionPreview Describe(FoundDevice found, StopAndQuarantineFileParameters parameters)
    {
        var preview = found.With(
            ActionSupport.QuarantineFile.Warning(found.Machine),
            "Every process of the file is stopped, the file is moved into quarantine, and what starts it again is removed.",
            "Files that Microsoft or a trusted publisher signed are left alone. Defender Antivirus must be on, passive at least.",
            "To bring the file back is done on the device itself, by an administrator.");
        return preview with { Facts = preview.Facts.Insert(0, new ActionFact("File (SHA-1)", parameters.Sha1, IsPinned: true)) };
    }

    protected override Task<Result<ActionReceipt>> ExecuteAsync(
        ActionOrder order, StopAndQuarantineFileParameters parameters, CancellationToken cancellationToken) =>
        StartAsync(
            order,
            new StopAndQuarantineFileBody(OrderComment.Of(order), parameters.Sha1),
            StopAndQuarantineFileJson.Default.StopAndQuarantineFileBody,
            cancellationToken);
}
