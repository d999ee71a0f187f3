using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using BotResponder.Core.Actions;
using BotResponder.Core.Requests;

namespace BotResponder.Core.Watching;

/// <summary>What the bot has done to a target and nobody has taken back: of each action the newest.</summary>
internal sealed record WatchedTarget(ImmutableArray<WatchedEffect> Effects)
{
    public static WatchedTarget Nothing { get; } = new([]);

    public static WatchedTarget Read(string? body) => body is null ? Nothing : JsonSerializer.Deserialize(body, WatchJson.Default.WatchedTarget)!;

    /// <summary>Null when nothing is left: the row goes.</summary>
    public string? Write() => Effects.IsEmpty ? null : JsonSerializer.Serialize(this, WatchJson.Default.WatchedTarget);

    public bool Holds(RequestId request, int operation) => Effects.Any(effect => effect.Request == request && effect.Operation == operation);

    public WatchedTarget With(WatchedEffect effect) => new(Effects.RemoveAll(other => other.Action == effect.Action).Add(effect));

    public WatchedTarget Without(Predicate<WatchedEffect> isOver) => new(Effects.RemoveAll(isOver));
}

internal sealed record WatchedEffect(ActionId Action, RequestId Request, int Operation);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(WatchedTarget))]
internal sealed partial class WatchJson : JsonSerializerContext;
