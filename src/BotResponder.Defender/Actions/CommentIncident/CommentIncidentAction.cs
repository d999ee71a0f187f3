using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Policies;
using BotResponder.Defender.Alerts;

namespace BotResponder.Defender.Actions.CommentIncident;

/// <summary>Adds the words after <c>because</c> to an incident's comments.</summary>
internal sealed class CommentIncidentAction(CasePreview cases, CaseOperation operation) : CaseAction(CaseKind.Incident, CaseWords.Comment, cases, operation)
{
    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("incident.comment"),
        Title = "Comment on incident",
        Summary = "Adds what stands after because to the comments of an incident in Defender.",
        Grammar = CaseArgument.Grammar(CaseKind.Incident, "comment-incident").Because(),
        Examples = ["comment-incident 2001 because the customer was told at noon"],
        Permissions = ["SecurityIncident.ReadWrite.All"],
        Policy = new(ActionRisk.Low, Approvals: 0, CriticalAssetApprovals: 0),
        VerifiedBy = "The incident's comments are read, until ours is among them.",
        UndoneBy = null,
        TargetKind = CaseKind.Incident.Name,
    };

    protected override ImmutableArray<string> ConsequencesOf(SecurityCase item) => ["The words stand in the incident's comments in Defender for good: comments cannot be changed or taken away."];
}
