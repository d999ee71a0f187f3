using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Policies;
using BotResponder.Defender.Alerts;

namespace BotResponder.Defender.Actions.ResolveAlert;

/// <summary>Resolves an alert with a verdict.</summary>
internal sealed class ResolveAlertAction(CasePreview cases, CaseOperation operation, CaseEffects effects) : ResolveAction(CaseKind.Alert, cases, operation, effects)
{
    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("alert.resolve"),
        Title = "Resolve alert",
        Summary = "Resolves an alert with a classification and a determination.",
        Grammar = Grammar(CaseKind.Alert, "resolve"),
        Examples =
        [
            "resolve da637551227677560813_-961444813 as true-positive/malware because the device was reinstalled",
            "resolve da637551227677560813_-961444813, fa637551227677560814_12 as false-positive/not-malicious because our own scanner",
            "resolve alert da637551227677560813_-961444813 as expected-activity/security-testing because planned red team",
        ],
        Permissions = ["SecurityAlert.ReadWrite.All"],
        Policy = new(ActionRisk.Medium, Approvals: 1, CriticalAssetApprovals: 2),
        VerifiedBy = "The alert is read, until it is resolved with this verdict.",
        UndoneBy = new("alert.reopen"),
        TargetKind = CaseKind.Alert.Name,
        UndoCommand = target => CaseArgument.Command(CaseKind.Alert, "reopen", target),
    };

    protected override ImmutableArray<string> ConsequencesOf(SecurityCase item) =>
    [
        "The alert leaves the queue. It stays on the timeline, in the APIs and in what is reported to the customer, under this verdict.",
        "Nothing is done to what it is about: devices, accounts and files stay as they are.",
    ];
}
