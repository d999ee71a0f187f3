using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Tenants;
using BotResponder.Simulator.Troubleshooting;

namespace BotResponder.Simulator.Graph;

/// <summary>What hunting holds of troubleshooting mode, of the settings that are changed meanwhile, and of the antivirus. Columns as in Microsoft's schema, those that are filled.</summary>
internal static class TroubleshootingTables
{
    private static readonly ImmutableArray<KqlColumn> EventColumns =
    [
        new("Timestamp", "DateTime"), new("DeviceId", "String"), new("DeviceName", "String"), new("ActionType", "String"),
        new("ReportId", "Int64"), new("AdditionalFields", "String"),
    ];

    private static readonly ImmutableArray<KqlColumn> RegistryColumns =
    [
        new("Timestamp", "DateTime"), new("DeviceId", "String"), new("DeviceName", "String"), new("ActionType", "String"), new("RegistryKey", "String"),
        new("RegistryValueType", "String"), new("RegistryValueName", "String"), new("RegistryValueData", "String"), new("PreviousRegistryKey", "String"),
        new("PreviousRegistryValueName", "String"), new("PreviousRegistryValueData", "String"), new("InitiatingProcessAccountName", "String"),
        new("InitiatingProcessFileName", "String"), new("ReportId", "Int64"),
    ];

    private static readonly ImmutableArray<KqlColumn> AntivirusColumns =
    [
        new("Timestamp", "DateTime"), new("LastSeenTime", "DateTime"), new("DeviceId", "String"), new("DeviceName", "String"), new("OSPlatform", "String"),
        new("AdditionalFields", "Object"),
    ];

    public static KqlTable Events(Tenant tenant, TroubleshootingStates states) => new(EventColumns,
    [
        .. tenant.Devices.SelectMany(device => states.EventsOf(device).Select((change, index) => Row(device, change.At, "AntivirusTroubleshootModeEvent", index + 1)
            .Add("AdditionalFields", Fields(change)))),
    ]);

    public static KqlTable Registry(Tenant tenant, TroubleshootingStates states) => new(RegistryColumns,
    [
        .. tenant.Devices.SelectMany(device => states.SettingsOf(device).Select((change, index) => Row(device, change.At, "RegistryValueSet", index + 1).AddRange(
        [
            new("RegistryKey", change.Setting.Key),
            new("RegistryValueType", change.Setting.Data.All(char.IsAsciiDigit) ? "Dword" : "String"),
            new("RegistryValueName", change.Setting.Name),
            new("RegistryValueData", change.Setting.Data),
            new("PreviousRegistryKey", change.Setting.Key),
            new("PreviousRegistryValueName", change.Setting.Name),
            new("PreviousRegistryValueData", change.Setting.Before),
            new("InitiatingProcessAccountName", change.Setting.By),
            new("InitiatingProcessFileName", "MsMpEng.exe"),
        ]))),
    ]);

    public static KqlTable Antivirus(Tenant tenant) => new(AntivirusColumns,
    [
        .. tenant.Devices.Where(device => device.OsPlatform.StartsWith("Windows", StringComparison.Ordinal)).Select(device => ImmutableDictionary.CreateRange<string, object?>(StringComparer.Ordinal,
        [
            new("Timestamp", device.LastSeen),
            new("LastSeenTime", device.LastSeen),
            new("DeviceId", device.Id),
            new("DeviceName", device.DnsName),
            new("OSPlatform", device.OsPlatform),
            new("AdditionalFields", new JsonObject
            {
                ["AvMode"] = device.AntivirusMode,
                ["AvEngineVersion"] = "1.1.24090.11",
                ["AvPlatformVersion"] = device.AntivirusPlatform,
                ["AvSignatureVersion"] = "1.421.1.0",
            }),
        ])),
    ]);

    private static ImmutableDictionary<string, object?> Row(Device device, DateTimeOffset at, string type, long report) =>
        ImmutableDictionary.CreateRange<string, object?>(StringComparer.Ordinal,
        [
            new("Timestamp", at), new("DeviceId", device.Id), new("DeviceName", device.DnsName), new("ActionType", type), new("ReportId", report),
        ]);

    private static string Fields(TroubleshootingChange change) => new JsonObject
    {
        ["TroubleshootingState"] = change.IsOn ? "Enabled" : "Disabled",
        ["TroubleshootingPreviousState"] = change.IsOn ? "Disabled" : "Enabled",
        ["TroubleshootingStartTime"] = Envelopes.Instant(change.Start),
        ["TroubleshootingStateExpiry"] = Envelopes.Instant(change.Expiry),
        ["TroubleshootingStateRemainingMinutes"] = (int)(change.Expiry - change.At).TotalMinutes,
        ["TroubleshootingStateChangeReason"] = change.IsOn ? "Troubleshooting mode started" : "Troubleshooting mode ended",
        ["TroubleshootingStateChangeSource"] = "ATP",
    }.ToJsonString();
}
