using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Policies;
using BotResponder.Core.Results;
using BotResponder.Defender.Devices;

namespace BotResponder.Defender.Actions.ContainDevice;

/// <summary>Has all onboarded devices refuse to talk to one that is not onboarded.</summary>
internal sealed class ContainDeviceAction(DevicePreview devices, DeviceOperation operation, DeviceEffects effects)
    : DeviceAction<ContainDeviceParameters>(MachineActionKind.Contain, devices, operation, ContainDeviceJson.Default.ContainDeviceParameters), ILastingAction
{
    private const string Unmanaged = "UnManagedDevice";

    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("device.contain"),
        Title = MachineActionKind.Contain.Title,
        Summary = "Has all onboarded devices refuse to talk to a device that is not onboarded.",
        Grammar = CommandGrammar.ForVerb("contain").TakesList(DeviceArgument.Name, DeviceArgument.Help).Because(),
        Examples = ["contain printer-01 because it scans the network"],
        Permissions = ["Machine.Read.All", "Machine.Isolate", "ThreatHunting.Read.All"],
        Policy = new(ActionRisk.Medium, Approvals: 1, CriticalAssetApprovals: 2),
        UndoneBy = null,
        VerifiedBy = MachineActionKind.VerifiedBy,
        TargetKind = DevicePreview.TargetKind,
    };

    public Task<ImmutableArray<EffectState>> ReadEffectsAsync(CustomerId customer, ImmutableArray<LastingEffect> done, CancellationToken cancellationToken) =>
        effects.ReadAsync(customer, LastingDeviceEffect.Containment, done, cancellationToken);

    protected override Result<ContainDeviceParameters> BindParameters(CommandArguments arguments) =>
        DeviceArgument.Read(arguments).TryGetValue(out var device, out var problem) ? new ContainDeviceParameters(device) : problem;

    protected override string DeviceOf(ContainDeviceParameters parameters) => parameters.Device;

    /// <remarks>That a device is not onboarded is a warning of every device action, and the very point of this one.</remarks>
    protected override ActionPreview Describe(FoundDevice found, ContainDeviceParameters parameters)
    {
        var isOnboarded = found.Machine.OnboardingStatus == "Onboarded";
        var preview = found.With(
            isOnboarded ? "This device is onboarded: Defender will refuse to contain it. Type isolate instead." : null,
            "Onboarded devices take no connection from it and make none to it, within about five minutes. What is not onboarded still talks to it.",
            "Defender contains at most 100 devices. To end it is done in the Defender portal: no API of it is documented.");
        return preview with { Warnings = preview.Warnings.Remove(DevicePreview.NotOnboarded, StringComparer.Ordinal) };
    }

    protected override Task<Result<ActionReceipt>> ExecuteAsync(ActionOrder order, ContainDeviceParameters parameters, CancellationToken cancellationToken) =>
        StartAsync(order, new ContainBody(OrderComment.Of(order), Unmanaged), ContainDeviceJson.Default.ContainBody, cancellationToken);
}
