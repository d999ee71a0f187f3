using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Policies;
using BotResponder.Defender.Alerts;

namespace BotResponder.Defender.Actions.CommentAlert;

/// <summary>Adds the words after <c>because</c> to an alert's comments.</summary>
internal sealed class CommentAlertAction(CasePreview cases, CaseOperation operation) : CaseAction(CaseKind.Alert, CaseWords.Comment, cases, operation)
{
    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("alert.comment"),
        Title = "Comment on alert",
        Summary = "Adds what stands after because to the comments of an alert in Defender.",
        Grammar = CaseArgument.Grammar(CaseKind.Alert, "comment").Because(),
        Examples = ["comment da637551227677560813_-961444813 because the user says she opened the invoice"],
        Permissions = ["SecurityAlert.ReadWrite.All"],
        Policy = new(ActionRisk.Low, Approvals: 0, CriticalAssetApprovals: 0),
        VerifiedBy = "The alert's comments are read, until ours is among them.",
        UndoneBy = null,
        TargetKind = CaseKind.Alert.Name,
    };

    protected override ImmutableArray<string> ConsequencesOf(SecurityCase item) => ["The words stand in the alert's comments in Defender for good: comments cannot be changed or taken away."];
}
