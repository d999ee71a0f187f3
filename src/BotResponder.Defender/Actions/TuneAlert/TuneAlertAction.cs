using BotResponder.Core.Actions;
using BotResponder.Core.Policies;
using BotResponder.Defender.Alerts;
using BotResponder.Defender.Tuning;

namespace BotResponder.Defender.Actions.TuneAlert;

/// <summary>Has a person make a rule that resolves alerts like one that is known: they stay visible.</summary>
internal sealed class TuneAlertAction(RulePreview rules, RuleWatch watch) : RuleAction(TuningEffect.Resolve, rules, watch)
{
    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("alert.tune"),
        Title = "Resolve alerts like this",
        Summary = "Has alerts like this one resolved at once from now on; a person makes the rule in the portal, and I look whether it is there.",
        Grammar = RuleGrammar.For("tune"),
        Examples =
        [
            "tune da637551227677560813_-961444813 when file.sha1 is 3395856ce81f2b7382dee72602f798b642f14140 because our own installer",
            "tune da637551227677560813_-961444813 because our own scanner",
        ],
        Permissions = ["SecurityAlert.Read.All or SecurityAlert.ReadWrite.All", "ThreatHunting.Read.All", "AuditLogsQuery.Read.All"],
        Policy = new(ActionRisk.Medium, Approvals: 1, CriticalAssetApprovals: 2),
        UndoneBy = null,
        VerifiedBy = VerifiedByTheLog,
        TargetKind = CaseKind.Alert.Name,
    };
}
