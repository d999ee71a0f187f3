using BotResponder.Defender.Api;

namespace BotResponder.Defender.Actions.StartTroubleshootingMode;

/// <summary>How a device's antivirus stood when Defender last looked, which it does about daily. Null is what it did not say.</summary>
/// <param name="Mode">The wire's number as a word; other modes than these are not known.</param>
internal sealed record AntivirusState(string? Mode, Version? Platform, Version? Engine, DateTimeOffset? At)
{
    private const string Active = "active";

    public static AntivirusState Unknown { get; } = new(null, null, null, null);

    /// <remarks>The numbers are those of <c>avMode</c> (Microsoft Learn, device-health-api-methods-properties).</remarks>
    public static AntivirusState Of(HuntingRow? row) => new(
        row?["Mode"] switch
        {
            "0" => Active,
            "1" => "passive",
            "2" => "disabled",
            "4" => "in EDR block mode",
            "5" => "passive (audit)",
            _ => null,
        },
        Version.TryParse(row?["Platform"], out var platform) ? platform : null,
        Version.TryParse(row?["Engine"], out var engine) ? engine : null,
        HuntedInstant.Read(row?["Timestamp"]));

    /// <returns>Why troubleshooting mode certainly fails, and what to do; null when nothing is known against it.</returns>
    public string? Refusal(NeededAntivirus least) => this switch
    {
        { Mode: not (null or Active) } => $"Defender Antivirus is {Mode} on this device, and troubleshooting mode needs it to be active: make it the device's antivirus, then ask again.",
        { Platform: { } platform } when platform < least.Platform =>
            $"Troubleshooting mode needs antivirus platform {least.Platform} or later, and this device has {platform}: update it, then ask again.",
        { Engine: { } engine } when least.Engine is { } needed && engine < needed =>
            $"On this system troubleshooting mode needs antivirus engine {needed} or later, and this device has {engine}: update it, then ask again.",
        _ => null,
    };

    /// <returns>What could not be checked; null for nothing.</returns>
    public string? Warning(NeededAntivirus least) => Mode is not null && Platform is not null && (Engine ?? least.Engine) == Engine
        ? null
        : $"Whether Defender Antivirus is active with {least} or later could not be read: look at the device's page before you start it.";

    /// <summary>For a fact.</summary>
    public string Words(DateTimeOffset now) =>
        $"{Mode ?? "mode unknown"}, platform {Platform?.ToString() ?? "unknown"}{(At is { } at ? $" ({Age.Of(at, now)})" : "")}";
}
