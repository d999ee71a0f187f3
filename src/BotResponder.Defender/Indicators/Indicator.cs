using System.Text.Json.Serialization;
using BotResponder.Defender.Api;

namespace BotResponder.Defender.Indicators;

/// <summary>An indicator as Defender answers it. Only what the bot reads; names and cases as on the wire.</summary>
internal sealed record Indicator
{
    /// <summary>A number.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("indicatorValue")]
    public string? Value { get; init; }

    [JsonPropertyName("indicatorType")]
    public string? Type { get; init; }

    /// <summary>Allowed, Audit, Block, BlockAndRemediate, Warn, and older words.</summary>
    [JsonPropertyName("action")]
    public string? Action { get; init; }

    [JsonPropertyName("title")]
    public string? Title { get; init; }

    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>Who made it: an app, or a person in the portal.</summary>
    [JsonPropertyName("createdBy")]
    public string? CreatedBy { get; init; }

    [JsonPropertyName("creationTimeDateTimeUtc")]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Null for one that lasts for ever.</summary>
    [JsonPropertyName("expirationTime")]
    public DateTimeOffset? ExpiresAt { get; init; }

    [JsonPropertyName("rbacGroupNames")]
    public IReadOnlyList<string?>? Groups { get; init; }

    public bool IsOf(IndicatorValue value) => Type == value.Type.ToString() && string.Equals(Value, value.Text, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The body of <c>POST /api/indicators</c>, which makes one or changes the one of this value and type. Names are case-sensitive.</summary>
internal sealed record IndicatorBody
{
    [JsonPropertyName("indicatorValue")]
    public required string Value { get; init; }

    [JsonPropertyName("indicatorType")]
    public required string Type { get; init; }

    [JsonPropertyName("action")]
    public required string Action { get; init; }

    [JsonPropertyName("title")]
    public required string Title { get; init; }

    [JsonPropertyName("description")]
    public required string Description { get; init; }

    [JsonPropertyName("severity")]
    public required string Severity { get; init; }

    /// <summary>A must for Audit.</summary>
    [JsonPropertyName("generateAlert")]
    public required bool GenerateAlert { get; init; }

    /// <summary>UTC, whole seconds; left out for ever.</summary>
    [JsonPropertyName("expirationTime")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ExpiresAt { get; init; }

    /// <summary>Left out for all devices.</summary>
    [JsonPropertyName("rbacGroupNames")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Groups { get; init; }
}

[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(Indicator))]
[JsonSerializable(typeof(ODataPage<Indicator>))]
[JsonSerializable(typeof(IndicatorBody))]
internal sealed partial class IndicatorJson : JsonSerializerContext;

/// <summary>Defender's id of an indicator: a whole number. Only text of that shape becomes one, so it is safe in a path.</summary>
internal readonly record struct IndicatorId
{
    private const int MaxLength = 19;

    private IndicatorId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse(string? text, out IndicatorId id)
    {
        var isNumber = text is { Length: > 0 and <= MaxLength } && text.All(char.IsAsciiDigit);
        id = isNumber ? new(text!) : default;
        return isNumber;
    }

    public override string ToString() => Value;
}
