using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BotResponder.Simulator.Defender;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Graph;

/// <summary>The hunting table DeviceInfo: for each device a report of the day before, the last one, and one for each change of its isolation.</summary>
internal static class DeviceInfoTable
{
    private static readonly ImmutableArray<KqlColumn> Columns =
    [
        new("Timestamp", "DateTime"), new("DeviceId", "String"), new("DeviceName", "String"), new("ClientVersion", "String"),
        new("PublicIP", "String"), new("OSArchitecture", "String"), new("OSPlatform", "String"), new("OSBuild", "Int64"),
        new("IsAzureADJoined", "SByte"), new("AadDeviceId", "String"), new("LoggedOnUsers", "String"), new("RegistryDeviceTag", "String"),
        new("OSVersion", "String"), new("MachineGroup", "String"), new("ReportId", "Int64"), new("OnboardingStatus", "String"),
        new("DeviceCategory", "String"), new("DeviceType", "String"), new("SensorHealthState", "String"), new("ExposureLevel", "String"),
        new("AssetValue", "String"), new("DeviceManualTags", "String"), new("MitigationStatus", "String"),
    ];

    public static KqlTable Of(Tenant tenant, MachineActions actions) =>
        new(Columns, [.. tenant.Devices.SelectMany(device => Reports(device, actions))]);

    private static IEnumerable<ImmutableDictionary<string, object?>> Reports(Device device, MachineActions actions)
    {
        yield return Row(device, device.LastSeen.AddDays(-1), "", 1);
        yield return Row(device, device.LastSeen, "", 2);
        var report = 2;
        foreach (var change in actions.Isolations(device.Id))
        {
            yield return Row(device, change.At, Status(change), ++report);
        }
    }

    private static string Status(Isolation change)
    {
        var status = new JsonObject { ["Isolated"] = change.Isolated };
        if (change.Scope is { } scope)
        {
            status["IsolationType"] = scope;
        }

        return status.ToJsonString();
    }

    private static ImmutableDictionary<string, object?> Row(Device device, DateTimeOffset at, string mitigation, long report) =>
        Identity(device).AddRange(new KeyValuePair<string, object?>[]
        {
            new("Timestamp", at),
            new("LoggedOnUsers", LoggedOn(device)),
            new("RegistryDeviceTag", ""),
            new("MachineGroup", device.Group),
            new("ReportId", report),
            new("OnboardingStatus", device.Onboarding),
            new("DeviceCategory", "Endpoint"),
            new("DeviceType", device.Owner is null ? "Server" : "Workstation"),
            new("SensorHealthState", device.Health),
            new("ExposureLevel", device.Exposure),
            new("AssetValue", device.Value),
            new("DeviceManualTags", new JsonArray([.. device.Tags.Select(tag => JsonValue.Create(tag))]).ToJsonString()),
            new("MitigationStatus", mitigation),
        });

    private static ImmutableDictionary<string, object?> Identity(Device device) =>
        ImmutableDictionary.CreateRange<string, object?>(StringComparer.Ordinal,
        [
            new("DeviceId", device.Id),
            new("DeviceName", device.DnsName),
            new("ClientVersion", "10.8760.22631.4391"),
            new("PublicIP", device.ExternalIp),
            new("OSArchitecture", "64-bit"),
            new("OSPlatform", device.OsPlatform),
            new("OSBuild", (long)device.OsBuild),
            new("IsAzureADJoined", device.EntraDeviceId is not null),
            new("AadDeviceId", device.EntraDeviceId ?? ""),
            new("OSVersion", device.Version ?? ""),
        ]);

    private static string LoggedOn(Device device)
    {
        if (device.Owner is not { } owner)
        {
            return "[]";
        }

        var parts = owner.Split('@');
        return new JsonArray(new JsonObject
        {
            ["UserName"] = parts[0],
            ["DomainName"] = device.DnsName.Split('.')[1].ToUpperInvariant(),
            ["Sid"] = $"S-1-5-21-1004336348-1177238915-682003330-{Seed.Pick($"sid/{owner}", 90_000) + 1000}",
        }).ToJsonString();
    }
}
