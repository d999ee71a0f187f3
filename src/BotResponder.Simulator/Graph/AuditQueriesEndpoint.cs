using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Tenants;
using BotResponder.Simulator.Tuning;

namespace BotResponder.Simulator.Graph;

/// <summary>Graph's searches of the audit log: created, then polled, then read. A search sees what was logged when it began. Only tuning rules are logged here.</summary>
internal sealed class AuditQueriesEndpoint(TuningRules rules, SimulatorOptions options)
{
    private const string Root = "/graph/v1.0/security/auditLog/queries";
    private const string SuppressionRule = "MS365DSuppressionRule";

    private static readonly Operation Search = new("auditLogQueries", new CallLimit(100, 3000), "AuditLogsQuery.Read.All");

    private static readonly string[] Lists = ["recordTypeFilters", "operationFilters", "userPrincipalNameFilters", "ipAddressFilters", "objectIdFilters", "serviceFilters", "administrativeUnitIdFilters"];

    private readonly ConcurrentDictionary<(string Tenant, string Id), AuditSearch> _searches = new();

    public void Map(IEndpointRouteBuilder app, ApiGate gate)
    {
        app.MapPost(Root, gate.Guard(Search, Create));
        app.MapGet($"{Root}/{{id}}", gate.Guard(Search, call => Find(call) is { } search ? ApiAnswer.Ok(Json(search)) : AlertsEndpoint.None(call)));
        app.MapGet($"{Root}/{{id}}/records", gate.Guard(Search, Records));
    }

    private ApiAnswer Create(ApiCall call)
    {
        if (StrictJson.Object(call.Body) is not { } body || body.FirstOrDefault(member => !IsRight(member.Key, member.Value)).Key is { } wrong && wrong.Length > 0)
        {
            return CaseWrites.Bad("The request body is no auditLogQuery.");
        }

        if (Instant(body["filterStartDateTime"]) is not { } from || Instant(body["filterEndDateTime"]) is not { } to || to <= from)
        {
            return CaseWrites.Bad("filterStartDateTime and filterEndDateTime are required, in this order.");
        }

        var now = options.Time.GetUtcNow();
        var types = (body["recordTypeFilters"] as JsonArray)?.Select(type => (string)type!).ToImmutableArray() ?? [];
        var found = rules.Logged(call.Tenant, now).Where(change => change.At >= from && change.At <= to && (types.IsEmpty || types.Contains(SuppressionRule, StringComparer.Ordinal)));
        var search = new AuditSearch(Guid.NewGuid().ToString("D"), (string?)body["displayName"] ?? "", now, [.. found]);
        _searches[(call.Tenant.Id, search.Id)] = search;
        return ApiAnswer.Created(Json(search));
    }

    private ApiAnswer Records(ApiCall call) => Find(call) is not { } search ? AlertsEndpoint.None(call)
        : Status(search) != "succeeded" ? CaseWrites.Bad("The query has not succeeded.")
        : ApiAnswer.Ok(new JsonObject { ["value"] = new JsonArray([.. search.Found.Select((change, index) => Json(change, index, call.Tenant))]) });

    private AuditSearch? Find(ApiCall call) => _searches.GetValueOrDefault((call.Tenant.Id, call.Route("id")));

    /// <summary>Not started at first, then running, then done.</summary>
    private string Status(AuditSearch search) => (options.Time.GetUtcNow() - search.At) switch
    {
        var age when age >= options.AuditSearchTime => "succeeded",
        var age when age >= options.AuditSearchTime / 2 => "running",
        _ => "notStarted",
    };

    private JsonObject Json(AuditSearch search) => new()
    {
        ["@odata.type"] = "#microsoft.graph.security.auditLogQuery",
        ["id"] = search.Id,
        ["displayName"] = search.Name,
        ["status"] = Status(search),
    };

    private static JsonObject Json(TuningChange change, int index, Tenant tenant) => new()
    {
        ["id"] = Seed.Id($"{tenant.Id}/audit/{index.ToString(CultureInfo.InvariantCulture)}/{change.At:O}"),
        ["createdDateTime"] = Envelopes.Instant(change.At),
        ["auditLogRecordType"] = SuppressionRule,
        ["operation"] = change.Operation,
        ["organizationId"] = tenant.Id,
        ["userType"] = "regular",
        ["userPrincipalName"] = change.By,
        ["auditData"] = new JsonObject { ["@odata.type"] = "#microsoft.graph.security.ms365dSuppressionRuleAuditRecord", ["RuleName"] = change.Name },
    };

    private static bool IsRight(string name, JsonNode? value) => name is "displayName" or "keywordFilter" or "filterStartDateTime" or "filterEndDateTime" or "@odata.type"
        ? value?.GetValueKind() == JsonValueKind.String
        : Lists.Contains(name, StringComparer.Ordinal) && value is JsonArray list && list.All(item => item?.GetValueKind() == JsonValueKind.String);

    private static DateTimeOffset? Instant(JsonNode? node) =>
        DateTimeOffset.TryParse((string?)node, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    private sealed record AuditSearch(string Id, string Name, DateTimeOffset At, ImmutableArray<TuningChange> Found);
}
