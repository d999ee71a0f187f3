using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Policies;
using BotResponder.Defender.Alerts;

namespace BotResponder.Defender.Actions.UnassignIncident;

/// <summary>Takes an incident from whoever it is assigned to.</summary>
internal sealed class UnassignIncidentAction(CasePreview cases, CaseOperation operation) : CaseAction(CaseKind.Incident, CaseWords.Unassign, cases, operation)
{
    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("incident.unassign"),
        Title = "Unassign incident",
        Summary = "Takes an incident from whoever it is assigned to.",
        Grammar = CaseArgument.Grammar(CaseKind.Incident, "unassign-incident").Because(),
        Examples = ["unassign-incident 2001 because she is on leave"],
        Permissions = ["SecurityIncident.ReadWrite.All"],
        Policy = new(ActionRisk.Low, Approvals: 0, CriticalAssetApprovals: 0),
        VerifiedBy = "The incident is read, until it shows that it is nobody's.",
        UndoneBy = null,
        TargetKind = CaseKind.Incident.Name,
    };

    protected override ImmutableArray<string> ConsequencesOf(SecurityCase item) => ["The incident is assigned to nobody. Its status stays as it is."];
}
