using System.Text.Json.Serialization;
using BotResponder.Defender.Api;

namespace BotResponder.Defender.Devices;

/// <param name="Device">What was typed: a host name or a Defender device id.</param>
/// <param name="Tag">1 to 200 characters on one line.</param>
internal sealed record TagParameters(string Device, string Tag);

/// <summary>The body of <c>POST /api/machines/{id}/tags</c>. Names are case-sensitive.</summary>
/// <param name="Action"><c>Add</c> or <c>Remove</c>.</param>
internal sealed record TagBody([property: JsonPropertyName("Value")] string Value, [property: JsonPropertyName("Action")] string Action);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TagParameters))]
[JsonSerializable(typeof(TagBody))]
internal sealed partial class TagJson : JsonSerializerContext;

/// <summary>A tag that a device is to have, or not. Defender gives no id for it, so this is what it is asked again by.</summary>
/// <param name="IsThere">True to have it.</param>
internal sealed record WantedTag(DeviceId Device, bool IsThere, string Tag)
{
    private const string Add = "Add";
    private const string Remove = "Remove";

    public string Action => IsThere ? Add : Remove;

    /// <summary>For example <c>Add 1e5b…cc07 contained</c>.</summary>
    public string ReceiptId => $"{Action} {Device} {Tag}";

    public static WantedTag? Parse(string receipt) =>
        receipt.Split(' ', 3) is [(Add or Remove) and var action, var device, { Length: > 0 } tag] && DeviceId.TryParse(device, out var id)
            ? new(id, action == Add, tag)
            : null;

    /// <summary>Whether the device is as it is wanted. Cases of a tag count for Defender.</summary>
    public bool IsMetBy(Machine machine) => machine.Tags.Contains(Tag, StringComparer.Ordinal) == IsThere;
}
