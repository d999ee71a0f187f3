using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BotResponder.Tests.Defender.Contracts;

/// <summary>
/// The calls of Microsoft's that the bot makes, written down by hand from Microsoft's reference (Defender for Endpoint API and its swagger, Microsoft Graph
/// v1.0 and its CSDL), and not from the bot's code: method, path, what may stand in the query and in <c>$filter</c>, the body's members in their case.
/// </summary>
internal static partial class DocumentedCalls
{
    private const string Machine = "/api/machines/[0-9a-f]{40}";
    private const string User = "/v1.0/users/[0-9a-f-]{36}";
    private const string Alert = "/v1.0/security/alerts_v2/[A-Za-z0-9_-]+";
    private const string Incident = "/v1.0/security/incidents/[0-9]+";

    private static readonly string[] MachineFields = ["computerDnsName", "id", "machineTags", "lastSeen", "healthStatus", "osPlatform", "aadDeviceId"];
    private static readonly string[] ActionFields = ["id", "status", "machineId", "type", "requestor", "creationDateTimeUtc"];
    private static readonly string[] CaseFields = ["assignedTo", "classification", "createdDateTime", "determination", "lastUpdateDateTime", "severity", "status"];
    private static readonly string[] UserFields = ["displayName", "onPremisesSamAccountName", "onPremisesSecurityIdentifier", "userPrincipalName"];
    private static readonly string[] Page = ["$filter", "$top", "$skip"];

    public static ImmutableArray<DocumentedCall> All { get; } =
    [
        new("list machines", "GET", "/api/machines") { Query = Page, Fields = MachineFields },
        new("get machine", "GET", Machine),
        new("isolate", "POST", $"{Machine}/isolate") { Required = ["Comment", "IsolationType"] },
        new("release", "POST", $"{Machine}/unisolate") { Required = ["Comment"] },
        new("restrict", "POST", $"{Machine}/restrictCodeExecution") { Required = ["Comment"] },
        new("unrestrict", "POST", $"{Machine}/unrestrictCodeExecution") { Required = ["Comment"] },
        new("scan", "POST", $"{Machine}/runAntiVirusScan") { Required = ["Comment", "ScanType"] },
        new("collect", "POST", $"{Machine}/collectInvestigationPackage") { Required = ["Comment"] },
        new("quarantine", "POST", $"{Machine}/StopAndQuarantineFile") { Required = ["Comment", "Sha1"] },
        new("offboard", "POST", $"{Machine}/offboard") { Required = ["Comment"] },
        new("tag", "POST", $"{Machine}/tags") { Required = ["Value", "Action"] },
        new("list actions", "GET", "/api/machineactions") { Query = Page, Fields = ActionFields },
        new("get action", "GET", "/api/machineactions/[0-9a-f-]{36}"),
        new("cancel action", "POST", "/api/machineactions/[0-9a-f-]{36}/cancel") { Required = ["Comment"] },
        new("package link", "GET", "/api/machineactions/[0-9a-f-]{36}/getPackageUri"),
        new("list indicators", "GET", "/api/indicators") { Query = Page, Fields = ["indicatorValue"] },
        new("submit indicator", "POST", "/api/indicators")
        {
            Required = ["indicatorValue", "indicatorType", "action", "title", "description"],
            Optional = ["application", "expirationTime", "severity", "recommendedActions", "rbacGroupNames", "educateUrl", "generateAlert"],
        },
        new("delete indicator", "DELETE", "/api/indicators/[0-9]+"),
        new("list users", "GET", "/v1.0/users") { Query = ["$filter", "$select", "$count", "$top"], Fields = UserFields },
        new("get user", "GET", User) { Query = ["$select"] },
        new("directory roles", "GET", $"{User}/transitiveMemberOf/microsoft.graph.directoryRole") { Query = ["$count"] },
        new("update user", "PATCH", User) { Optional = ["accountEnabled", "passwordProfile"] },
        new("revoke sessions", "POST", $"{User}/revokeSignInSessions"),
        new("list identities", "GET", "/v1.0/security/identities/identityAccounts") { Query = ["$filter"], Fields = ["onPremisesSecurityIdentifier"] },
        new("invoke action", "POST", "/v1.0/security/identities/identityAccounts/[0-9a-f-]{36}/invokeAction") { Required = ["accountId", "action", "identityProvider"] },
        new("confirm compromised", "POST", "/v1.0/identityProtection/riskyUsers/confirmCompromised") { Required = ["userIds"] },
        new("dismiss risk", "POST", "/v1.0/identityProtection/riskyUsers/dismiss") { Required = ["userIds"] },
        new("get risk", "GET", "/v1.0/identityProtection/riskyUsers/[0-9a-f-]{36}"),
        new("group members", "GET", "/v1.0/groups/[0-9a-f-]{36}/transitiveMembers") { Query = ["$select", "$top"] },
        new("list alerts", "GET", "/v1.0/security/alerts_v2") { Query = ["$filter", "$count", "$top", "$skip"], Fields = [.. CaseFields, "serviceSource"] },
        new("get alert", "GET", Alert),
        new("update alert", "PATCH", Alert) { Optional = ["status", "classification", "determination", "assignedTo"] },
        new("comment alert", "POST", $"{Alert}/comments") { Required = ["@odata.type", "comment"] },
        new("get incident", "GET", Incident) { Query = ["$expand"] },
        new("update incident", "PATCH", Incident) { Optional = ["status", "classification", "determination", "assignedTo"] },
        new("comment incident", "POST", $"{Incident}/comments") { Required = ["@odata.type", "comment"] },
        new("hunt", "POST", "/v1.0/security/(microsoft.graph.security.)?runHuntingQuery") { Required = ["query"], Optional = ["timespan"] },
    ];

