using System.Collections.Immutable;
using System.Globalization;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using Microsoft.Extensions.Logging;

namespace BotResponder.Defender.Devices;

/// <summary>Reads whether a device is isolated: from hunting, and from the newest finished action when that is fresher or hunting is silent.</summary>
internal sealed class IsolationReader(HuntingApi hunting, DefenderApi api, TimeProvider time, ILogger<IsolationReader> log)
{
    private const int DaysBack = 7;

    /// <summary>Never fails: what cannot be read is unknown, and the preview works without it.</summary>
    public async Task<IsolationState> ReadAsync(CustomerId customer, DeviceId device, CancellationToken cancellationToken)
    {
        var hunted = hunting.RunAsync(customer, Query(device), DaysBack, cancellationToken);
        var acted = api.ListMachineActionsAsync(customer, MachineActionKind.IsolationOf(device), cancellationToken);
        return Combine(customer, await hunted, await acted);
    }

    /// <remarks>MitigationStatus is a JSON text in the DeviceInfo table.</remarks>
    internal static string Query(DeviceId device) =>
        $"""
        DeviceInfo
        | where DeviceId == {KqlLiteral.Of(device.Value)}
        | summarize arg_max(Timestamp, *) by DeviceId
        | project Timestamp, Isolated = tostring(parse_json(MitigationStatus).Isolated), LoggedOnUsers
        """;

    private IsolationState Combine(CustomerId customer, Result<ImmutableArray<HuntingRow>> hunted, Result<ImmutableArray<MachineAction>> acted)
    {
        if (hunted.Problem is { } problem)
        {
            log.HuntingSkipped(customer, problem.Code);
        }

        var row = hunted.Problem is null ? hunted.Value.FirstOrDefault() : null;
        var seen = Instant(row?["Timestamp"]);
        var isHunted = bool.TryParse(row?["Isolated"], out var isIsolated);
        var actions = acted.Problem is null ? acted.Value : [];
        var users = LoggedOnUsers.Of(row?["LoggedOnUsers"]);
        var running = actions.FirstOrDefault(action => action.IsRunning) is { } current
            ? new RunningIsolation(MachineActionKind.TitleOf(current.Type), PlainLine.Of(current.Requestor, 60))
            : null;

        var last = actions.FirstOrDefault(action => action is { Status: "Succeeded", UpdatedAt: not null });
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
