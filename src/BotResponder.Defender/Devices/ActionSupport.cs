using BotResponder.Defender.Api;

namespace BotResponder.Defender.Devices;

/// <summary>Which systems an action of Defender's needs, and what is said of a device that has another.</summary>
/// <remarks>Microsoft's prerequisites as of 2025-12 (respond to a device, and the API's page of each action).</remarks>
/// <param name="Words">For chat, after "Defender cannot".</param>
/// <param name="Release">The oldest Windows 10, as people call it: <c>1709</c>.</param>
/// <param name="Build">The same as its build number.</param>
/// <param name="OldestServer">The year of the oldest Windows Server; 0 for any.</param>
/// <param name="IsWindowsOnly">False where macOS and Linux do it too.</param>
internal sealed record ActionSupport(string Words, string Release, long Build, int OldestServer, bool IsWindowsOnly)
{
    private const string Release1703 = "1703";
    private const long Build1703 = 15063;
    private const string Release1709 = "1709";
    private const long Build1709 = 16299;

    public static ActionSupport Restrict { get; } = new("restrict apps", Release1709, Build1709, OldestServer: 2019, IsWindowsOnly: true);

    public static ActionSupport Scan { get; } = new("run a scan", Release1709, Build1709, OldestServer: 0, IsWindowsOnly: false);

    public static ActionSupport CollectPackage { get; } = new("collect a package", Release1703, Build1703, OldestServer: 0, IsWindowsOnly: true);

    public static ActionSupport QuarantineFile { get; } = new("quarantine files", Release1703, Build1703, OldestServer: 0, IsWindowsOnly: true);

    public static ActionSupport Offboard { get; } = new("offboard a device", Release1703, Build1703, OldestServer: 0, IsWindowsOnly: true);

    /// <returns>One sentence of warning; null when Defender can do it.</returns>
    public string? Warning(Machine machine)
    {
        var named = PlainLine.Of(machine.OsPlatform, 40);
        return DeviceSystems.Of(machine) switch
        {
            _ when named.Length == 0 => $"Defender does not say which operating system this is: it may refuse to {Words}.",
            DeviceSystem.Windows10 when machine.OsBuild < Build => $"To {Words} needs Windows 10 {Release} or later: Defender may refuse.",
            DeviceSystem.Windows when DeviceSystems.IsServerBefore(machine, OldestServer) => $"To {Words} needs Windows Server {OldestServer} or later: Defender may refuse.",
            DeviceSystem.MacOs or DeviceSystem.Linux when IsWindowsOnly => $"Defender cannot {Words} on {named}: it will refuse.",
            DeviceSystem.Unsupported => $"Defender cannot {Words} on {named}: it will refuse.",
            DeviceSystem.Unknown => $"The bot does not know whether Defender can {Words} on {named}: it may refuse.",
            _ => null,
        };
    }
}
