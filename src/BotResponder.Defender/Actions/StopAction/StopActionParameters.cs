using System.Text.Json.Serialization;

namespace BotResponder.Defender.Actions.StopAction;

/// <param name="Action">What was typed: Defender's id of a machine action.</param>
internal sealed record StopActionParameters(string Action);

/// <summary>The body of <c>POST /api/machineactions/{id}/cancel</c>. The name is case-sensitive.</summary>
internal sealed record StopActionBody([property: JsonPropertyName("Comment")] string Comment);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(StopActionParameters))]
[JsonSerializable(typeof(StopActionBody))]
internal sealed partial class StopActionJson : JsonSerializerContext;
