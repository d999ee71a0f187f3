using System.Collections.Immutable;
using System.Globalization;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Actions.StartTroubleshootingMode;

/// <summary>What hunting knows of a device's troubleshooting mode: when it was on, how the antivirus stood, and what was changed meanwhile.</summary>
internal sealed class TroubleshootingHunt(HuntingApi hunting)
{
    private const int DaysBack = 7;

    /// <summary>Windows Defender's own settings; what else begins alike, such as its Security Center, is sorted out of the answer.</summary>
    private const string Settings = @"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows Defender";

    /// <returns>The times of the last week, oldest first.</returns>
    public async Task<Result<ImmutableArray<TroubleshootingWindow>>> WindowsAsync(
        CustomerId customer, DeviceId device, Urgency urgency, CancellationToken cancellationToken)
    {
        var hunted = await hunting.RunAsync(customer, urgency, EventsQuery(device), DaysBack, cancellationToken);
        return hunted.TryGetValue(out var rows, out var problem) ? TroubleshootingWindow.Of(rows) : problem;
    }

    public async Task<Result<AntivirusState>> AntivirusAsync(CustomerId customer, DeviceId device, CancellationToken cancellationToken)
    {
        var hunted = await hunting.RunAsync(customer, Urgency.Interactive, AntivirusQuery(device), DaysBack, cancellationToken);
        return hunted.TryGetValue(out var rows, out var problem) ? AntivirusState.Of(rows.FirstOrDefault()) : problem;
    }

    /// <returns>Oldest first; the latest are missing when there are more than hunting gives.</returns>
    public async Task<Result<ImmutableArray<SettingChange>>> ChangesAsync(
        CustomerId customer, DeviceId device, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var hunted = await hunting.RunAsync(customer, Urgency.Background, ChangesQuery(device, from, to), DaysBack, cancellationToken);
        return hunted.TryGetValue(out var rows, out var problem)
            ? rows.Select(row => SettingChange.Of(row, Settings)).OfType<SettingChange>().ToImmutableArray()
            : problem;
    }

    internal static string EventsQuery(DeviceId device) =>
        $"""
        DeviceEvents
        | where DeviceId == {KqlLiteral.Of(device.Value)} and ActionType == "AntivirusTroubleshootModeEvent"
        | extend p = parse_json(AdditionalFields)
        | project Timestamp, State = tostring(p.TroubleshootingState), Previous = tostring(p.TroubleshootingPreviousState),
            Start = todatetime(p.TroubleshootingStartTime), Expiry = todatetime(p.TroubleshootingStateExpiry),
            Reason = tostring(p.TroubleshootingStateChangeReason), Source = tostring(p.TroubleshootingStateChangeSource)
        | order by Timestamp desc
        | take 100
        """;

    /// <remarks>Fields of AdditionalFields: Microsoft's table DeviceTvmInfoGatheringKB.</remarks>
    internal static string AntivirusQuery(DeviceId device) =>
        $"""
        DeviceTvmInfoGathering
        | where DeviceId == {KqlLiteral.Of(device.Value)}
        | summarize arg_max(Timestamp, *) by DeviceId
        | project Timestamp, Mode = tostring(AdditionalFields.AvMode), Platform = tostring(AdditionalFields.AvPlatformVersion),
            Engine = tostring(AdditionalFields.AvEngineVersion)
        """;

    internal static string ChangesQuery(DeviceId device, DateTimeOffset from, DateTimeOffset to) =>
        $"""
        DeviceRegistryEvents
        | where DeviceId == {KqlLiteral.Of(device.Value)} and Timestamp >= {Instant(from)} and Timestamp <= {Instant(to)}
        | where RegistryKey startswith {KqlLiteral.Of(Settings)}
        | project Timestamp, ActionType, RegistryKey, RegistryValueName, RegistryValueData, PreviousRegistryValueData, InitiatingProcessAccountName
        | order by Timestamp asc
        | take 500
        """;

    private static string Instant(DateTimeOffset at) =>
        $"todatetime({KqlLiteral.Of(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture))})";
}
