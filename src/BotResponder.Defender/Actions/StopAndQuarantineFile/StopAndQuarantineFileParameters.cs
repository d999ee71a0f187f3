using System.Text.Json.Serialization;

namespace BotResponder.Defender.Actions.StopAndQuarantineFile;

/// <param name="Device">What was typed: a host name or a Defender device id.</param>
/// <param name="Sha1">40 hexadecimal digits, lower case.</param>
internal sealed record StopAndQuarantineFileParameters(string Device, string Sha1);

/// <summary>The body of <c>POST /api/machines/{id}/StopAndQuarantineFile</c>. Names are case-sensitive, both are a must.</summary>
internal sealed record StopAndQuarantineFileBody(
    [property: JsonPropertyName("Comment")] string Comment,
    [property: JsonPropertyName("Sha1")] string Sha1);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(StopAndQuarantineFileParameters))]
[JsonSerializable(typeof(StopAndQuarantineFileBody))]
internal sealed partial class StopAndQuarantineFileJson : JsonSerializerContext;
