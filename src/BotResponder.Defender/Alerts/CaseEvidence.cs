using System.Text.Json.Serialization;

namespace BotResponder.Defender.Alerts;

/// <summary>One thing that an alert is about: which members are set depends on its type, and unknown types have none of them.</summary>
internal sealed record CaseEvidence
{
    /// <summary>For example <c>#microsoft.graph.security.deviceEvidence</c>.</summary>
    [JsonPropertyName("@odata.type")]
    public string? Type { get; init; }

    [JsonPropertyName("verdict")]
    public string? Verdict { get; init; }

    [JsonPropertyName("remediationStatus")]
    public string? Remediation { get; init; }

    [JsonPropertyName("mdeDeviceId")]
    public string? DeviceId { get; init; }

    [JsonPropertyName("deviceDnsName")]
    public string? DeviceName { get; init; }

    [JsonPropertyName("userAccount")]
    public EvidenceUser? User { get; init; }

    [JsonPropertyName("fileDetails")]
    public EvidenceFile? File { get; init; }

    /// <summary>The program of a process.</summary>
    [JsonPropertyName("imageFile")]
    public EvidenceFile? Image { get; init; }

    [JsonPropertyName("processCommandLine")]
    public string? CommandLine { get; init; }

    [JsonPropertyName("ipAddress")]
    public string? IpAddress { get; init; }

    [JsonPropertyName("url")]
    public string? Url { get; init; }

    [JsonPropertyName("primaryAddress")]
    public string? Mailbox { get; init; }
}

internal sealed record EvidenceUser(
    [property: JsonPropertyName("azureAdUserId")] string? ObjectId,
    [property: JsonPropertyName("userPrincipalName")] string? SignInName,
    [property: JsonPropertyName("userSid")] string? Sid,
    [property: JsonPropertyName("accountName")] string? Name,
    [property: JsonPropertyName("domainName")] string? Domain);

internal sealed record EvidenceFile(
    [property: JsonPropertyName("fileName")] string? Name,
    [property: JsonPropertyName("filePath")] string? Path,
    [property: JsonPropertyName("sha1")] string? Sha1,
    [property: JsonPropertyName("sha256")] string? Sha256);
