using System.Text.Json.Serialization;

namespace BotResponder.Defender.Actions.RestrictAppExecution;

/// <param name="Device">What was typed: a host name or a Defender device id.</param>
internal sealed record RestrictAppExecutionParameters(string Device);

/// <summary>The body of <c>POST /api/machines/{id}/restrictCodeExecution</c>. The name is case-sensitive.</summary>
internal sealed record RestrictAppExecutionBody([property: JsonPropertyName("Comment")] string Comment);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RestrictAppExecutionParameters))]
[JsonSerializable(typeof(RestrictAppExecutionBody))]
internal sealed partial class RestrictAppExecutionJson : JsonSerializerContext;
