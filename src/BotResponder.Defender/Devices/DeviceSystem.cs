using System.Globalization;
using BotResponder.Defender.Api;

namespace BotResponder.Defender.Devices;

/// <summary>What kind of operating system a device has, from Defender's <c>osPlatform</c>.</summary>
internal enum DeviceSystem
{
    /// <summary>Windows 11, Windows Server 2012 R2 and later.</summary>
    Windows,
    Windows10,
    MacOs,
    Linux,

    /// <summary>A system that takes no response actions.</summary>
    Unsupported,

    /// <summary>Named, but not one that the bot knows.</summary>
    Unknown,
}

internal static class DeviceSystems
{
    private const string Server = "WindowsServer";
    private const int YearEnds = 17;

    private static readonly string[] Linux =
        ["Linux", "Ubuntu", "Debian", "RedHat", "CentOS", "Suse", "SLES", "Oracle", "Amazon", "Fedora", "Rocky", "Alma", "Mariner", "AzureLinux"];

    public static DeviceSystem Of(Machine machine)
    {
        var platform = machine.OsPlatform ?? "";
        return platform switch
        {
            _ when Begins(platform, "WindowsServer2008") || platform is "WindowsServer2012" => DeviceSystem.Unsupported,
            _ when Begins(platform, Server) || Begins(platform, "Windows11") => DeviceSystem.Windows,
            _ when Begins(platform, "Windows10") => DeviceSystem.Windows10,
            _ when Begins(platform, "Windows7") || Begins(platform, "Windows8") => DeviceSystem.Unsupported,
            _ when Begins(platform, "macOS") => DeviceSystem.MacOs,
            _ when Linux.Any(name => Begins(platform, name)) => DeviceSystem.Linux,
            _ when Begins(platform, "Android") || Begins(platform, "iOS") => DeviceSystem.Unsupported,
            _ => DeviceSystem.Unknown,
        };
    }

    /// <summary>True for a Windows Server whose name has an earlier year in it; false for one without a year.</summary>
    public static bool IsServerBefore(Machine machine, int year) =>
        machine.OsPlatform is { Length: >= YearEnds } platform
        && Begins(platform, Server)
        && int.TryParse(platform.AsSpan(Server.Length, YearEnds - Server.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var named)
        && named < year;

    private static bool Begins(string platform, string name) => platform.StartsWith(name, StringComparison.OrdinalIgnoreCase);
}
