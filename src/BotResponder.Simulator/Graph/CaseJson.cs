using System.Text.Json.Nodes;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Graph;

/// <summary>Alerts and incidents as Graph writes them, names in the order of its metadata.</summary>
internal static class CaseJson
{
    private const string Type = "#microsoft.graph.security.";
    private const string Future = "unknownFutureValue";

    /// <summary>Members that were added later: they are written only for who asks for them.</summary>
    private static readonly string[] Newer = ["microsoftSentinel", "microsoftDefenderForCloud", "awaitingAction"];

    /// <param name="all">The caller sent <c>Prefer: include-unknown-enum-members</c>.</param>
    public static JsonObject Of(Alert alert, CaseState state, bool all)
    {
        var json = Common(alert, state, all);
        json["providerAlertId"] = alert.Id;
        json["incidentId"] = alert.IncidentId;
        json["title"] = alert.Title;
        json["category"] = alert.Category;
        json["serviceSource"] = Member(alert.Source, all);
        json["detectionSource"] = "customDetection";
        json["mitreTechniques"] = new JsonArray([.. alert.Techniques.Select(technique => JsonValue.Create(technique))]);
        json["firstActivityDateTime"] = Envelopes.Instant(alert.CreatedAt.AddMinutes(-5));
        json["lastActivityDateTime"] = Envelopes.Instant(alert.CreatedAt);
        json["alertWebUrl"] = $"https://security.microsoft.com/alerts/{alert.Id}?tid={alert.TenantId}";
        json["incidentWebUrl"] = IncidentUrl(alert.TenantId, alert.IncidentId);
        json["evidence"] = new JsonArray([.. alert.Evidence.Select(evidence => Evidence(evidence, alert.CreatedAt))]);
        return json;
    }

    /// <inheritdoc cref="Of(Alert, CaseState, bool)"/>
    public static JsonObject Of(Incident incident, CaseState state, bool all)
    {
        var json = Common(incident, state, all);
        json["displayName"] = incident.Title;
        json["redirectIncidentId"] = incident.MergedInto;
        json["customTags"] = new JsonArray();
        json["incidentWebUrl"] = IncidentUrl(incident.TenantId, incident.Id);
        return json;
    }

    public static JsonArray Comments(CaseState state) => new([.. state.Comments.Select(comment => new JsonObject
    {
        ["comment"] = comment.Text,
        ["createdByDisplayName"] = comment.By,
        ["createdDateTime"] = Envelopes.Instant(comment.At),
    })]);

    private static JsonObject Common(SecurityCase item, CaseState state, bool all) => new()
    {
        ["id"] = item.Id,
        ["tenantId"] = item.TenantId,
        ["status"] = Member(state.Status, all),
        ["severity"] = item.Severity,
        ["classification"] = state.Classification,
        ["determination"] = state.Determination,
        ["assignedTo"] = state.AssignedTo,
        ["description"] = item.Description,
        ["createdDateTime"] = Envelopes.Instant(item.CreatedAt),
        ["lastUpdateDateTime"] = Envelopes.Instant(state.UpdatedAt ?? item.CreatedAt),
        ["resolvedDateTime"] = state.ResolvedAt is { } at ? Envelopes.Instant(at) : null,
        ["comments"] = Comments(state),
    };

    private static string Member(string member, bool all) => all || !Newer.Contains(member, StringComparer.Ordinal) ? member : Future;

    private static string IncidentUrl(string tenantId, string id) => $"https://security.microsoft.com/incident2/{id}/overview?tid={tenantId}";

    private static JsonObject Evidence(Evidence evidence, DateTimeOffset at)
    {
        var json = evidence switch
        {
            Evidence.OfDevice { Device: var device } => new JsonObject
            {
                ["@odata.type"] = $"{Type}deviceEvidence",
                ["mdeDeviceId"] = device.Id,
                ["azureAdDeviceId"] = device.EntraDeviceId,
                ["deviceDnsName"] = device.DnsName,
                ["osPlatform"] = device.OsPlatform,
            },
            Evidence.OfUser { Account: var account, Domain: var domain } => new() { ["@odata.type"] = $"{Type}userEvidence", ["userAccount"] = User(account, domain) },
            Evidence.OfFile file => new() { ["@odata.type"] = $"{Type}fileEvidence", ["detectionStatus"] = "detected", ["fileDetails"] = File(file) },
            Evidence.OfProcess process => new()
            {
                ["@odata.type"] = $"{Type}processEvidence",
                ["detectionStatus"] = "detected",
                ["imageFile"] = File(process.Image),
                ["processCommandLine"] = process.CommandLine,
            },
            Evidence.OfIp ip => new() { ["@odata.type"] = $"{Type}ipEvidence", ["ipAddress"] = ip.Address },
            Evidence.OfUrl url => new() { ["@odata.type"] = $"{Type}urlEvidence", ["url"] = url.Url },
            _ => throw new InvalidOperationException("No such evidence."),
        };
        json["createdDateTime"] = Envelopes.Instant(at);
        json["verdict"] = "suspicious";
        json["remediationStatus"] = "none";
        json["roles"] = new JsonArray();
        return json;
    }

    private static JsonObject File(Evidence.OfFile file) => new()
    {
        ["sha1"] = file.Sha1,
        ["sha256"] = file.Sha256,
        ["fileName"] = file.Name,
        ["filePath"] = file.Path,
    };

    private static JsonObject User(Account account, string domain) => new()
    {
        ["accountName"] = account.UserPrincipalName.Split('@')[0],
        ["domainName"] = domain,
        ["userSid"] = account.Sid,
        ["azureAdUserId"] = account.Id,
        ["userPrincipalName"] = account.UserPrincipalName,
    };
}
