using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BotResponder.Core.Customers;

namespace BotResponder.Defender.Api;

/// <summary>A device as Defender for Endpoint answers it. Only what the bot reads; names and cases as on the wire. It says nothing about isolation.</summary>
internal sealed record Machine
{
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("computerDnsName")]
    public string? ComputerDnsName { get; init; }

    /// <summary>The last full report, about daily: older than what the portal shows.</summary>
    [JsonPropertyName("lastSeen")]
    public DateTimeOffset? LastSeen { get; init; }

    [JsonPropertyName("osPlatform")]
    public string? OsPlatform { get; init; }

    [JsonPropertyName("version")]
    public string? Version { get; init; }

    [JsonPropertyName("osBuild")]
    public long? OsBuild { get; init; }

    [JsonPropertyName("agentVersion")]
    public string? AgentVersion { get; init; }

    [JsonPropertyName("healthStatus")]
    public string? HealthStatus { get; init; }

    [JsonPropertyName("onboardingStatus")]
    public string? OnboardingStatus { get; init; }

    [JsonPropertyName("rbacGroupName")]
    public string? RbacGroupName { get; init; }

    [JsonPropertyName("riskScore")]
    public string? RiskScore { get; init; }

    [JsonPropertyName("exposureLevel")]
    public string? ExposureLevel { get; init; }

    [JsonPropertyName("machineTags")]
    public IReadOnlyList<string?>? MachineTags { get; init; }

    /// <summary>What a customer's scope asks of it.</summary>
    [JsonIgnore]
    public DeviceTraits Traits => new(string.IsNullOrWhiteSpace(RbacGroupName) ? null : RbacGroupName.Trim(), MachineTags is null ? null : Tags.Select(tag => tag.Trim()).ToImmutableArray());

    /// <summary>Tags without blanks.</summary>
    [JsonIgnore]
    public ImmutableArray<string> Tags => [.. (MachineTags ?? []).Where(tag => !string.IsNullOrWhiteSpace(tag)).Select(tag => tag!)];
}
