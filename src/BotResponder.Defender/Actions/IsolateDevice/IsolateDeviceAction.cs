using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Policies;
using BotResponder.Core.Results;
using BotResponder.Defender.Devices;

namespace BotResponder.Defender.Actions.IsolateDevice;

/// <summary>Cuts a device off from the network, except for its connection to Defender.</summary>
internal sealed class IsolateDeviceAction(DevicePreview devices, DeviceOperation operation, DeviceEffects effects)
    : DeviceAction<IsolateDeviceParameters>(MachineActionKind.Isolate, devices, operation, IsolateDeviceJson.Default.IsolateDeviceParameters), ILastingAction
{
    private const string Selective = "selective";

    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("device.isolate"),
        Title = MachineActionKind.Isolate.Title,
        Summary = "Cuts a device off from the network; only its connection to Defender stays.",
        Grammar = CommandGrammar.ForVerb("isolate")
            .TakesList(DeviceArgument.Name, DeviceArgument.Help)
            .ForAWhile("isolated", "released")
            .Allows(Selective, "keep classic Outlook, classic Teams and Skype connected")
            .Because(),
        Examples =
        [
            "isolate WS-042 because ransomware",
            "isolate WS-042 for 8h because ransomware",
            "isolate WS-042, WS-043, WS-044 because the same dropper",
            "isolate ws-042.contoso.com selective because suspicious sign-ins",
            "isolate 1e5bc9d7e413ddd7902c2932e418702b84d0cc07 because lateral movement",
        ],
        Permissions = ["Machine.Read.All", "Machine.Isolate", "ThreatHunting.Read.All"],
        Policy = new(ActionRisk.Medium, Approvals: 1, CriticalAssetApprovals: 2),
        UndoneBy = new("device.release"),
        VerifiedBy = MachineActionKind.VerifiedBy,
        TargetKind = DevicePreview.TargetKind,
        UndoCommand = target => DeviceArgument.Command("release", target),
    };

    public Task<ImmutableArray<EffectState>> ReadEffectsAsync(CustomerId customer, ImmutableArray<LastingEffect> done, CancellationToken cancellationToken) =>
        effects.ReadAsync(customer, LastingDeviceEffect.Isolation, done, cancellationToken);

    protected override Result<IsolateDeviceParameters> BindParameters(CommandArguments arguments) =>
        DeviceArgument.Read(arguments).TryGetValue(out var device, out var problem)
            ? new IsolateDeviceParameters(device, arguments.Has(Selective))
            : problem;

    protected override bool CutsOff => true;

    protected override string DeviceOf(IsolateDeviceParameters parameters) => parameters.Device;

    protected override ActionPreview Describe(FoundDevice found, IsolateDeviceParameters parameters)
    {
        string?[] warnings =
        [
            found.Isolation.IsIsolated is true ? "Defender says that this device is isolated already." : null,
            IsolationSupport.Warning(found.Machine, parameters.IsSelective),
        ];
        return found.Preview with
        {
            Consequences = Consequences(parameters.IsSelective),
            Warnings = found.Preview.Warnings.AddRange(warnings.OfType<string>()),
        };
    }

    protected override Task<Result<ActionReceipt>> ExecuteAsync(
        ActionOrder order, IsolateDeviceParameters parameters, CancellationToken cancellationToken) =>
        StartAsync(
            order,
            new IsolateBody(OrderComment.Of(order), parameters.IsSelective ? "Selective" : "Full"),
            IsolateDeviceJson.Default.IsolateBody,
            cancellationToken);

    /// <remarks>From Microsoft's notes on isolating devices: VPN, virtual machines, proxies, classic Outlook and Teams.</remarks>
    private static ImmutableArray<string> Consequences(bool isSelective) =>
    [
        isSelective
            ? "The device loses its network; classic Outlook, classic Teams and Skype stay connected, the new ones do not."
            : "The device loses its network; only its connection to Defender stays.",
        "Whoever works on it is cut off at once, and so are services and shares that it offers to others.",
        isSelective
            ? "A Hyper-V host takes its virtual machines with it; behind a full-tunnel VPN the device loses Defender too."
            : "A Hyper-V host takes its virtual machines with it; behind a full-tunnel VPN or a PAC proxy the device may not come back by itself.",
    ];
}
