using System.Collections.Immutable;
using BotResponder.Tests.Defender.Alerts;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender.Contracts;

/// <summary>What each response action may be told to send, and what it must be allowed to, written by hand: a new action is not done before it stands here.</summary>
internal static class ExpectedWrites
{
    private const string Text = $"{Samples.Request} R-4F7K2 ransomware \\\"on\\\" WS-042 | approved by Ann Olsen, Ben Ito";
    private const string Comment = $"\"Comment\":\"{Text}\"";
    private const string Machine = $"/api/machines/{Device}";
    private const string Account = $"/v1.0/users/{User}";
    private const string Remark = $$"""{"@odata.type":"microsoft.graph.security.alertComment","comment":"{{Text}}"}""";
    private const string Invoke = $"POST /v1.0/security/identities/identityAccounts/{AccountSamples.Identity}/invokeAction";
    private const string InvokeBody = $$"""{"accountId":"{{AccountSamples.DirectoryAccount}}","action":"§","identityProvider":"activeDirectory"}""";
    private const string Invokes = "SecurityIdentitiesActions.ReadWrite.All or SecurityIdentitiesUserActions.ReadWrite.All";

    private static readonly string[] Reads = ["Machine.Read.All", "ThreatHunting.Read.All"];

    public static ImmutableArray<ExpectedWrite> All { get; } =
    [
        new("device.isolate", "isolate ws-042 because x", [.. Reads, "Machine.Isolate"], [($"POST {Machine}/isolate", $$"""{{{Comment}},"IsolationType":"Full"}""")]),
        new("device.isolate", "isolate ws-042 selective because x", [.. Reads, "Machine.Isolate"], [($"POST {Machine}/isolate", $$"""{{{Comment}},"IsolationType":"Selective"}""")]),
        new("device.contain", "contain ws-042 because x", [.. Reads, "Machine.Isolate"], [($"POST {Machine}/isolate", $$"""{{{Comment}},"IsolationType":"UnManagedDevice"}""")]),
        new("device.release", "release ws-042 because x", [.. Reads, "Machine.Isolate"], [($"POST {Machine}/unisolate", $"{{{Comment}}}")]),
        new("device.restrict", "restrict ws-042 because x", [.. Reads, "Machine.RestrictExecution"], [($"POST {Machine}/restrictCodeExecution", $"{{{Comment}}}")]),
        new("device.unrestrict", "unrestrict ws-042 because x", [.. Reads, "Machine.RestrictExecution"], [($"POST {Machine}/unrestrictCodeExecution", $"{{{Comment}}}")]),
        new("device.scan", "scan ws-042 because x", [.. Reads, "Machine.Scan"], [($"POST {Machine}/runAntiVirusScan", $$"""{{{Comment}},"ScanType":"Quick"}""")]),
        new("device.scan", "scan ws-042 full because x", [.. Reads, "Machine.Scan"], [($"POST {Machine}/runAntiVirusScan", $$"""{{{Comment}},"ScanType":"Full"}""")]),
        new("device.collect-package", "collect package from ws-042 because x", [.. Reads, "Machine.CollectForensics"], [($"POST {Machine}/collectInvestigationPackage", $"{{{Comment}}}")]),
        new("device.quarantine-file", "quarantine da39a3ee5e6b4b0d3255bfef95601890afd80709 on ws-042 because x", [.. Reads, "Machine.StopAndQuarantine"],
            [($"POST {Machine}/StopAndQuarantineFile", $$"""{{{Comment}},"Sha1":"da39a3ee5e6b4b0d3255bfef95601890afd80709"}""")]),
        new("device.offboard", "offboard ws-042 because x", [.. Reads, "Machine.Offboard"], [($"POST {Machine}/offboard", $"{{{Comment}}}")]),
        new("device.tag", "tag ws-042 contained because x", [.. Reads, "Machine.ReadWrite.All"], [($"POST {Machine}/tags", """{"Value":"contained","Action":"Add"}""")]),
        new("device.untag", "untag ws-042 contained because x", [.. Reads, "Machine.ReadWrite.All"], [($"POST {Machine}/tags", """{"Value":"contained","Action":"Remove"}""")]),
        new("device.troubleshoot", "troubleshoot ws-042 because x", Reads, []),
        new("alert.hide", $"hide {CaseSamples.AlertId} when device is ws-042 because x", ["SecurityAlert.Read.All or SecurityAlert.ReadWrite.All", "ThreatHunting.Read.All", "AuditLogsQuery.Read.All"], []),
        new("alert.tune", $"tune {CaseSamples.AlertId} when device is ws-042 because x", ["SecurityAlert.Read.All or SecurityAlert.ReadWrite.All", "ThreatHunting.Read.All", "AuditLogsQuery.Read.All"], []),
        new("action.stop", $"stop-action {ActionGuid} because x",
            ["Machine.Read.All", "Machine.Isolate", "Machine.RestrictExecution", "Machine.Scan", "Machine.CollectForensics", "Machine.StopAndQuarantine", "Machine.Offboard"],
            [($"POST /api/machineactions/{ActionGuid}/cancel", $"{{{Comment}}}")]),
        new("indicator.set", "indicator block 203.0.113.7 for 12h because x", ["Ti.ReadWrite or Ti.ReadWrite.All"],
            [("POST /api/indicators", $$"""{"indicatorValue":"203.0.113.7","indicatorType":"IpAddress","action":"Block","title":"BotResponder R-4F7K2: Block 203.0.113.7","description":"{{Text}}","severity":"High","generateAlert":true,"expirationTime":"2026-03-03T02:00:00Z"}""")]),
        new("indicator.set", "indicator 203.0.113.7 allow for ever on \"Servers, Kiosks\" because x", ["Ti.ReadWrite or Ti.ReadWrite.All"],
            [("POST /api/indicators", $$"""{"indicatorValue":"203.0.113.7","indicatorType":"IpAddress","action":"Allowed","title":"BotResponder R-4F7K2: Allow 203.0.113.7","description":"{{Text}}","severity":"Informational","generateAlert":false,"rbacGroupNames":["Servers","Kiosks"]}""")]),
        new("indicator.lift", "lift 203.0.113.7 because x", ["Ti.ReadWrite or Ti.ReadWrite.All"], [("DELETE /api/indicators/995", "")]),
        new("account.disable", "disable ada.berg@contoso.com because x", ["User.Read.All", "User.EnableDisableAccount.All", "SecurityIdentitiesAccount.Read.All", Invokes, "RoleManagement.Read.Directory"],
            [(Invoke, InvokeBody.Replace("§", "disable", StringComparison.Ordinal)), ($"PATCH {Account}", """{"accountEnabled":false}""")]) { IsSynced = true },
        new("account.disable", "disable ada.berg@contoso.com because x", ["User.Read.All", "User.EnableDisableAccount.All", "SecurityIdentitiesAccount.Read.All", Invokes, "RoleManagement.Read.Directory"], [($"PATCH {Account}", """{"accountEnabled":false}""")]),
        new("account.enable", "enable ada.berg@contoso.com because x", ["User.Read.All", "User.EnableDisableAccount.All", "SecurityIdentitiesAccount.Read.All", Invokes],
            [(Invoke, InvokeBody.Replace("§", "enable", StringComparison.Ordinal)), ($"PATCH {Account}", """{"accountEnabled":true}""")]) { IsSynced = true },
        new("account.reset", "reset ada.berg@contoso.com because x", ["User.Read.All", "User-PasswordProfile.ReadWrite.All", "SecurityIdentitiesAccount.Read.All", Invokes],
            [(Invoke, InvokeBody.Replace("§", "forcePasswordReset", StringComparison.Ordinal))]) { IsSynced = true },
        new("account.reset", "reset ada.berg@contoso.com because x", ["User.Read.All", "User-PasswordProfile.ReadWrite.All", "SecurityIdentitiesAccount.Read.All", Invokes],
            [($"PATCH {Account}", """{"passwordProfile":{"forceChangePasswordNextSignIn":true}}""")]),
        new("account.revoke", "revoke ada.berg@contoso.com because x", ["User.Read.All", "User.RevokeSessions.All"], [($"POST {Account}/revokeSignInSessions", "")]),
        new("account.compromised", "compromised ada.berg@contoso.com because x", ["User.Read.All", "IdentityRiskyUser.ReadWrite.All", "RoleManagement.Read.Directory"],
            [("POST /v1.0/identityProtection/riskyUsers/confirmCompromised", $$"""{"userIds":["{{User}}"]}""")]),
        new("account.dismiss-risk", "dismiss-risk ada.berg@contoso.com because x", ["User.Read.All", "IdentityRiskyUser.ReadWrite.All"],
            [("POST /v1.0/identityProtection/riskyUsers/dismiss", $$"""{"userIds":["{{User}}"]}""")]),
        .. Cases("alert", CaseSamples.AlertId, CaseSamples.Alert, "SecurityAlert.ReadWrite.All", "inProgress", ["resolve", "reopen", "assign", "unassign", "comment"]),
        .. Cases("incident", CaseSamples.IncidentId, CaseSamples.Incident, "SecurityIncident.ReadWrite.All", "active", ["close", "unclose", "assign-incident", "unassign-incident", "comment-incident"]),
    ];

