using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Defender;

/// <summary>The tags that were given and taken since the start. Safe from many threads.</summary>
/// <remarks>Not documented: to add a tag that is there, or to remove one that is not, is answered like any other change.</remarks>
internal sealed class DeviceTags
{
    private readonly ConcurrentDictionary<string, ImmutableArray<string>> _changed = new(StringComparer.Ordinal);

    /// <summary>The device with the tags that it has now.</summary>
    public Device Now(Device device) => _changed.TryGetValue(device.Id, out var tags) ? device with { Tags = tags } : device;

    /// <summary>Names of the body are case-sensitive, and so are the two words of its action.</summary>
    /// <returns>Null, or the refusal.</returns>
    public ApiAnswer? Change(ApiCall call, Device device)
    {
        var json = StrictJson.Object(call.Body);
        if (json is null || json.Any(property => property.Key is not ("Value" or "Action")))
        {
            return Bad("InvalidRequestBody", "Request body is incorrect.");
        }

        if (Text(json, "Value") is not { Length: > 0 } tag)
        {
            return Bad("MissingRequiredParameter", "Parameter 'Value' is required.");
        }

        if (Text(json, "Action") is not { } action)
        {
            return Bad("MissingRequiredParameter", "Parameter 'Action' is required.");
        }

        if (action is not ("Add" or "Remove"))
        {
            return Bad("InvalidInput", $"'Action' cannot be '{action}'.");
        }

        _changed.AddOrUpdate(device.Id, _ => Changed(device.Tags), (_, tags) => Changed(tags));
        return null;

        ImmutableArray<string> Changed(ImmutableArray<string> tags) =>
            action == "Remove" ? tags.Remove(tag, StringComparer.Ordinal) : tags.Contains(tag, StringComparer.Ordinal) ? tags : tags.Add(tag);
    }

    private static string? Text(JsonObject json, string name) =>
        json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static ApiAnswer Bad(string code, string message) => ApiAnswer.Refuse(StatusCodes.Status400BadRequest, code, message);
}
