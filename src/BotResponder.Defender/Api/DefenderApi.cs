using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Api;

/// <summary>Defender for Endpoint's devices and machine actions. Ids come in as checked types, other text only through <see cref="ODataFilter"/>.</summary>
internal sealed class DefenderApi(DefenderConnection connection)
{
    /// <summary>Defender's own upper limit is 10,000 rows a page; so many devices with their network cards are 3 MB.</summary>
    private const int RowsAPage = 1000;

    /// <summary>A device has far fewer actions than fit on so many pages.</summary>
    private const int MostPages = 10;

    public async Task<Result<Machine>> GetMachineAsync(CustomerId customer, DeviceId device, Urgency urgency, CancellationToken cancellationToken)
    {
        var found = await connection.GetAsync(
            customer, Endpoint.GetMachine, urgency, $"machines/{device}", DefenderJson.Default.Machine, cancellationToken);
        if (found is { Problem: null, Value.Id: var id } && !(DeviceId.TryParse(id, out var answered) && answered == device))
        {
            return ApiProblems.Unreadable("Defender", isWrite: false);
        }

        return found;
    }

    /// <summary>The first <paramref name="top"/> devices; none is an empty list. Devices whose id is not one are left out.</summary>
    public async Task<Result<ImmutableArray<Machine>>> ListMachinesAsync(
        CustomerId customer, ODataFilter filter, int top, Urgency urgency, CancellationToken cancellationToken)
    {
        var path = $"machines?{filter.QueryOption}&$top={top.ToString(CultureInfo.InvariantCulture)}";
        var listed = await connection.GetAsync(
            customer, Endpoint.ListMachines, urgency, path, DefenderJson.Default.ODataPageMachine, cancellationToken);
        return listed switch
        {
            // Defender answers 404 when the tenant has no recent devices.
            { Problem: Problem.NotFound } => ImmutableArray<Machine>.Empty,
            { Problem: { } problem } => problem,
            _ => Valid(listed.Value.Value ?? []),
        };
    }

    /// <summary>Every device of the tenant, page by page.</summary>
    /// <returns>Null when there are more than fit on <paramref name="mostPages"/> pages of a thousand.</returns>
    public async Task<Result<ImmutableArray<Machine>?>> ListAllMachinesAsync(
        CustomerId customer, int mostPages, Urgency urgency, CancellationToken cancellationToken)
    {
        var listed = await ListAsync(
            customer, Endpoint.ListMachines, urgency, "machines?", mostPages, DefenderJson.Default.ODataPageMachine, cancellationToken);
        return !listed.TryGetValue(out var rows, out var problem) ? problem
            : rows.AreAll ? (ImmutableArray<Machine>?)Valid(rows.Rows)
            : (ImmutableArray<Machine>?)null;
    }

    /// <summary>Tells Defender to do something to a device. Sent once, for a permit that was given before.</summary>
    /// <param name="operation">The last part of the path, a constant of the action's: <c>isolate</c>.</param>
    public Task<Result<StartAnswer>> StartAsync<T>(
        CustomerId customer, DeviceId device, string operation, T body, JsonTypeInfo<T> json, CancellationToken cancellationToken) =>
        connection.StartAsync(customer, Endpoint.Start(operation), $"machines/{device}/{operation}", body, json, cancellationToken);

    /// <summary>Gives a device a tag or takes one away. Sent once, for a permit that was given before; answered with the device.</summary>
    public async Task<Result<Machine>> TagAsync<T>(
        CustomerId customer, DeviceId device, T body, JsonTypeInfo<T> json, CancellationToken cancellationToken)
    {
        var answered = await connection.PostAsync(
            customer, Endpoint.Tags, $"machines/{device}/tags", body, json, DefenderJson.Default.Machine, cancellationToken);
        return answered is { Problem: null, Value.Id: var id } && !(DeviceId.TryParse(id, out var tagged) && tagged == device)
            ? ApiProblems.Unreadable("Defender", isWrite: true)
            : answered;
    }

    /// <summary>Cancels a machine action that has not ended. Sent once, for a permit that was given before; answered with the action.</summary>
    public async Task<Result<MachineAction>> CancelAsync<T>(
        CustomerId customer, MachineActionId action, T body, JsonTypeInfo<T> json, CancellationToken cancellationToken)
    {
        var answered = await connection.PostAsync(
            customer, Endpoint.CancelMachineAction, $"machineactions/{action}/cancel", body, json, DefenderJson.Default.MachineAction, cancellationToken);
        return answered is { Problem: null, Value.Id: var id } && !(MachineActionId.TryParse(id, out var cancelled) && cancelled == action)
            ? ApiProblems.Unreadable("Defender", isWrite: true)
            : answered;
    }

