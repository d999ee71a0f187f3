using BotResponder.Core.Actions;
using BotResponder.Core.Policies;
using BotResponder.Defender.Alerts;

namespace BotResponder.Defender.Actions.AssignAlert;

/// <summary>Says who works on an alert.</summary>
internal sealed class AssignAlertAction(CasePreview cases, CaseOperation operation) : AssignAction(CaseKind.Alert, cases, operation)
{
    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("alert.assign"),
        Title = "Assign alert",
        Summary = "Says who works on an alert.",
        Grammar = Grammar(CaseKind.Alert, "assign"),
        Examples =
        [
            "assign da637551227677560813_-961444813 to ann.olsen@contoso.com because she knows the server",
            "assign da637551227677560813_-961444813, fa637551227677560814_12 to bo.lind@contoso.com because night shift",
        ],
        Permissions = ["SecurityAlert.ReadWrite.All"],
        Policy = new(ActionRisk.Low, Approvals: 0, CriticalAssetApprovals: 0),
        VerifiedBy = "The alert is read, until it shows whose it is.",
        UndoneBy = new("alert.unassign"),
        TargetKind = CaseKind.Alert.Name,
        UndoCommand = target => CaseArgument.Command(CaseKind.Alert, "unassign", target),
    };
}
