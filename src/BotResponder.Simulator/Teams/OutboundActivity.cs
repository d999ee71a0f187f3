using System.Text.Json.Nodes;
using BotResponder.Simulator.Http;

namespace BotResponder.Simulator.Teams;

/// <summary>What a bot sent, read as Teams reads it.</summary>
/// <param name="Card">The Adaptive Card as JSON.</param>
/// <param name="TargetMri">The only person who shall see it; null for everybody.</param>
internal sealed record OutboundActivity(string Type, string? Text, string? Card, string? Summary, string? TargetMri)
{
    private const string AdaptiveCard = "application/vnd.microsoft.card.adaptive";

    /// <summary>100 KB, of the whole payload counted as UTF-16.</summary>
    private const int MostBytes = 100 * 1024;

    /// <summary>Teams makes two messages of such an activity and answers without a usable id.</summary>
    public bool IsMixed => !string.IsNullOrEmpty(Text) && Card is not null;

    public static ApiAnswer BadSyntax(string message) => ApiAnswer.Refuse(StatusCodes.Status400BadRequest, "BadSyntax", message);

    /// <returns>The body as an object, or null and the refusal.</returns>
    public static JsonObject? Parse(string body, out ApiAnswer? refused)
    {
        refused = null;
        if (body.Length * sizeof(char) > MostBytes)
        {
            refused = ApiAnswer.Refuse(StatusCodes.Status413PayloadTooLarge, "MessageSizeTooBig", "Message size too large.");
            return null;
        }

        if (StrictJson.Object(body) is { } json)
        {
            return json;
        }

        refused = BadSyntax("Bad format of the request");
        return null;
    }

    /// <returns>The activity, or null and the refusal.</returns>
    public static OutboundActivity? Read(JsonObject json, out ApiAnswer? refused)
    {
        refused = null;
        var type = Field(json, "type");
        if (type is not ("message" or "typing"))
        {
            refused = BadSyntax(type is null ? "Missing required field 'type'" : $"Unknown activity type '{type}'");
            return null;
        }

        var card = Attachment(json);
        if (card is not (null or JsonObject))
        {
            refused = BadSyntax("The content of an Adaptive Card must be an object");
            return null;
        }

        var activity = new OutboundActivity(type, Field(json, "text"), card?.ToJsonString(), Field(json, "summary"), Target(json));
        if (type == "message" && string.IsNullOrEmpty(activity.Text) && card is null)
        {
            refused = BadSyntax("Activity resulted into no message: neither text nor attachment");
            return null;
        }

        return activity;
    }

    private static string? Target(JsonObject json) =>
        json["recipient"] is JsonObject recipient && recipient["isTargeted"] is JsonValue value && value.TryGetValue<bool>(out var targeted) && targeted
            ? Field(recipient, "id") ?? ""
            : null;

    private static JsonNode? Attachment(JsonObject json) => (json["attachments"] as JsonArray ?? [])
        .OfType<JsonObject>()
        .Where(attachment => Field(attachment, "contentType") == AdaptiveCard)
        .Select(attachment => attachment["content"] ?? JsonValue.Create(""))
        .FirstOrDefault();

    private static string? Field(JsonObject json, string name) =>
        json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
