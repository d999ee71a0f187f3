using System.Text.Json.Nodes;
using BotResponder.Simulator.Http;

namespace BotResponder.Simulator.Defender;

/// <summary>The body of an action, read as strictly as Defender does: names are case-sensitive and Comment is a must.</summary>
/// <param name="Scope">Null where the action has none.</param>
/// <param name="Sha1">Null where the action is about no file.</param>
internal sealed record ActionBody(string Comment, string? Scope, string? Sha1 = null)
{
    private const string File = "Sha1";

    /// <returns>The body, or null and the refusal.</returns>
    public static ActionBody? Read(ApiCall call, ActionKind? kind, out ApiAnswer? refused)
    {
        var json = StrictJson.Object(call.Body);
        if (json is null || call.Http.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
        {
            refused = Bad("InvalidRequestBody", "Request body is incorrect.");
            return null;
        }

        if (json.FirstOrDefault(property => !IsKnown(property.Key, kind)) is { Key: { } unknown })
        {
            refused = Bad("InvalidRequestBody", $"The property '{unknown}' does not exist.");
            return null;
        }

        var body = new ActionBody(Text(json, "Comment") ?? "", Scoped(json, kind), kind?.TakesFile == true ? Text(json, File) ?? "" : null);
        refused = Problem(body, kind);
        return refused is null ? body : null;
    }

    private static bool IsKnown(string property, ActionKind? kind) =>
        property == "Comment" || property == kind?.ScopeProperty || (property == File && kind?.TakesFile == true);

    private static ApiAnswer? Problem(ActionBody body, ActionKind? kind)
    {
        if (string.IsNullOrWhiteSpace(body.Comment))
        {
            return Bad("MissingRequiredParameter", "Parameter 'Comment' is required.");
        }

        if (body.Sha1 is { } sha1)
        {
            return sha1.Length == 0 ? Bad("MissingRequiredParameter", $"Parameter '{File}' is required.")
                : sha1.Length == 40 && sha1.All(char.IsAsciiHexDigit) ? null
                : Bad("InvalidHashValue", $"'{sha1}' is not a SHA-1.");
        }

        return kind?.ScopeProperty is not { } property ? null
            : body.Scope is null ? Bad("MissingRequiredParameter", $"Parameter '{property}' is required.")
            : kind.Scopes.Contains(body.Scope, StringComparer.Ordinal) ? null
            : Bad("InvalidInput", $"'{property}' cannot be '{body.Scope}'.");
    }

    private static string? Scoped(JsonObject json, ActionKind? kind) => kind?.ScopeProperty is not { } property ? null
        : json.ContainsKey(property) ? Text(json, property) ?? ""
        : kind.DefaultScope;

    private static string? Text(JsonObject json, string name) =>
        json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static ApiAnswer Bad(string code, string message) => ApiAnswer.Refuse(StatusCodes.Status400BadRequest, code, message);
}
