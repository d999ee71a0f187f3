using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;

namespace BotResponder.Defender.Api;

/// <summary>Defender for Endpoint's devices and machine actions. Ids come in as checked types, other text only through <see cref="ODataFilter"/>.</summary>
internal sealed class DefenderApi(DefenderConnection connection)
{
    /// <summary>Defender's own upper limit is 10,000 rows a page; a device has far fewer actions.</summary>
    private const int ActionsAPage = 1000;
    private const int MostPages = 10;

    public async Task<Result<Machine>> GetMachineAsync(CustomerId customer, DeviceId device, CancellationToken cancellationToken)
    {
        var found = await connection.GetAsync(customer, $"machines/{device}", DefenderJson.Default.Machine, cancellationToken);
        if (found is { Problem: null, Value.Id: var id } && !(DeviceId.TryParse(id, out var answered) && answered == device))
        {
            return ApiProblems.Unreadable("Defender", isWrite: false);
        }

        return found;
    }

    /// <summary>The first <paramref name="top"/> devices; none is an empty list. Devices whose id is not one are left out.</summary>
    public async Task<Result<ImmutableArray<Machine>>> ListMachinesAsync(
        CustomerId customer, ODataFilter filter, int top, CancellationToken cancellationToken)
    {
        var path = $"machines?{filter.QueryOption}&$top={top.ToString(CultureInfo.InvariantCulture)}";
        var listed = await connection.GetAsync(customer, path, DefenderJson.Default.ODataPageMachine, cancellationToken);
        return listed switch
        {
            // Defender answers 404 when the tenant has no recent devices.
            { Problem: Problem.NotFound } => ImmutableArray<Machine>.Empty,
            { Problem: { } problem } => problem,
            _ => (listed.Value.Value ?? []).OfType<Machine>().Where(machine => DeviceId.TryParse(machine.Id, out _))
                .DistinctBy(machine => machine.Id, StringComparer.OrdinalIgnoreCase).ToImmutableArray(),
        };
    }

    /// <summary>Tells Defender to do something to a device. Sent once.</summary>
    /// <param name="operation">The last part of the path, a constant of the action's: <c>isolate</c>.</param>
    public Task<Result<StartAnswer>> StartAsync<T>(
        CustomerId customer, DeviceId device, string operation, T body, JsonTypeInfo<T> json, CancellationToken cancellationToken) =>
        connection.StartAsync(customer, $"machines/{device}/{operation}", body, json, cancellationToken);

    public async Task<Result<MachineAction>> GetMachineActionAsync(CustomerId customer, MachineActionId action, CancellationToken cancellationToken)
    {
        var found = await connection.GetAsync(customer, $"machineactions/{action}", DefenderJson.Default.MachineAction, cancellationToken);
        if (found is { Problem: null, Value.Id: var id } && !(MachineActionId.TryParse(id, out var answered) && answered == action))
        {
            return ApiProblems.Unreadable("Defender", isWrite: false);
        }

        return found;
    }

    /// <summary>All matching actions, newest first. A list that cannot be read to its end is a problem, never a shorter list.</summary>
    public async Task<Result<ImmutableArray<MachineAction>>> ListMachineActionsAsync(
        CustomerId customer, ODataFilter filter, CancellationToken cancellationToken)
    {
        var actions = new List<MachineAction>();
        for (var page = 0; page < MostPages; page++)
        {
            var path = string.Create(
                CultureInfo.InvariantCulture, $"machineactions?{filter.QueryOption}&$top={ActionsAPage}&$skip={actions.Count}");
            var listed = await connection.GetAsync(customer, path, DefenderJson.Default.ODataPageMachineAction, cancellationToken);
            if (listed.Problem is { } problem and not Problem.NotFound)
            {
                return problem;
            }

            IReadOnlyList<MachineAction> rows = listed.Problem is null ? listed.Value.Value ?? [] : [];
            actions.AddRange(rows);
            if (rows.Count == 0 || (rows.Count < ActionsAPage && listed.Value.NextLink is null))
            {
                return actions.OfType<MachineAction>().OrderByDescending(action => action.CreatedAt ?? DateTimeOffset.MinValue).ToImmutableArray();
            }
        }

        return new Problem.Unavailable("Defender lists more actions for this device than the bot can read. Look in the Defender portal.");
    }
}
