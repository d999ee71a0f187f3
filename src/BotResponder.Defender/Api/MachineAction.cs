using System.Text.Json.Serialization;

namespace BotResponder.Defender.Api;

/// <summary>What Defender does to a device, as it answers it. Only what the bot reads; names and cases as on the wire.</summary>
internal sealed record MachineAction
{
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Isolate, Unisolate, and others that this version may not know.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>An app registration, or a person when it was started in the portal.</summary>
    [JsonPropertyName("requestor")]
    public string? Requestor { get; init; }

    [JsonPropertyName("requestorComment")]
    public string? RequestorComment { get; init; }

    /// <summary>Pending, InProgress, or final: Succeeded, Failed, TimeOut, Cancelled.</summary>
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    [JsonPropertyName("machineId")]
    public string? MachineId { get; init; }

    [JsonPropertyName("creationDateTimeUtc")]
    public DateTimeOffset? CreatedAt { get; init; }

    [JsonPropertyName("lastUpdateDateTimeUtc")]
    public DateTimeOffset? LastUpdateDateTimeUtc { get; init; }

    /// <summary>Lists in Microsoft's documentation spell it so; live answers do not.</summary>
    [JsonPropertyName("lastUpdateTimeUtc")]
    public DateTimeOffset? LastUpdateTimeUtc { get; init; }

    [JsonPropertyName("cancellationRequestor")]
    public string? CancellationRequestor { get; init; }

    [JsonPropertyName("cancellationComment")]
    public string? CancellationComment { get; init; }

    [JsonPropertyName("errorHResult")]
    public long? ErrorHResult { get; init; }

    [JsonIgnore]
    public DateTimeOffset? UpdatedAt => LastUpdateDateTimeUtc ?? LastUpdateTimeUtc ?? CreatedAt;

    /// <summary>An unknown status counts as running: better watched once too often than given up.</summary>
    [JsonIgnore]
    public bool IsRunning => Status is not ("Succeeded" or "Failed" or "TimeOut" or "Cancelled");
}
