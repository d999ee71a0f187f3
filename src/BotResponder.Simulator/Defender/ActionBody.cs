using System.Text.Json.Nodes;
using BotResponder.Simulator.Http;

namespace BotResponder.Simulator.Defender;

/// <summary>The body of an action, read as strictly as Defender does: names are case-sensitive and Comment is a must.</summary>
/// <param name="Scope">Null where the action has none.</param>
internal sealed record ActionBody(string Comment, string? Scope)
{
    /// <returns>The body, or null and the refusal.</returns>
    public static ActionBody? Read(ApiCall call, ActionKind? kind, out ApiAnswer? refused)
    {
        var json = StrictJson.Object(call.Body);
        if (json is null || call.Http.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
        {
            refused = Bad("InvalidRequestBody", "Request body is incorrect.");
            return null;
        }

        if (json.FirstOrDefault(property => property.Key != "Comment" && property.Key != kind?.ScopeProperty) is { Key: { } unknown })
        {
            refused = Bad("InvalidRequestBody", $"The property '{unknown}' does not exist.");
            return null;
        }

        refused = Problem(Text(json, "Comment"), kind, Scoped(json, kind));
        return refused is null ? new(Text(json, "Comment")!, Scoped(json, kind)) : null;
    }

    private static ApiAnswer? Problem(string? comment, ActionKind? kind, string? scope)
    {
        if (string.IsNullOrWhiteSpace(comment))
        {
            return Bad("MissingRequiredParameter", "Parameter 'Comment' is required.");
        }

        if (kind?.ScopeProperty is not { } property)
        {
            return null;
        }

        return scope is null ? Bad("MissingRequiredParameter", $"Parameter '{property}' is required.")
            : kind.Scopes.Contains(scope, StringComparer.Ordinal) ? null
            : Bad("InvalidInput", $"'{property}' cannot be '{scope}'.");
    }

    private static string? Scoped(JsonObject json, ActionKind? kind) => kind?.ScopeProperty is not { } property ? null
        : json.ContainsKey(property) ? Text(json, property) ?? ""
        : kind.DefaultScope;

    private static string? Text(JsonObject json, string name) =>
        json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static ApiAnswer Bad(string code, string message) => ApiAnswer.Refuse(StatusCodes.Status400BadRequest, code, message);
}
