using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace BotResponder.Simulator.Http;

/// <summary>What a handler wants to be answered. The area puts refusals into its own envelope.</summary>
/// <param name="Body">Null: an empty body, or the envelope of <paramref name="Refused"/>.</param>
internal sealed record ApiAnswer(int Status, JsonNode? Body, ApiRefusal? Refused = null, TimeSpan? RetryAfter = null)
{
    public static ApiAnswer Ok(JsonNode? body) => new(StatusCodes.Status200OK, body);

    public static ApiAnswer Created(JsonNode body) => new(StatusCodes.Status201Created, body);

    public static ApiAnswer Refuse(int status, string code, string message) => new(status, null, new(code, message));
}

/// <param name="Code">The area's word for it; stable.</param>
/// <param name="Message">Free text.</param>
internal sealed record ApiRefusal(string Code, string Message);

/// <summary>A call that passed the gate.</summary>
/// <param name="Tenant">Named by the token, or by the path at the connector.</param>
/// <param name="AppId">Who calls; empty at a connector without token check.</param>
/// <param name="Roles">The token's application permissions.</param>
/// <param name="Body">As sent.</param>
internal sealed record ApiCall(HttpRequest Http, Tenants.Tenant Tenant, string AppId, ImmutableArray<string> Roles, string Body)
{
    public string Route(string name) => (string)Http.RouteValues[name]!;

    public string? Query(string name) => Http.Query.TryGetValue(name, out var value) ? value.ToString() : null;
}
