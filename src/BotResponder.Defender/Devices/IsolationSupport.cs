using BotResponder.Defender.Api;

namespace BotResponder.Defender.Devices;

/// <summary>Which systems Defender can isolate.</summary>
/// <remarks>
/// Microsoft's prerequisites as of 2025-12: full isolation on Windows 10 1703 and later, Windows 11, Windows Server 2012 R2 and later, Linux and macOS;
/// selective isolation on Windows 10 1709 and later, Windows 11, Windows Server 2012 R2 and later and macOS.
/// </remarks>
internal static class IsolationSupport
{
    private const long Windows10Build1703 = 15063;
    private const long Windows10Build1709 = 16299;

    /// <returns>One sentence of warning; null when Defender can do it.</returns>
    public static string? Warning(Machine machine, bool isSelective)
    {
        var platform = machine.OsPlatform ?? "";
        var named = PlainLine.Of(platform, 40);
        if (platform.Length == 0)
        {
            return "Defender does not say which operating system this is: it may refuse to isolate it.";
        }

        return (DeviceSystems.Of(machine), isSelective) switch
        {
            (DeviceSystem.Windows10, false) when machine.OsBuild < Windows10Build1703 => "Isolation needs Windows 10 1703 or later: Defender may refuse.",
            (DeviceSystem.Windows10, true) when machine.OsBuild < Windows10Build1709 => "Selective isolation needs Windows 10 1709 or later: Defender may refuse.",
            (DeviceSystem.Linux, true) => "Linux has no selective isolation: Defender may refuse. Ask for full isolation instead.",
            (DeviceSystem.Unsupported, _) => $"Defender cannot isolate {named}: it will refuse. Cut the device off on the network instead.",
            (DeviceSystem.Unknown, _) => $"The bot does not know whether Defender can isolate {named}: it may refuse.",
            _ => null,
        };
    }
}
