using System.Text.Json.Nodes;
using BotResponder.Simulator.Http;

namespace BotResponder.Simulator.Defender;

/// <summary>An indicator as the tenant keeps it.</summary>
/// <param name="AppId">Who made it.</param>
internal sealed record IndicatorEntity(long Id, IndicatorBody Body, string AppId, string AppName, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static IReadOnlyDictionary<string, ODataField<IndicatorEntity>> Fields { get; } = new Dictionary<string, ODataField<IndicatorEntity>>(StringComparer.Ordinal)
    {
        ["indicatorValue"] = new(ODataKind.Text, each => each.Body.Value),
        ["indicatorType"] = new(ODataKind.Text, each => each.Body.Type),
        ["action"] = new(ODataKind.Text, each => each.Body.Action),
        ["title"] = new(ODataKind.Text, each => each.Body.Title),
        ["severity"] = new(ODataKind.Text, each => each.Body.Severity),
        ["createdBy"] = new(ODataKind.Text, each => each.AppId),
        ["application"] = new(ODataKind.Text, each => each.Body.Application),
        ["expirationTime"] = new(ODataKind.Instant, each => each.Body.ExpiresAt),
        ["creationTimeDateTimeUtc"] = new(ODataKind.Instant, each => each.CreatedAt),
    };

    public JsonObject ToJson() => new()
    {
        ["id"] = Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["indicatorValue"] = Body.Value,
        ["indicatorType"] = Body.Type,
        ["action"] = Body.Action,
        ["application"] = Body.Application,
        ["source"] = AppName,
        ["sourceType"] = "AadApp",
        ["title"] = Body.Title,
        ["creationTimeDateTimeUtc"] = Envelopes.Instant(CreatedAt),
        ["createdBy"] = AppName,
        ["createdBySource"] = "PublicApi",
        ["expirationTime"] = Body.ExpiresAt is { } at ? Envelopes.Instant(at) : null,
        ["lastUpdateTime"] = Envelopes.Instant(UpdatedAt),
        ["lastUpdatedBy"] = AppName,
        ["severity"] = Body.Severity,
        ["description"] = Body.Description,
        ["recommendedActions"] = null,
        ["generateAlert"] = Body.GenerateAlert,
        ["rbacGroupIds"] = new JsonArray(),
        ["rbacGroupNames"] = new JsonArray([.. Body.Groups.Select(group => JsonValue.Create(group))]),
        ["externalID"] = null,
    };
}
