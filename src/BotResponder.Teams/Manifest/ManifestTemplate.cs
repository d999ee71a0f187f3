using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BotResponder.Teams.Manifest;

/// <summary>Fills an app manifest's placeholders: <c>{{APP_ID}}</c>, <c>{{BOT_ID}}</c>, <c>{{VERSION}}</c>, and <c>{{COMMANDS}}</c> in place of a list.</summary>
public static class ManifestTemplate
{
    private const string Commands = "{{COMMANDS}}";

    // The result is a file and never part of a page.
    private static readonly JsonWriterOptions s_readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>The manifest as UTF-8.</returns>
    /// <exception cref="JsonException">The template is no JSON.</exception>
    /// <exception cref="FormatException">It is no object, or has a placeholder that nobody knows.</exception>
    public static byte[] Fill(ReadOnlySpan<byte> template, ManifestValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (JsonNode.Parse(template) is not JsonObject manifest)
        {
            throw new FormatException("The manifest template must be a JSON object.");
        }

        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, s_readable))
        {
            Filled(manifest, values)!.WriteTo(writer);
        }

        return stream.ToArray();
    }

    private static JsonNode? Filled(JsonNode? node, ManifestValues values) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Filled(member.Value, values)))),
        JsonArray items => new JsonArray([.. items.Select(item => Filled(item, values))]),
        JsonValue value when value.TryGetValue<string>(out var text) => text == Commands ? List(values.Commands) : JsonValue.Create(Filled(text, values)),
        _ => node?.DeepClone(),
    };

    private static string Filled(string text, ManifestValues values)
    {
        var filled = text
            .Replace("{{APP_ID}}", values.AppId.ToString(), StringComparison.Ordinal)
            .Replace("{{BOT_ID}}", values.BotId.ToString(), StringComparison.Ordinal)
            .Replace("{{VERSION}}", values.Version.ToString(), StringComparison.Ordinal);
        return filled.Contains("{{", StringComparison.Ordinal)
            ? throw new FormatException($"The manifest template has a placeholder that is not known: {text}")
            : filled;
    }

    private static JsonArray List(IReadOnlyList<MenuCommand> commands) =>
        new([.. commands.Select(command => new JsonObject { ["title"] = command.Title, ["description"] = command.Description })]);
}
