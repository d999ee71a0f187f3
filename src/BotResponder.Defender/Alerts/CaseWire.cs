using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace BotResponder.Defender.Alerts;

/// <summary>What Microsoft Graph is sent and answers about alerts and incidents. Names are given one by one: they are case-sensitive.</summary>
[JsonSerializable(typeof(SecurityCase))]
[JsonSerializable(typeof(CasePage))]
[JsonSerializable(typeof(CaseComments))]
[JsonSerializable(typeof(StatusBody))]
[JsonSerializable(typeof(AssignBody))]
[JsonSerializable(typeof(CommentBody))]
internal sealed partial class CaseWire : JsonSerializerContext;

/// <summary>An alert or an incident. Only what the bot reads.</summary>
/// <remarks>Microsoft Graph v1.0, security: alert and incident.</remarks>
internal sealed record SecurityCase
{
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Of an alert.</summary>
    [JsonPropertyName("title")]
    public string? Title { get; init; }

    /// <summary>Of an incident.</summary>
    [JsonPropertyName("displayName")]
    public string? DisplayName { get; init; }

    [JsonPropertyName("description")]
    public string? Description { get; init; }

    [JsonPropertyName("severity")]
    public string? Severity { get; init; }

    [JsonPropertyName("status")]
    public string? Status { get; init; }

    [JsonPropertyName("classification")]
    public string? Classification { get; init; }

    [JsonPropertyName("determination")]
    public string? Determination { get; init; }

    [JsonPropertyName("assignedTo")]
    public string? AssignedTo { get; init; }

    [JsonPropertyName("category")]
    public string? Category { get; init; }

    [JsonPropertyName("serviceSource")]
    public string? ServiceSource { get; init; }

    [JsonPropertyName("incidentId")]
    public string? IncidentId { get; init; }

    /// <summary>Of an incident that was merged: the one that took its alerts.</summary>
    [JsonPropertyName("redirectIncidentId")]
    public string? RedirectIncidentId { get; init; }

    [JsonPropertyName("createdDateTime")]
    public DateTimeOffset? CreatedAt { get; init; }

    [JsonPropertyName("lastUpdateDateTime")]
    public DateTimeOffset? UpdatedAt { get; init; }

    [JsonPropertyName("alertWebUrl")]
    public string? AlertWebUrl { get; init; }

    [JsonPropertyName("incidentWebUrl")]
    public string? IncidentWebUrl { get; init; }

    [JsonPropertyName("mitreTechniques")]
    public ImmutableArray<string?>? Techniques { get; init; }

    [JsonPropertyName("comments")]
    public ImmutableArray<CaseComment?>? Comments { get; init; }

    [JsonPropertyName("evidence")]
    public ImmutableArray<CaseEvidence?>? Evidence { get; init; }

    /// <summary>Of an incident that was read with them.</summary>
    [JsonPropertyName("alerts")]
    public ImmutableArray<SecurityCase?>? Alerts { get; init; }

    [JsonIgnore]
    public bool IsResolved => Status == "resolved";
}

/// <param name="Count">Of all that the filter finds; null when Graph does not count.</param>
internal sealed record CasePage(
    [property: JsonPropertyName("@odata.count")] int? Count, [property: JsonPropertyName("value")] ImmutableArray<SecurityCase?>? Value)
{
    /// <summary>Of the next page; null for the last.</summary>
    [JsonPropertyName("@odata.nextLink")]
    public string? NextLink { get; init; }

    /// <summary>Those that can be asked for again.</summary>
    public IEnumerable<SecurityCase> WithId(CaseKind kind) => (Value ?? []).OfType<SecurityCase>().Where(item => CaseId.TryParse(kind, item.Id, out _));
}

internal sealed record CaseComments([property: JsonPropertyName("value")] ImmutableArray<CaseComment?>? Value);

internal sealed record CaseComment(
    [property: JsonPropertyName("comment")] string? Text,
    [property: JsonPropertyName("createdByDisplayName")] string? By,
    [property: JsonPropertyName("createdDateTime")] DateTimeOffset? At);

internal sealed record StatusBody(
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("classification")] string Classification,
    [property: JsonPropertyName("determination")] string Determination);

/// <param name="AssignedTo">Null takes it from whoever has it, and is written.</param>
internal sealed record AssignBody([property: JsonPropertyName("assignedTo")] string? AssignedTo);

/// <remarks>One object, as documented; Microsoft's own library sends an array.</remarks>
internal sealed record CommentBody([property: JsonPropertyName("comment")] string Comment)
{
    [JsonPropertyName("@odata.type")]
    [JsonPropertyOrder(-1)]
    public string Type => "microsoft.graph.security.alertComment";
}
