using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Policies;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using BotResponder.Defender.Devices;

namespace BotResponder.Defender.Actions.StartTroubleshootingMode;

/// <summary>Has a person turn on troubleshooting mode, which no API does: checked and approved before, watched while it is on, reported at its end.</summary>
internal sealed class StartTroubleshootingModeAction(TroubleshootingPreview devices, TroubleshootingWatch watch)
    : ResponseAction<StartTroubleshootingModeParameters>(TroubleshootingJson.Default.StartTroubleshootingModeParameters)
{
    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("device.troubleshoot"),
        Title = "Turn on troubleshooting mode",
        Summary = "Lets a device's administrator change its antivirus settings for 4 hours; a person starts it in the portal, and I watch.",
        Grammar = CommandGrammar.ForVerb("troubleshoot").Takes(DeviceArgument.Name, DeviceArgument.Help).Because(),
        Examples = ["troubleshoot WS-042 because the update fails while it is scanned"],
        Permissions = ["Machine.Read.All", "ThreatHunting.Read.All"],
        Policy = new(ActionRisk.High, Approvals: 1, CriticalAssetApprovals: 2),
        UndoneBy = null,
        VerifiedBy = "Hunting is read: for the start, until the end that the start's event names, and for what was changed meanwhile.",
        TargetKind = DevicePreview.TargetKind,
    };

    /// <summary>Nothing left when it was handed over, so handing it over again is the same.</summary>
    public override Task<Result<AdoptedReceipt>> FindOwnAsync(ActionOrder order, CancellationToken cancellationToken) =>
        Task.FromResult<Result<AdoptedReceipt>>(new AdoptedReceipt(watch.HandOver(order, Device(order.Target))));

    public override Task<Result<ActionProgress>> ReadStatusAsync(CustomerId customer, ActionReceipt receipt, CancellationToken cancellationToken) =>
        watch.ReadStatusAsync(customer, receipt, cancellationToken);

    protected override Result<StartTroubleshootingModeParameters> BindParameters(CommandArguments arguments) =>
        DeviceArgument.Read(arguments).TryGetValue(out var device, out var problem) ? new StartTroubleshootingModeParameters(device) : problem;

    protected override Task<Result<ActionPreview>> PreviewAsync(
        CustomerId customer, StartTroubleshootingModeParameters parameters, ActionTarget? known, CancellationToken cancellationToken) =>
        devices.FindAsync(customer, Descriptor.Id, parameters.Device, known, cancellationToken);

    /// <summary>Calls nobody: a person reads on the card what to do.</summary>
    protected override Task<Result<ActionReceipt>> ExecuteAsync(ActionOrder order, StartTroubleshootingModeParameters parameters, CancellationToken cancellationToken) =>
        Task.FromResult<Result<ActionReceipt>>(watch.HandOver(order, Device(order.Target)));

    private static DeviceId Device(ActionTarget target) => target.Kind == DevicePreview.TargetKind && DeviceId.TryParse(target.Id, out var id)
        ? id
        : throw new ArgumentException("The target is no device.", nameof(target));
}
