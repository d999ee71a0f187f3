using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Policies;
using BotResponder.Defender.Alerts;

namespace BotResponder.Defender.Actions.UnassignAlert;

/// <summary>Takes an alert from whoever it is assigned to.</summary>
internal sealed class UnassignAlertAction(CasePreview cases, CaseOperation operation) : CaseAction(CaseKind.Alert, CaseWords.Unassign, cases, operation)
{
    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("alert.unassign"),
        Title = "Unassign alert",
        Summary = "Takes an alert from whoever it is assigned to.",
        Grammar = CaseArgument.Grammar(CaseKind.Alert, "unassign").Because(),
        Examples = ["unassign da637551227677560813_-961444813 because she is on leave"],
        Permissions = ["SecurityAlert.ReadWrite.All"],
        Policy = new(ActionRisk.Low, Approvals: 0, CriticalAssetApprovals: 0),
        VerifiedBy = "The alert is read, until it shows that it is nobody's.",
        UndoneBy = null,
        TargetKind = CaseKind.Alert.Name,
    };

    protected override ImmutableArray<string> ConsequencesOf(SecurityCase item) => ["The alert is assigned to nobody. Its status stays as it is."];
}
