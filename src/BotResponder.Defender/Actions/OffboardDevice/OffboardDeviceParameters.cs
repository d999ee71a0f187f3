using System.Text.Json.Serialization;

namespace BotResponder.Defender.Actions.OffboardDevice;

/// <param name="Device">What was typed: a host name or a Defender device id.</param>
internal sealed record OffboardDeviceParameters(string Device);

/// <summary>The body of <c>POST /api/machines/{id}/offboard</c>. The name is case-sensitive.</summary>
internal sealed record OffboardDeviceBody([property: JsonPropertyName("Comment")] string Comment);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(OffboardDeviceParameters))]
[JsonSerializable(typeof(OffboardDeviceBody))]
internal sealed partial class OffboardDeviceJson : JsonSerializerContext;