    public async Task<Result<MachineAction>> GetMachineActionAsync(
        CustomerId customer, MachineActionId action, Urgency urgency, CancellationToken cancellationToken)
    {
        var found = await connection.GetAsync(
            customer, Endpoint.GetMachineAction, urgency, $"machineactions/{action}", DefenderJson.Default.MachineAction, cancellationToken);
        if (found is { Problem: null, Value.Id: var id } && !(MachineActionId.TryParse(id, out var answered) && answered == action))
        {
            return ApiProblems.Unreadable("Defender", isWrite: false);
        }

        return found;
    }

    /// <summary>
    /// The address of a collected package, which works for about a minute: asked for when somebody wants it, and never kept. Not there before the
    /// package is complete.
    /// </summary>
    public async Task<Result<Uri>> GetPackageLinkAsync(CustomerId customer, MachineActionId action, CancellationToken cancellationToken)
    {
        var found = await connection.GetAsync(
            customer, Endpoint.PackageLink, Urgency.Interactive, $"machineactions/{action}/getPackageUri", DefenderJson.Default.PackageLinkAnswer, cancellationToken);
        return found.Problem is { } problem ? problem
            : Uri.TryCreate(found.Value.Value?.Trim('"'), UriKind.Absolute, out var link) && link.Scheme == Uri.UriSchemeHttps ? link
            : ApiProblems.Unreadable("Defender", isWrite: false);
    }

    /// <summary>All matching actions, newest first. A list that cannot be read to its end is a problem, never a shorter list.</summary>
    public async Task<Result<ImmutableArray<MachineAction>>> ListMachineActionsAsync(
        CustomerId customer, ODataFilter filter, Urgency urgency, CancellationToken cancellationToken)
    {
        var listed = await ListSomeMachineActionsAsync(customer, filter, MostPages, urgency, cancellationToken);
        return !listed.TryGetValue(out var rows, out var problem) ? problem
            : rows.AreAll ? rows.Rows.OrderByDescending(action => action.CreatedAt ?? DateTimeOffset.MinValue).ToImmutableArray()
            : new Problem.Unavailable("Defender lists more actions for this device than the bot can read. Look in the Defender portal.");
    }

    /// <summary>Matching actions in Defender's order, as many as fit on so many pages of a thousand.</summary>
    public Task<Result<ListedRows<MachineAction>>> ListSomeMachineActionsAsync(
        CustomerId customer, ODataFilter filter, int mostPages, Urgency urgency, CancellationToken cancellationToken) =>
        ListAsync(
            customer, Endpoint.ListMachineActions, urgency, $"machineactions?{filter.QueryOption}&", mostPages,
            DefenderJson.Default.ODataPageMachineAction, cancellationToken);

    private async Task<Result<ListedRows<T>>> ListAsync<T>(
        CustomerId customer, Endpoint endpoint, Urgency urgency, string path, int mostPages, JsonTypeInfo<ODataPage<T>> json,
        CancellationToken cancellationToken)
        where T : class
    {
        var rows = new List<T>();
        for (var page = 0; page < mostPages; page++)
        {
            var address = string.Create(CultureInfo.InvariantCulture, $"{path}$top={RowsAPage}&$skip={rows.Count}");
            var listed = await connection.GetAsync(customer, endpoint, urgency, address, json, cancellationToken);
            if (listed.Problem is { } problem and not Problem.NotFound)
            {
                return problem;
            }

            IReadOnlyList<T> more = listed.Problem is null ? listed.Value.Value ?? [] : [];
            rows.AddRange(more);
            if (more.Count == 0 || (more.Count < RowsAPage && listed.Value.NextLink is null))
            {
                return new ListedRows<T>([.. rows.OfType<T>()], AreAll: true);
            }
        }

        return new ListedRows<T>([.. rows.OfType<T>()], AreAll: false);
    }

    private static ImmutableArray<Machine> Valid(IEnumerable<Machine> machines) =>
    [
        .. machines.OfType<Machine>().Where(machine => DeviceId.TryParse(machine.Id, out _))
            .DistinctBy(machine => machine.Id, StringComparer.OrdinalIgnoreCase),
    ];
}

/// <param name="AreAll">False when Defender has more of them.</param>
internal sealed record ListedRows<T>(ImmutableArray<T> Rows, bool AreAll);
