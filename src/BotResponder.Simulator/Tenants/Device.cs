using System.Collections.Immutable;

namespace BotResponder.Simulator.Tenants;

/// <summary>A device as Defender knows it. Whether it is isolated is not here: that follows from its machine actions.</summary>
public sealed record Device
{
    /// <summary>40 lower-case hex digits.</summary>
    public required string Id { get; init; }

    /// <summary>Fully qualified, lower case. Not unique: two devices may have one name.</summary>
    public required string DnsName { get; init; }

    public required string OsPlatform { get; init; }

    public string? Version { get; init; }

    public required int OsBuild { get; init; }

    public required string Group { get; init; }

    public required int GroupId { get; init; }

    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Active, Inactive, …: the documented words.</summary>
    public string Health { get; init; } = "Active";

    public required DateTimeOffset FirstSeen { get; init; }

    public required DateTimeOffset LastSeen { get; init; }

    public required string Ip { get; init; }

    public required string ExternalIp { get; init; }

    public string? EntraDeviceId { get; init; }

    public string RiskScore { get; init; } = "None";

    public string Exposure { get; init; } = "Low";

    public string Value { get; init; } = "Normal";

    /// <summary>False: too old for response actions, Defender answers 400 OsPlatformNotSupported.</summary>
    public bool IsSupported { get; init; } = true;

    /// <summary>Onboarded, CanBeOnboarded, …: the documented words. Only what is not onboarded can be contained.</summary>
    public string Onboarding { get; init; } = "Onboarded";

    /// <summary>Defender Antivirus: 0 active, 1 passive; the wire's numbers.</summary>
    public string AntivirusMode { get; init; } = "0";

    public string AntivirusPlatform { get; init; } = "4.18.24090.11";

    /// <summary>Sign-in name of the person who is logged on; null for servers.</summary>
    public string? Owner { get; init; }

    /// <summary>Starts switched off: its actions stay Pending.</summary>
    public bool StartsOffline { get; init; }

    public string HostName => DnsName.Split('.')[0];

    public bool IsNamed(string name) =>
        DnsName.Equals(name, StringComparison.OrdinalIgnoreCase) || HostName.Equals(name, StringComparison.OrdinalIgnoreCase);
}
