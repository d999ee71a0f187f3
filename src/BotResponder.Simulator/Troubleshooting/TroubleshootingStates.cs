using System.Collections.Immutable;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Troubleshooting;

/// <summary>When which device was in troubleshooting mode, and what was changed meanwhile. There is no timer: all follows from the clock. Safe from many threads.</summary>
internal sealed class TroubleshootingStates(SimulatorOptions options)
{
    private static readonly TimeSpan Quota = TimeSpan.FromHours(8);
    private static readonly TimeSpan Period = TimeSpan.FromHours(24);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, ImmutableList<Time>> _times = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableList<SettingSet>> _settings = new(StringComparer.Ordinal);

    private DateTimeOffset Now => options.Time.GetUtcNow();

    /// <returns>False when nothing comes of it.</returns>
    public bool Start(Device device, bool isOnline)
    {
        lock (_lock)
        {
            var times = _times.GetValueOrDefault(device.Id, []);
            var start = Now + options.TroubleshootingStartDelay;
            if (!isOnline || device.AntivirusMode != "0" || times.Any(time => time.End > Now) || UsedUp(times, start))
            {
                return false;
            }

            _times[device.Id] = times.Add(new(start, start + options.TroubleshootingTime));
            return true;
        }
    }

    /// <returns>False when the mode is not on: tamper protection holds.</returns>
    public bool Set(Device device, AntivirusSetting setting)
    {
        lock (_lock)
        {
            if (!_times.GetValueOrDefault(device.Id, []).Any(time => time.Start <= Now && time.End > Now))
            {
                return false;
            }

            _settings[device.Id] = _settings.GetValueOrDefault(device.Id, []).Add(new(Now, setting));
            return true;
        }
    }

    /// <summary>Those that hunting shows by now, oldest first.</summary>
    public ImmutableArray<TroubleshootingChange> EventsOf(Device device)
    {
        lock (_lock)
        {
            return
            [
                .. _times.GetValueOrDefault(device.Id, [])
                    .SelectMany(time => new[] { new TroubleshootingChange(time.Start, true, time.Start, time.End), new TroubleshootingChange(time.End, false, time.Start, time.End) })
                    .Where(change => IsIngested(change.At)),
            ];
        }
    }

    /// <summary>As <see cref="EventsOf"/>.</summary>
    public ImmutableArray<SettingSet> SettingsOf(Device device)
    {
        lock (_lock)
        {
            return [.. _settings.GetValueOrDefault(device.Id, []).Where(change => IsIngested(change.At))];
        }
    }

    private bool IsIngested(DateTimeOffset at) => at + options.IngestionDelay <= Now;

    /// <summary>Eight hours from the first of them, which come back a day after it.</summary>
    private static bool UsedUp(ImmutableList<Time> times, DateTimeOffset now)
    {
        var (begun, used) = (DateTimeOffset.MinValue, TimeSpan.Zero);
        foreach (var time in times)
        {
            (begun, used) = time.Start >= begun + Period ? (time.Start, time.End - time.Start) : (begun, used + (time.End - time.Start));
        }

        return now < begun + Period && used >= Quota;
    }

    private sealed record Time(DateTimeOffset Start, DateTimeOffset End);
}

/// <summary>One event of a device's troubleshooting mode.</summary>
internal sealed record TroubleshootingChange(DateTimeOffset At, bool IsOn, DateTimeOffset Start, DateTimeOffset Expiry);

/// <summary>A setting that was set.</summary>
internal sealed record SettingSet(DateTimeOffset At, AntivirusSetting Setting);

/// <summary>An antivirus setting as the registry has it.</summary>
/// <param name="Key">With its root: <c>HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows Defender\Exclusions\Paths</c>.</param>
/// <param name="Before">The value that it had; empty for none.</param>
/// <param name="By">The account's name.</param>
public sealed record AntivirusSetting(string Key, string Name, string Data, string Before, string By);
