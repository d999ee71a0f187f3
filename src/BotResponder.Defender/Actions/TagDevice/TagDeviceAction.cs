using BotResponder.Core.Actions;
using BotResponder.Core.Policies;
using BotResponder.Defender.Devices;
using Microsoft.Extensions.Options;

namespace BotResponder.Defender.Actions.TagDevice;

/// <summary>Gives a device a tag in Defender.</summary>
internal sealed class TagDeviceAction(DevicePreview devices, TagOperation operation, IOptions<DefenderOptions> options)
    : TagAction(isThere: true, devices, operation, options)
{
    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("device.tag"),
        Title = "Add tag to device",
        Summary = "Gives a device a tag in Defender.",
        Grammar = Grammar("tag"),
        Examples =
        [
            "tag WS-042 contained because ransomware",
            "tag WS-042, WS-043 \"under investigation\" because the same dropper",
        ],
        Permissions = ["Machine.Read.All", "Machine.ReadWrite.All", "ThreatHunting.Read.All"],
        Policy = new(ActionRisk.Low, Approvals: 1, CriticalAssetApprovals: 2),
        UndoneBy = new("device.untag"),
        VerifiedBy = "The device's tags are read.",
        TargetKind = DevicePreview.TargetKind,
        UndoCommand = target => DeviceArgument.Command("untag", target),
        UndoKeeps = TagOf,
    };
}
