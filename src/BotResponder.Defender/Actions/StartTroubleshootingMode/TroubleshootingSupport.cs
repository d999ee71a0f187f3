using System.Collections.Immutable;
using BotResponder.Defender.Api;
using BotResponder.Defender.Devices;

namespace BotResponder.Defender.Actions.StartTroubleshootingMode;

/// <summary>Whether a device's system, sensor and state let it enter troubleshooting mode, from what Defender says of the device itself.</summary>
/// <remarks>Microsoft's prerequisites as of 2026-09 (Microsoft Learn, troubleshooting-mode-enable). Of a build Defender names no update, so that cannot be checked.</remarks>
/// <param name="Refusal">It certainly fails: what to do about it, in one sentence. Null when nothing is known against it.</param>
/// <param name="Warning">What could not be checked; null for nothing.</param>
/// <param name="Least">The oldest antivirus that will do.</param>
internal sealed record TroubleshootingSupport(string? Refusal, string? Warning, NeededAntivirus Least)
{
    private static readonly NeededAntivirus Usual = new(new(4, 18, 2203), Engine: null);
    private static readonly NeededAntivirus OfUnifiedAgent = new(new(4, 18, 2207, 7), new(1, 1, 19500, 2));
    private static readonly Version UnifiedSensor = new(10, 8049, 22439, 1084);

    private static readonly ImmutableArray<NeededUpdate> Windows10 = [new(19041, 1620), new(19042, 1620), new(19043, 1620), new(19044, 1618)];
    private static readonly ImmutableArray<NeededUpdate> Windows11 = [new(22000, 593)];
    private static readonly ImmutableArray<NeededUpdate> Server = [new(17763, 2746), new(20348, 617)];

    public static TroubleshootingSupport Of(Machine machine) => machine switch
    {
        { OnboardingStatus: not (null or "Onboarded") } => Refused("The device is not onboarded to Defender: onboard it, then ask again."),
        { HealthStatus: "Inactive" } => Refused("Defender has not heard from the device for days: bring it on line, then ask again."),
        _ => OfSystem(machine),
    };

    private static TroubleshootingSupport OfSystem(Machine machine)
    {
        var named = PlainLine.Of(machine.OsPlatform, 40);
        return DeviceSystems.Of(machine) switch
        {
            DeviceSystem.MacOs => Refused("macOS has a troubleshooting mode of its own, which the bot does not know: start it as Microsoft's page for macOS says."),
            DeviceSystem.Linux or DeviceSystem.Unsupported => Refused($"There is no troubleshooting mode on {named}: change the policy instead."),
            DeviceSystem.Unknown => Warned($"The bot does not know whether {(named.Length > 0 ? named : "a system that Defender does not name")} has troubleshooting mode."),
            DeviceSystem.Windows10 => OfBuild(machine, "Windows 10", Windows10),
            _ when DeviceSystems.IsServerBefore(machine, 2019) => OfSensor(machine),
            _ when named.StartsWith("Windows11", StringComparison.OrdinalIgnoreCase) => OfBuild(machine, "Windows 11", Windows11),
            _ => OfBuild(machine, "Windows Server", Server),
        };
    }

    private static TroubleshootingSupport OfBuild(Machine machine, string name, ImmutableArray<NeededUpdate> needed)
    {
        var (build, first) = (machine.OsBuild ?? 0, needed[0]);
        return build switch
        {
            0 => Warned($"Defender does not say which build of {name} this is: troubleshooting mode needs {first} or later."),
            _ when build < first.Build => Refused($"Troubleshooting mode needs {name} {first} or later, and this is build {build}: update the device, then ask again."),
            _ when build > needed[^1].Build => new(null, null, Usual),
            _ when needed.FirstOrDefault(each => each.Build == build) is { } update =>
                Warned($"Troubleshooting mode needs {update} or later, and Defender does not say which update build {build} has."),
            _ => Warned($"The bot does not know whether {name} build {build} has troubleshooting mode."),
        };
    }

    /// <summary>Windows Server 2012 R2 and 2016 need the unified agent.</summary>
    private static TroubleshootingSupport OfSensor(Machine machine) => Version.TryParse(machine.AgentVersion, out var sensor) switch
    {
        false => new(null, $"On this system troubleshooting mode needs sensor {UnifiedSensor} or later, and Defender does not say which one it has.", OfUnifiedAgent),
        _ when sensor < UnifiedSensor => Refused($"On this system troubleshooting mode needs sensor {UnifiedSensor} or later, and it has {sensor}: update it, then ask again."),
        _ => new(null, null, OfUnifiedAgent),
    };

    private static TroubleshootingSupport Refused(string sentence) => new(sentence, null, Usual);

    private static TroubleshootingSupport Warned(string sentence) => new(null, sentence, Usual);

    private sealed record NeededUpdate(long Build, int Revision)
    {
        public override string ToString() => $"{Build}.{Revision}";
    }
}

/// <param name="Engine">Null for any.</param>
internal sealed record NeededAntivirus(Version Platform, Version? Engine)
{
    public override string ToString() => $"platform {Platform}{(Engine is null ? "" : $" and engine {Engine}")}";
}
