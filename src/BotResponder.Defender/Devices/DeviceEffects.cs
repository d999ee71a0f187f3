using System.Collections.Immutable;
using System.Globalization;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Defender.Api;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Devices;

/// <summary>
/// Reads whether devices still are as a machine action left them: from the newest finished action that changes it, whoever asked for that, and for an
/// isolation from hunting too. One call each for many devices.
/// </summary>
internal sealed class DeviceEffects(DefenderApi api, HuntingApi hunting)
{
    private const int DaysBack = 1;

    /// <summary>So long after the last action hunting may still show what was before it: its rows come in late.</summary>
    private static readonly TimeSpan HuntingDelay = TimeSpan.FromMinutes(30);

    public async Task<ImmutableArray<EffectState>> ReadAsync(
        CustomerId customer, LastingDeviceEffect kind, ImmutableArray<LastingEffect> effects, CancellationToken cancellationToken)
    {
        var devices = effects.Select(effect => (IsDevice: DeviceId.TryParse(effect.Target.Id, out var id), Id: id)).ToArray();
        DeviceId[] known = [.. devices.Where(device => device.IsDevice).Select(device => device.Id).Distinct()];
        var acted = await ListAsync(customer, kind, known, cancellationToken);
        var hunted = kind.IsHunted ? await HuntAsync(customer, known, cancellationToken) : ImmutableDictionary<DeviceId, HuntingRow>.Empty;
        return
        [
            .. effects.Zip(devices, (effect, device) => device.IsDevice && acted.TryGetValue(device.Id, out var actions)
                ? Judge(kind, effect, actions, hunted.GetValueOrDefault(device.Id))
                : EffectState.Unknown),
        ];
    }

    /// <summary>A list that cannot be read leaves its devices out: nothing is known of them.</summary>
    private async Task<Dictionary<DeviceId, MachineAction[]>> ListAsync(CustomerId customer, LastingDeviceEffect kind, DeviceId[] devices, CancellationToken cancellationToken)
    {
        var found = new Dictionary<DeviceId, MachineAction[]>();
        foreach (var part in devices.Chunk(ODataFilter.MostValues))
        {
            var listed = await api.ListMachineActionsAsync(customer, MachineActionKind.EitherOf(kind.Begin, kind.End, part), Urgency.Background, cancellationToken);
            if (!listed.TryGetValue(out var actions, out _))
            {
                break;
            }

            foreach (var device in part)
            {
                found[device] = [.. actions.Where(action => DeviceId.TryParse(action.MachineId, out var id) && id == device)];
            }
        }

        return found;
    }

    private async Task<ImmutableDictionary<DeviceId, HuntingRow>> HuntAsync(CustomerId customer, DeviceId[] devices, CancellationToken cancellationToken)
    {
        var hunted = await hunting.RunAsync(customer, Urgency.Background, IsolationReader.Query(devices), DaysBack, cancellationToken);
        return hunted.TryGetValue(out var rows, out _)
            ? rows.Select(row => (IsDevice: DeviceId.TryParse(row["DeviceId"], out var id), Id: id, Row: row)).Where(row => row.IsDevice)
                .DistinctBy(row => row.Id).ToImmutableDictionary(row => row.Id, row => row.Row)
            : ImmutableDictionary<DeviceId, HuntingRow>.Empty;
    }

    private static EffectState Judge(LastingDeviceEffect kind, LastingEffect effect, MachineAction[] actions, HuntingRow? hunted)
    {
        var last = actions.Where(action => action is { Status: "Succeeded", UpdatedAt: not null }).MaxBy(action => action.UpdatedAt);
        if (last is null)
        {
            return EffectState.Unknown;
        }

        if (last.Type == kind.End.Type)
        {
            return last.CreatedAt >= effect.Since || last.UpdatedAt >= effect.Since
                ? new EffectState.Over(kind.Undone, $"Defender lists “{kind.End.Title}”, asked for by {Requestor(last)}, done at {At(last.UpdatedAt!.Value)} UTC.")
                : EffectState.Unknown;
        }

        var seen = DateTimeOffset.TryParse(hunted?["Timestamp"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : (DateTimeOffset?)null;
        return seen >= last.UpdatedAt + HuntingDelay && bool.TryParse(hunted?["Isolated"], out var isIsolated) && !isIsolated
            ? new EffectState.Over(kind.Undone, $"Hunting shows the device as not isolated at {At(seen.Value)} UTC.")
            : kind.IsHunted || kind.IsListed ? EffectState.Holds : EffectState.Unknown;
    }

    private static string Requestor(MachineAction action) => PlainLine.Of(action.Requestor, 60) is { Length: > 0 } name ? name : "somebody unknown";

    private static string At(DateTimeOffset instant) => instant.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>What a machine action brings about that lasts, and how it ends.</summary>
/// <param name="Undone">What happened when somebody else ended it: the beginning of a sentence.</param>
/// <param name="IsHunted">Whether hunting shows it too.</param>
internal sealed record LastingDeviceEffect(MachineActionKind Begin, MachineActionKind End, string Undone, bool IsHunted)
{
    public static LastingDeviceEffect Isolation { get; } = new(MachineActionKind.Isolate, MachineActionKind.Release, "Released outside the bot", IsHunted: true);

    /// <summary>Defender lists its end only where it was ended as an isolation is: no API of its own is documented.</summary>
    public static LastingDeviceEffect Containment { get; } =
        new(MachineActionKind.Contain, MachineActionKind.Release, "Released outside the bot", IsHunted: false) { IsListed = false };

    public static LastingDeviceEffect Restriction { get; } =
        new(MachineActionKind.Restrict, MachineActionKind.Unrestrict, "App restriction removed outside the bot", IsHunted: false);

    /// <summary>Whether every end of it stands in Defender's list.</summary>
    public bool IsListed { get; private init; } = true;
}
