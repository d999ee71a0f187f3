using System.Text.Json.Serialization;

namespace BotResponder.Defender.Actions.LiftIndicator;

/// <param name="Indicator">The value, written in one way only.</param>
internal sealed record LiftIndicatorParameters(string Indicator);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(LiftIndicatorParameters))]
internal sealed partial class LiftIndicatorJson : JsonSerializerContext;
