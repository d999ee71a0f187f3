using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Policies;
using BotResponder.Defender.Alerts;

namespace BotResponder.Defender.Actions.ReopenAlert;

/// <summary>Takes back that an alert was resolved.</summary>
internal sealed class ReopenAlertAction(CasePreview cases, CaseOperation operation) : CaseAction(CaseKind.Alert, CaseWords.Reopen, cases, operation)
{
    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("alert.reopen"),
        Title = "Reopen alert",
        Summary = "Puts a resolved alert back into progress and clears its verdict.",
        Grammar = CaseArgument.Grammar(CaseKind.Alert, "reopen").Because(),
        Examples = ["reopen da637551227677560813_-961444813 because the beacon is back"],
        Permissions = ["SecurityAlert.ReadWrite.All"],
        Policy = new(ActionRisk.Low, Approvals: 0, CriticalAssetApprovals: 0),
        VerifiedBy = "The alert is read, until it is open and without a verdict.",
        UndoneBy = null,
        TargetKind = CaseKind.Alert.Name,
    };

    protected override ImmutableArray<string> ConsequencesOf(SecurityCase item) =>
        ["The alert is in progress again, and its classification and determination are cleared."];

    protected override IEnumerable<string> WarningsOf(SecurityCase item) => item.IsResolved ? [] : ["This alert is not resolved: there may be nothing to reopen."];
}
