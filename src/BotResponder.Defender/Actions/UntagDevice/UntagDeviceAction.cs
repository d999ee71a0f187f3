using BotResponder.Core.Actions;
using BotResponder.Core.Policies;
using BotResponder.Defender.Devices;
using Microsoft.Extensions.Options;

namespace BotResponder.Defender.Actions.UntagDevice;

/// <summary>Takes a tag from a device in Defender.</summary>
internal sealed class UntagDeviceAction(DevicePreview devices, TagOperation operation, IOptions<DefenderOptions> options)
    : TagAction(isThere: false, devices, operation, options)
{
    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("device.untag"),
        Title = "Remove tag from device",
        Summary = "Takes a tag from a device in Defender.",
        Grammar = Grammar("untag"),
        Examples =
        [
            "untag WS-042 contained because reimaged and clean",
            "untag WS-042, WS-043 \"under investigation\" because closed",
        ],
        Permissions = ["Machine.Read.All", "Machine.ReadWrite.All", "ThreatHunting.Read.All"],
        Policy = new(ActionRisk.Low, Approvals: 1, CriticalAssetApprovals: 2),
        UndoneBy = new("device.tag"),
        VerifiedBy = "The device's tags are read.",
        TargetKind = DevicePreview.TargetKind,
        UndoCommand = target => DeviceArgument.Command("tag", target),
        UndoKeeps = TagOf,
    };
}
