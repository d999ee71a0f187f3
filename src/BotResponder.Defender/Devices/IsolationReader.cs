using System.Collections.Immutable;
using System.Globalization;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using BotResponder.Defender.Limits;
using Microsoft.Extensions.Logging;

namespace BotResponder.Defender.Devices;

/// <summary>Reads which devices are isolated: from hunting, and from the newest finished action when that is fresher or hunting is silent.</summary>
internal sealed class IsolationReader(HuntingApi hunting, DefenderApi api, TimeProvider time, ILogger<IsolationReader> log)
{
    private const int DaysBack = 7;

    /// <summary>For a person who waits. Never fails: what cannot be read is unknown, and the preview works without it.</summary>
    /// <returns>A state for each of the devices, which may be any number.</returns>
    public async Task<ImmutableDictionary<DeviceId, IsolationState>> ReadAsync(
        CustomerId customer, IReadOnlyCollection<DeviceId> devices, CancellationToken cancellationToken)
    {
        if (devices.Count == 0)
        {
            return ImmutableDictionary<DeviceId, IsolationState>.Empty;
        }

        var hunt = HuntAsync(customer, devices, cancellationToken);
        var parts = await Task.WhenAll(devices.Distinct().Chunk(ODataFilter.MostValues).Select(async part => (
            Devices: part,
            Acted: await api.ListMachineActionsAsync(customer, MachineActionKind.IsolationOf(part), Urgency.Interactive, cancellationToken))));
        var hunted = await hunt;
        return parts.SelectMany(part => part.Devices.Select(device => (device, State: Combine(
                hunted.TryGetValue(out var rows, out var problem) ? rows.GetValueOrDefault(device) : problem,
                part.Acted.TryGetValue(out var actions, out var unread) ? Of(device, actions) : unread))))
            .ToImmutableDictionary(pair => pair.device, pair => pair.State);
    }

    /// <remarks>MitigationStatus is a JSON text in the DeviceInfo table.</remarks>
    internal static string Query(IEnumerable<DeviceId> devices) =>
        $"""
        DeviceInfo
        | where DeviceId in ({string.Join(", ", devices.Select(device => KqlLiteral.Of(device.Value)))})
        | summarize arg_max(Timestamp, *) by DeviceId
        | project DeviceId, Timestamp, Isolated = tostring(parse_json(MitigationStatus).Isolated), LoggedOnUsers
        """;

    private async Task<Result<ImmutableDictionary<DeviceId, HuntingRow?>>> HuntAsync(
        CustomerId customer, IEnumerable<DeviceId> devices, CancellationToken cancellationToken)
    {
        var hunted = await hunting.RunAsync(customer, Urgency.Interactive, Query(devices), DaysBack, cancellationToken);
        if (!hunted.TryGetValue(out var rows, out var problem))
        {
            log.HuntingSkipped(customer, problem.Code);
            return problem;
        }

        return rows.Select(row => (IsDevice: DeviceId.TryParse(row["DeviceId"], out var id), Id: id, Row: row)).Where(row => row.IsDevice)
            .DistinctBy(row => row.Id).ToImmutableDictionary(row => row.Id, row => (HuntingRow?)row.Row);
    }

    private static Result<ImmutableArray<MachineAction>> Of(DeviceId device, ImmutableArray<MachineAction> actions) =>
        actions.Where(action => DeviceId.TryParse(action.MachineId, out var id) && id == device).ToImmutableArray();

    private IsolationState Combine(Result<HuntingRow?> hunted, Result<ImmutableArray<MachineAction>> acted) =>
        Judge(hunted, acted) with
        {
            AreUsersKnown = hunted is { Problem: null, Value: not null },
            WasReleased = acted.Problem is null && acted.Value.All(action => !action.IsRunning) && Last(acted.Value) is { } last && last.Type == MachineActionKind.Release.Type,
        };

    /// <summary>Newest first, as Defender lists them.</summary>
    private static MachineAction? Last(ImmutableArray<MachineAction> actions) => actions.FirstOrDefault(action => action is { Status: "Succeeded", UpdatedAt: not null });

    private IsolationState Judge(Result<HuntingRow?> hunted, Result<ImmutableArray<MachineAction>> acted)
    {
        var row = hunted.Problem is null ? hunted.Value : null;
        var seen = Instant(row?["Timestamp"]);
        var isHunted = bool.TryParse(row?["Isolated"], out var isIsolated);
        var actions = acted.Problem is null ? acted.Value : [];
        var users = LoggedOnUsers.Of(row?["LoggedOnUsers"]);
        var running = actions.FirstOrDefault(action => action.IsRunning) is { } current
            ? new RunningIsolation(MachineActionKind.TitleOf(current.Type), PlainLine.Of(current.Requestor, 60))
            : null;

        var last = Last(actions);
        if (last is not null && (!isHunted || seen is null || last.UpdatedAt > seen))
        {
            return new(last.Type == MachineActionKind.Isolate.Type, $"Defender's last action, {At(last.UpdatedAt!.Value)}", users, running);
        }

        if (!isHunted && row is not null && acted.Problem is null)
        {
            // Both sources answered, and neither has ever heard of an isolation.
            return new(false, "no isolation on record", users, running);
        }

        return isHunted
            ? new(isIsolated, seen is { } instant ? $"hunting, {At(instant)}" : "hunting", users, running)
            : new(null, hunted.Problem is null ? "hunting has no record of it" : "hunting did not answer", users, running);
    }

    private string At(DateTimeOffset instant) => Age.WithInstant(instant, time.GetUtcNow());

    private static DateTimeOffset? Instant(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
}
