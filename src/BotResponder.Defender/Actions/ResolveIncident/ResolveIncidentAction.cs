using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Policies;
using BotResponder.Defender.Alerts;

namespace BotResponder.Defender.Actions.ResolveIncident;

/// <summary>Resolves a whole incident with a verdict.</summary>
internal sealed class ResolveIncidentAction(CasePreview cases, CaseOperation operation, CaseEffects effects) : ResolveAction(CaseKind.Incident, cases, operation, effects)
{
    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("incident.resolve"),
        Title = "Resolve incident",
        Summary = "Resolves a whole incident with a classification and a determination.",
        Grammar = Grammar(CaseKind.Incident, "close"),
        Examples =
        [
            "close 2001 as true-positive/multi-staged-attack because contained and cleaned",
            "close incident 2001 as false-positive/not-malicious because the scanner of the auditors",
        ],
        Permissions = ["SecurityIncident.ReadWrite.All"],
        Policy = new(ActionRisk.Medium, Approvals: 1, CriticalAssetApprovals: 2),
        VerifiedBy = "The incident is read, until it is resolved with this verdict.",
        UndoneBy = new("incident.reopen"),
        TargetKind = CaseKind.Incident.Name,
        UndoCommand = target => CaseArgument.Command(CaseKind.Incident, "unclose", target),
    };

    protected override ImmutableArray<string> ConsequencesOf(SecurityCase item) =>
    [
        "The incident leaves the queue, and Defender resolves the alerts in it that are still open.",
        "Nothing is done to what it is about: devices, accounts and files stay as they are.",
    ];
}
