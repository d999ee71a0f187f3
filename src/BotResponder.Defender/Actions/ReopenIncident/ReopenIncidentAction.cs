using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Policies;
using BotResponder.Defender.Alerts;

namespace BotResponder.Defender.Actions.ReopenIncident;

/// <summary>Takes back that an incident was resolved.</summary>
internal sealed class ReopenIncidentAction(CasePreview cases, CaseOperation operation) : CaseAction(CaseKind.Incident, CaseWords.Reopen, cases, operation)
{
    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("incident.reopen"),
        Title = "Reopen incident",
        Summary = "Makes a resolved incident active again and clears its verdict.",
        Grammar = CaseArgument.Grammar(CaseKind.Incident, "unclose").Because(),
        Examples = ["unclose 2001 because the attacker is back"],
        Permissions = ["SecurityIncident.ReadWrite.All"],
        Policy = new(ActionRisk.Low, Approvals: 0, CriticalAssetApprovals: 0),
        VerifiedBy = "The incident is read, until it is open and without a verdict.",
        UndoneBy = null,
        TargetKind = CaseKind.Incident.Name,
    };

    protected override ImmutableArray<string> ConsequencesOf(SecurityCase item) =>
        ["The incident is active again, and its verdict is cleared. Its alerts stay resolved: reopen those that count one by one."];

    protected override IEnumerable<string> WarningsOf(SecurityCase item) => item.IsResolved ? [] : ["This incident is not resolved: there may be nothing to reopen."];
}
