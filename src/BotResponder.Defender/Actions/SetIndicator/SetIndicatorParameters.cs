using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BotResponder.Defender.Indicators;

namespace BotResponder.Defender.Actions.SetIndicator;

/// <param name="Indicator">The value, written in one way only.</param>
/// <param name="Lifetime">Null for ever.</param>
/// <param name="Groups">Device groups; empty for all devices.</param>
internal sealed record SetIndicatorParameters(string Indicator, IndicatorEffect Effect, TimeSpan? Lifetime, ImmutableArray<string> Groups);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SetIndicatorParameters))]
internal sealed partial class SetIndicatorJson : JsonSerializerContext;