    private static IEnumerable<ExpectedWrite> Cases(string kind, string id, string path, string permission, string reopened, string[] verbs)
    {
        (string, string) remark = ($"POST {path}/comments", Remark);
        yield return new($"{kind}.resolve", $"{verbs[0]} {id} as true-positive/malware because x", [permission], [($"PATCH {path}", """{"status":"resolved","classification":"truePositive","determination":"malware"}"""), remark]);
        yield return new($"{kind}.resolve", $"{verbs[0]} {id} as expected-activity/security-testing because x", [permission],
            [($"PATCH {path}", """{"status":"resolved","classification":"informationalExpectedActivity","determination":"securityTesting"}"""), remark]);
        yield return new($"{kind}.reopen", $"{verbs[1]} {id} because x", [permission], [($"PATCH {path}", $$"""{"status":"{{reopened}}","classification":"unknown","determination":"unknown"}"""), remark]);
        yield return new($"{kind}.assign", $"{verbs[2]} {id} to ann.olsen@contoso.com because x", [permission], [($"PATCH {path}", """{"assignedTo":"ann.olsen@contoso.com"}"""), remark]);
        yield return new($"{kind}.unassign", $"{verbs[3]} {id} because x", [permission], [($"PATCH {path}", """{"assignedTo":null}"""), remark]);
        yield return new($"{kind}.comment", $"{verbs[4]} {id} because x", [permission], [remark]);
    }
}

/// <param name="Permissions">Application permissions; <c>A or B</c> where Microsoft's pages name two.</param>
/// <param name="Calls">Method and path, and the body; empty for none. In the order in which they leave.</param>
internal sealed record ExpectedWrite(string Action, string Command, IReadOnlyList<string> Permissions, IReadOnlyList<(string Route, string Body)> Calls)
{
    /// <summary>An account that stands in Active Directory too.</summary>
    public bool IsSynced { get; init; }

    public override string ToString() => $"{Action}: {Command}{(IsSynced ? ", synced" : "")}";
}
