using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BotResponder.Core.Requests;

/// <summary>Who runs on a target, and who is next: actions on one target never overlap. First come, first served.</summary>
internal sealed record Lane(ImmutableArray<LanePlace> Places)
{
    public static Lane Empty { get; } = new([]);

    public static Lane Read(string? body) => body is null ? Empty : JsonSerializer.Deserialize(body, LaneJson.Default.Lane)!;

    /// <summary>Null when nobody is left: the row goes.</summary>
    public string? Write() => Places.IsEmpty ? null : JsonSerializer.Serialize(this, LaneJson.Default.Lane);

    /// <summary>Takes a place at the end; one already held stays as it is.</summary>
    public Lane Join(LanePlace place) => Places.Contains(place) ? this : new(Places.Add(place));

    public Lane Leave(RequestId request, int operation) => new(Places.RemoveAll(place => place.Request == request && place.Operation == operation));
}

internal sealed record LanePlace(RequestId Request, ShortCode Code, int Operation);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Lane))]
internal sealed partial class LaneJson : JsonSerializerContext;
