using BotResponder.Core.Actions;
using BotResponder.Core.Policies;
using BotResponder.Defender.Alerts;
using BotResponder.Defender.Tuning;

namespace BotResponder.Defender.Actions.HideAlert;

/// <summary>Has a person make a rule that hides alerts like one that is known: nobody sees them any more.</summary>
internal sealed class HideAlertAction(RulePreview rules, RuleWatch watch) : RuleAction(TuningEffect.Hide, rules, watch)
{
    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("alert.hide"),
        Title = "Hide alerts like this",
        Summary = "Hides alerts like this one from now on, everywhere; a person makes the rule in the portal, and I look whether it is there.",
        Grammar = RuleGrammar.For("hide"),
        Examples =
        [
            "hide da637551227677560813_-961444813 when file.sha1 is 3395856ce81f2b7382dee72602f798b642f14140 and device is ws-042 because our own installer",
            "hide alert da637551227677560813_-961444813 any-type when process.command starts-with \"C:\\Tools\\backup.exe /nightly\" and (user is svc-backup@contoso.com or device is srv-backup) because the nightly backup",
            "hide da637551227677560813_-961444813 because our own installer",
        ],
        Permissions = ["SecurityAlert.Read.All or SecurityAlert.ReadWrite.All", "ThreatHunting.Read.All", "AuditLogsQuery.Read.All"],
        Policy = new(ActionRisk.High, Approvals: 2, CriticalAssetApprovals: 3),
        UndoneBy = null,
        VerifiedBy = VerifiedByTheLog,
        TargetKind = CaseKind.Alert.Name,
    };
}
