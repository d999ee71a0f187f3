using BotResponder.Core.Actions;
using BotResponder.Core.Policies;
using BotResponder.Defender.Alerts;

namespace BotResponder.Defender.Actions.AssignIncident;

/// <summary>Says who works on an incident.</summary>
internal sealed class AssignIncidentAction(CasePreview cases, CaseOperation operation) : AssignAction(CaseKind.Incident, cases, operation)
{
    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("incident.assign"),
        Title = "Assign incident",
        Summary = "Says who works on an incident.",
        Grammar = Grammar(CaseKind.Incident, "assign-incident"),
        Examples =
        [
            "assign-incident 2001 to ann.olsen@contoso.com because she knows the server",
            "assign-incident 2001, 2002 to bo.lind@contoso.com because night shift",
        ],
        Permissions = ["SecurityIncident.ReadWrite.All"],
        Policy = new(ActionRisk.Low, Approvals: 0, CriticalAssetApprovals: 0),
        VerifiedBy = "The incident is read, until it shows whose it is.",
        UndoneBy = new("incident.unassign"),
        TargetKind = CaseKind.Incident.Name,
        UndoCommand = target => CaseArgument.Command(CaseKind.Incident, "unassign-incident", target),
    };
}
