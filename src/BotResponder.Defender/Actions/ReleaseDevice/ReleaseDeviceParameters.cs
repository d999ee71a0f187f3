using System.Text.Json.Serialization;

namespace BotResponder.Defender.Actions.ReleaseDevice;

/// <param name="Device">What was typed: a host name or a Defender device id.</param>
internal sealed record ReleaseDeviceParameters(string Device);

/// <summary>The body of <c>POST /api/machines/{id}/unisolate</c>. The name is case-sensitive.</summary>
internal sealed record UnisolateBody([property: JsonPropertyName("Comment")] string Comment);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ReleaseDeviceParameters))]
[JsonSerializable(typeof(UnisolateBody))]
internal sealed partial class ReleaseDeviceJson : JsonSerializerContext;
