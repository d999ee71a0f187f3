using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BotResponder.Simulator.Defender;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Identity;

namespace BotResponder.Simulator.Graph;

/// <summary>runHuntingQuery: the documentation writes Query and Timespan, Microsoft's SDK query and timespan; both are taken.</summary>
internal sealed class HuntingEndpoint(IReadOnlyDictionary<string, MachineActions> actions, AccountStates accounts, TimeProvider time)
{
    private static readonly Operation Hunt = new("runHuntingQuery", new CallLimit(45, 100_000), "ThreatHunting.Read.All");

    public void Map(IEndpointRouteBuilder app, ApiGate gate)
    {
        foreach (var name in new[] { "runHuntingQuery", "microsoft.graph.security.runHuntingQuery" })
        {
            app.MapPost($"/graph/v1.0/security/{name}", gate.Guard(Hunt, Answer));
        }
    }

    private ApiAnswer Answer(ApiCall call)
    {
        try
        {
            var body = StrictJson.Object(call.Body) ?? throw new FormatException("The body must be an object.");
            var query = Text(body, "query") ?? throw new FormatException("Query is required.");
            var now = time.GetUtcNow();
            var span = HuntingTimespan.Parse(Text(body, "timespan"), now);
            var table = KqlQuery.Run(
                query,
                name => name switch
                {
                    "DeviceInfo" => DeviceInfoTable.Of(call.Tenant, actions[call.Tenant.Id], span),
                    "IdentityDirectoryEvents" => DirectoryEventsTable.Of(call.Tenant, accounts, span),
                    _ => null,
                },
                now);
            return ApiAnswer.Ok(Json(table));
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            return ApiAnswer.Refuse(StatusCodes.Status400BadRequest, "BadRequest", wrong.Message);
        }
    }

    private static string? Text(JsonObject body, string name) =>
        body[name] is JsonValue lower && lower.TryGetValue<string>(out var text) ? text
        : body[$"{char.ToUpperInvariant(name[0])}{name[1..]}"] is JsonValue upper && upper.TryGetValue(out text) ? text
        : null;

    private static JsonObject Json(KqlTable table) => new()
    {
        ["@odata.context"] = "https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.security.huntingQueryResults",
        ["schema"] = new JsonArray([.. table.Columns.Select(column => new JsonObject { ["name"] = column.Name, ["type"] = column.Type })]),
        ["results"] = new JsonArray([.. table.Rows.Select(row => Row(table, row))]),
    };

    private static JsonObject Row(KqlTable table, ImmutableDictionary<string, object?> row)
    {
        var json = new JsonObject();
        foreach (var column in table.Columns)
        {
            json[column.Name] = row[column.Name] switch
            {
                long number => JsonValue.Create(number),
                bool truth => JsonValue.Create(truth),
                JsonNode node => node.DeepClone(),
                null => null,
                var other => JsonValue.Create(KqlValues.ToText(other)),
            };
        }

        return json;
    }
}
