using System.Text.Json.Serialization;

namespace BotResponder.Defender.Actions.UnrestrictAppExecution;

/// <param name="Device">What was typed: a host name or a Defender device id.</param>
internal sealed record UnrestrictAppExecutionParameters(string Device);

/// <summary>The body of <c>POST /api/machines/{id}/unrestrictCodeExecution</c>. The name is case-sensitive.</summary>
internal sealed record UnrestrictAppExecutionBody([property: JsonPropertyName("Comment")] string Comment);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(UnrestrictAppExecutionParameters))]
[JsonSerializable(typeof(UnrestrictAppExecutionBody))]
internal sealed partial class UnrestrictAppExecutionJson : JsonSerializerContext;