    /// <summary>The fields that a <c>$filter</c> compares; what stands in literals is cut out first.</summary>
    public static IEnumerable<string> FieldsOf(string filter) => Compared().Matches(Literals().Replace(filter, "''")).Select(match => match.Groups["field"].Value).Distinct(StringComparer.Ordinal);

    [GeneratedRegex("'(?:[^']|'')*'", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Literals();

    [GeneratedRegex(@"(?<field>\w+)(?: (?:eq|ne|ge|gt|le|lt) |,'')", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Compared();
}

/// <param name="Path">A pattern for the whole path.</param>
internal sealed record DocumentedCall(string Name, string Method, string Path)
{
    public IReadOnlyList<string> Query { get; init; } = [];

    /// <summary>What may be compared in <c>$filter</c>.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Members of the body that must be there.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    public IReadOnlyList<string> Optional { get; init; } = [];

    public bool Is(SentRequest request) => request.Method == Method
        && Regex.IsMatch(request.Target.Split('?')[0], $@"\A{Path}\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <returns>What is not as documented; null when all of it is.</returns>
    public string? Wrong(SentRequest request)
    {
        var options = request.Target.Split('?') is [_, var query] ? query.Split('&').Select(option => Uri.UnescapeDataString(option.Split('=')[0])).ToArray() : [];
        var members = request.Body.Length == 0 ? [] : JsonNode.Parse(request.Body)!.AsObject().Select(member => member.Key).ToArray();
        string[] wrong =
        [
            .. options.Except(Query, StringComparer.Ordinal).Select(option => $"{option} is no query option"),
            .. DocumentedCalls.FieldsOf(request.Filter).Except(Fields, StringComparer.Ordinal).Select(field => $"{field} cannot be filtered on"),
            .. Required.Except(members, StringComparer.Ordinal).Select(member => $"{member} is missing in the body"),
            .. members.Except(Required.Concat(Optional), StringComparer.Ordinal).Select(member => $"{member} is no member of the body"),
        ];
        return wrong.Length == 0 ? null : $"{Name}: {string.Join(", ", wrong)}: {request.Method} {request.Target} {request.Body}";
    }
}
