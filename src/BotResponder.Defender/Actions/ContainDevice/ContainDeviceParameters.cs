using System.Text.Json.Serialization;

namespace BotResponder.Defender.Actions.ContainDevice;

/// <param name="Device">What was typed: a host name or a Defender device id.</param>
internal sealed record ContainDeviceParameters(string Device);

/// <summary>The body of <c>POST /api/machines/{id}/isolate</c> for a device that is not onboarded. Names are case-sensitive.</summary>
internal sealed record ContainBody(
    [property: JsonPropertyName("Comment")] string Comment,
    [property: JsonPropertyName("IsolationType")] string IsolationType);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ContainDeviceParameters))]
[JsonSerializable(typeof(ContainBody))]
internal sealed partial class ContainDeviceJson : JsonSerializerContext;
