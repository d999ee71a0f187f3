using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using BotResponder.Defender.Devices;
using BotResponder.Defender.Limits;
using Microsoft.Extensions.Options;

namespace BotResponder.Defender.Lookups;

/// <summary>Reads all that there is to say about one device, for somebody who looks at it. Changes nothing.</summary>
public sealed class DeviceSheets
{
    /// <summary>What was done before that is found with <c>audit</c> and in the portal.</summary>
    public const int MostActions = 10;

    private const string UsersLabel = "Logged-on users";
    private const string Late = "Defender did not answer in time";

    private readonly DevicePreview _devices;
    private readonly IsolationReader _isolation;
    private readonly DefenderApi _api;
    private readonly IOptions<DefenderOptions> _options;
    private readonly TimeProvider _time;

    internal DeviceSheets(DevicePreview devices, IsolationReader isolation, DefenderApi api, IOptions<DefenderOptions> options, TimeProvider time) =>
        (_devices, _isolation, _api, _options, _time) = (devices, isolation, api, options, time);

    /// <summary>
    /// Takes twice <c>Defender:AttemptTimeout</c> at most: once to find the device, once for everything else together. Without the device there is no
    /// sheet; whatever else does not come in time is said to be unknown.
    /// </summary>
    /// <param name="device">Host name or Defender device id.</param>
    /// <returns>Several devices of the name are <see cref="Problem.Ambiguous"/>, none of this customer is <see cref="Problem.NotFound"/>.</returns>
    public async Task<Result<DeviceSheet>> FindAsync(CustomerId customer, string device, CancellationToken cancellationToken)
    {
        if (!DeviceArgument.Check(device).TryGetValue(out var typed, out var malformed))
        {
            return malformed;
        }

        var late = new Problem.Unavailable($"{Late}. Nothing was changed; try again in a minute.");
        var found = await WithinAsync(_devices.LookAsync(customer, typed, cancellationToken), late, cancellationToken);
        if (!found.TryGetValue(out var machine, out var problem))
        {
            return problem;
        }

        var id = DevicePreview.Id(machine);
        var isolation = WithinAsync(ReadIsolationAsync(customer, id, cancellationToken), IsolationState.Unknown(Late), cancellationToken);
        var actions = await WithinAsync(ReadActionsAsync(customer, id, cancellationToken), late, cancellationToken);
        return Write(_devices.Describe(customer, machine, await isolation), actions);
    }

    private async Task<IsolationState> ReadIsolationAsync(CustomerId customer, DeviceId device, CancellationToken cancellationToken) =>
        (await _isolation.ReadAsync(customer, [device], cancellationToken))[device];

    private Task<Result<ImmutableArray<MachineAction>>> ReadActionsAsync(CustomerId customer, DeviceId device, CancellationToken cancellationToken) =>
        _api.ListMachineActionsAsync(customer, ODataFilter.Equal(ODataField.MachineId, device.Value), Urgency.Interactive, cancellationToken);

    private static DeviceSheet Write(FoundDevice found, Result<ImmutableArray<MachineAction>> actions)
    {
        var areRead = actions.TryGetValue(out var listed, out var unread);
        return new()
        {
            Id = found.Preview.Target.Id,
            Name = found.Preview.Target.Name,
            Facts = WithUsers(found.Preview.Facts, found.Isolation),
            Warnings = found.Preview.Warnings,
            Actions = areRead ? [.. listed.Take(MostActions).Select(Seen)] : [],
            ActionsUnread = areRead ? null : unread!.Sentence,
            Portal = found.Preview.PortalLink,
        };
    }

    /// <summary>A look says it too when nobody is logged on, or when nobody can say; and that Defender knows no owner, who is often asked for.</summary>
    private static ImmutableArray<ActionFact> WithUsers(ImmutableArray<ActionFact> facts, IsolationState state)
    {
        var users = facts.FirstOrDefault(fact => fact.Label == UsersLabel) ?? new ActionFact(
            UsersLabel, state.AreUsersKnown ? "nobody, in the last report" : $"unknown ({state.Source})");
        return [.. facts.Where(fact => fact.Label != UsersLabel), users, new ActionFact("Owner", "unknown (Defender keeps no owner of a device)")];
    }

    private static SeenAction Seen(MachineAction action) => new(
        MachineActionId.TryParse(action.Id, out var id) ? id.Value : "",
        MachineActionKind.TitleOf(action.Type),
        PlainLine.Of(action.Status, 40),
        PlainLine.Of(action.Requestor, 60),
        action.CreatedAt,
        OrderComment.RequestIn(action.RequestorComment));

    private async Task<T> WithinAsync<T>(Task<T> reading, T otherwise, CancellationToken cancellationToken)
    {
        try
        {
            return await reading.WaitAsync(_options.Value.AttemptTimeout, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return otherwise;
        }
    }
}
