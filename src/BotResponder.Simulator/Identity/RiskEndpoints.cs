using System.Text.Json.Nodes;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Identity;

/// <summary>Entra ID Protection through Graph: riskyUser get, confirmCompromised, dismiss.</summary>
/// <remarks>
/// Documented: one request a second for each tenant and no Retry-After on a 429; at most 60 users; 204. Not documented and chosen here: somebody whom the tenant
/// does not know is 404, for whom nothing was ever detected riskyUsers has no entry, and all users of a call are changed or none.
/// </remarks>
internal sealed class RiskEndpoints(RiskStates states, SimulatorOptions options)
{
    private const string Root = "/graph/v1.0/identityProtection/riskyUsers";
    private const string Writer = "IdentityRiskyUser.ReadWrite.All";
    private const int MostUsers = 60;

    private static readonly Operation Write = new("riskyUsers", new CallLimit(60, 3600) { PerSecond = 1 }, Writer) { SaysWait = false };
    private static readonly Operation Read = Write with { Roles = ["IdentityRiskyUser.Read.All", Writer] };

    public void Map(IEndpointRouteBuilder app, ApiGate gate)
    {
        app.MapGet($"{Root}/{{id}}", gate.Guard(Read, call => Unlicensed() ?? One(call)));
        app.MapPost($"{Root}/confirmCompromised", gate.Guard(Write, call => Unlicensed() ?? Say(call, states.Confirm)));
        app.MapPost($"{Root}/dismiss", gate.Guard(Write, call => Unlicensed() ?? Say(call, states.Dismiss)));
    }

    private static ApiAnswer Bad(string message) => ApiAnswer.Refuse(StatusCodes.Status400BadRequest, "BadRequest", message);

    private static ApiAnswer Nobody(string? id) => ApiAnswer.Refuse(StatusCodes.Status404NotFound, "NotFound", $"The risky user '{id}' was not found.");

    private static Account? Find(Tenant tenant, string? id) => tenant.Accounts.FirstOrDefault(account => account.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    private ApiAnswer? Unlicensed() => options.HasIdentityProtection ? null
        : ApiAnswer.Refuse(StatusCodes.Status403Forbidden, "Forbidden", "Your tenant is not licensed for this feature.");

    private ApiAnswer One(ApiCall call) =>
        Find(call.Tenant, call.Route("id")) is { } account && states.Of(account) is { UpdatedAt: { } at } risk ? ApiAnswer.Ok(Json(account, risk, at)) : Nobody(call.Route("id"));

    private static ApiAnswer Say(ApiCall call, Action<Account> say)
    {
        if (StrictJson.Object(call.Body) is not { Count: 1 } body || body["userIds"] is not JsonArray { Count: > 0 and <= MostUsers } ids || !ids.All(id => Text(id) is { Length: > 0 }))
        {
            return Bad($"The body must have exactly userIds, with 1 to {MostUsers} ids.");
        }

        if (ids.FirstOrDefault(id => Find(call.Tenant, Text(id)) is null) is { } unknown)
        {
            return Nobody(Text(unknown));
        }

        foreach (var id in ids)
        {
            say(Find(call.Tenant, Text(id))!);
        }

        return new(StatusCodes.Status204NoContent, null);
    }

    private static JsonObject Json(Account account, RiskState risk, DateTimeOffset at) => new()
    {
        ["@odata.context"] = "https://graph.microsoft.com/v1.0/$metadata#identityProtection/riskyUsers/$entity",
        ["id"] = account.Id,
        ["isDeleted"] = false,
        ["isProcessing"] = risk.IsProcessing,
        ["riskLastUpdatedDateTime"] = Envelopes.Instant(at),
        ["riskLevel"] = risk.Level,
        ["riskState"] = risk.State,
        ["riskDetail"] = risk.Detail,
        ["userDisplayName"] = account.DisplayName,
        ["userPrincipalName"] = account.UserPrincipalName,
    };

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
