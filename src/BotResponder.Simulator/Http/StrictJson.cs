using System.Text.Json;
using System.Text.Json.Nodes;

namespace BotResponder.Simulator.Http;

/// <summary>Reads request bodies.</summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Once = new() { AllowDuplicateProperties = false };

    /// <returns>Null when the text is no JSON object, or names a property twice.</returns>
    public static JsonObject? Object(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Once) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
