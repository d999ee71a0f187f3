using System.Text.Json.Nodes;

namespace BotResponder.Simulator.Teams;

/// <summary>What a Teams client takes out of a card when somebody looks at it or taps.</summary>
public static class CardReader
{
    /// <summary>Every Action.Execute and Action.Submit of the card, wherever it stands.</summary>
    public static IEnumerable<JsonObject> Actions(string? card) => card is null ? [] : Objects(JsonNode.Parse(card))
        .Where(element => Type(element) is "Action.Execute" or "Action.Submit");

    /// <summary>The card's first button with this verb.</summary>
    public static JsonObject? Action(string? card, string verb) =>
        Buttons(card).FirstOrDefault(action => action["verb"] is JsonValue value && value.TryGetValue<string>(out var own) && own == verb);

    /// <summary>The refresh action, when it runs by itself for this person.</summary>
    internal static JsonObject? AutomaticRefresh(string? card, string mri)
    {
        var refresh = card is null ? null : JsonNode.Parse(card)?["refresh"];
        var listed = refresh?["userIds"] is JsonArray ids && ids.Any(id => (string?)id == mri);
        return listed ? refresh!["action"] as JsonObject : null;
    }

    /// <summary>A client sends every input of the card with its value, changed or not; all of them are strings.</summary>
    internal static Dictionary<string, string> Inputs(string? card) => (card is null ? [] : Objects(JsonNode.Parse(card)))
        .Where(element => Type(element).StartsWith("Input.", StringComparison.Ordinal) && element["id"] is JsonValue)
        .GroupBy(element => element["id"]!.ToString(), StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => Default(group.First()), StringComparer.Ordinal);

    private static IEnumerable<JsonObject> Buttons(string? card)
    {
        var root = card is null ? null : JsonNode.Parse(card) as JsonObject;
        root?.Remove("refresh");
        return Objects(root).Where(element => Type(element) is "Action.Execute" or "Action.Submit");
    }

    private static string Default(JsonObject input) =>
        input["value"]?.ToString() ?? (Type(input) == "Input.Toggle" ? input["valueOff"]?.ToString() ?? "false" : "");

    private static string Type(JsonObject element) => element["type"] is JsonValue value && value.TryGetValue<string>(out var type) ? type : "";

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject json => json.SelectMany(property => Objects(property.Value)).Prepend(json),
        JsonArray array => array.SelectMany(Objects),
        _ => [],
    };
}
