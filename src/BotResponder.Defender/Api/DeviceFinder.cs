using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Api;

/// <summary>Turns what somebody typed into exactly one device of the customer. Never guesses, not even between a live and a dead twin. What is outside of the
/// customer's scope is not there: as no target, as no twin, and as no near name.</summary>
internal sealed class DeviceFinder(DefenderApi api, SharedMachineReads machines, CustomerLimits limits, TimeProvider time)
{
    private const int MostTwins = 50;
    private const int MostCandidates = 10;
    private const int MostNeighbours = 200;
    private const int MostNearNames = 3;

    /// <summary>Up to so many names are looked up one by one, all at once.</summary>
    private const int FewNames = 5;

    /// <param name="action">Whose scope counts; null for somebody who only looks.</param>
    /// <param name="device">40 hexadecimal digits, a full DNS name, or its first label; in any case.</param>
    public async Task<Result<Machine>> FindAsync(CustomerId customer, ActionId? action, string device, CancellationToken cancellationToken)
    {
        if (DeviceId.TryParse(device, out var id))
        {
            return await FindAsync(customer, action, id, Urgency.Interactive, cancellationToken);
        }

        var listed = await api.ListMachinesAsync(customer, Called(device), MostTwins, Urgency.Interactive, cancellationToken);
        return listed.TryGetValue(out var found, out var problem)
            ? Choose(device, Inside(customer, action, found)) ?? NotFound(device, await NeighboursAsync(customer, action, device, cancellationToken))
            : problem;
    }

    /// <summary>Those who ask at the same time share a call.</summary>
    public async Task<Result<Machine>> FindAsync(CustomerId customer, ActionId? action, DeviceId device, Urgency urgency, CancellationToken cancellationToken)
    {
        var found = await machines.FindAsync(customer, device, urgency, cancellationToken);
        return found.Problem is Problem.NotFound || (found.TryGetValue(out var machine, out _) && !Inside(customer, action, [machine]).Any())
            ? new Problem.NotFound($"There is no device with the id {device} here. Check the id, or use the host name.")
            : found;
    }

    /// <summary>As the other does for one, with few calls for many: names are then looked for among all devices of the tenant, page by page.</summary>
    /// <returns>One answer for each, in the same order.</returns>
    public async Task<ImmutableArray<Result<Machine>>> FindManyAsync(
        CustomerId customer, ActionId? action, ImmutableArray<string> devices, CancellationToken cancellationToken)
    {
        var names = devices.Count(device => !DeviceId.TryParse(device, out _));

        // Pages cost no more than half of what the names would one by one: a tenant may have any number of devices.
        var listed = names > FewNames
            ? await api.ListAllMachinesAsync(customer, names / 2, Urgency.Interactive, cancellationToken)
            : (ImmutableArray<Machine>?)null;
        return [.. await Task.WhenAll(devices.Select(device => DeviceId.TryParse(device, out _)
            ? FindAsync(customer, action, device, cancellationToken)
            : listed switch
            {
                { Problem: { } problem } => Task.FromResult<Result<Machine>>(problem),
                { Value: { } all } => Task.FromResult(ChooseFrom([.. Inside(customer, action, all)], device)),
                _ => FindAsync(customer, action, device, cancellationToken),
            }))];
    }

    private IEnumerable<Machine> Inside(CustomerId customer, ActionId? action, IEnumerable<Machine> found)
    {
        var scope = limits.ScopeOf(customer);
        return scope.IsLimited ? found.Where(machine => scope.Holds(action?.Value, machine.Traits) == true) : found;
    }

    private Result<Machine> ChooseFrom(ImmutableArray<Machine> all, string device) =>
        Choose(device, all) ?? NotFound(device, all.Where(machine => IsNeighbour(machine, device)).Take(MostNeighbours));

    /// <returns>Null when none is called so.</returns>
    private Result<Machine>? Choose(string device, IEnumerable<Machine> found)
    {
        var named = found.Where(machine => IsCalled(machine, device)).Take(MostTwins).ToImmutableArray();
        return named.Length switch
        {
            0 => null,
            1 => named[0],
            _ => Ambiguous(device, named),
        };
    }

    private static ODataFilter Called(string device)
    {
        var lower = device.ToLowerInvariant();
        var filter = ODataFilter.Equal(ODataField.ComputerDnsName, lower).Or(ODataFilter.StartsWith(ODataField.ComputerDnsName, lower + "."));

        // Most names are stored lower case, but nothing promises it.
        return lower == device ? filter : filter.Or(ODataFilter.Equal(ODataField.ComputerDnsName, device));
    }

    private static bool IsCalled(Machine machine, string device) =>
        machine.ComputerDnsName is { } name
        && (name.Equals(device, StringComparison.OrdinalIgnoreCase) || name.StartsWith(device + ".", StringComparison.OrdinalIgnoreCase));

    private Problem.Ambiguous Ambiguous(string device, ImmutableArray<Machine> machines)
    {
        var candidates = machines.OrderByDescending(machine => machine.LastSeen).Take(MostCandidates).Select(Candidate).ToImmutableArray();
        var more = machines.Length > MostCandidates ? $" The {MostCandidates} seen last are shown." : "";
        return new($"{machines.Length} devices are called {PlainLine.Of(device, 80)}.{more} Choose one.", candidates);
    }

    private Candidate Candidate(Machine machine)
    {
        string[] details =
        [
            PlainLine.Of($"{machine.OsPlatform} {machine.Version}", 60),
            machine.LastSeen is { } seen ? $"last seen {Age.Of(seen, time.GetUtcNow())}" : "never seen",
            PlainLine.Of(machine.RbacGroupName, 60),
            $"id …{machine.Id![^8..]}",
        ];
        return new(
            machine.Id!.ToLowerInvariant(),
            PlainLine.Of(machine.ComputerDnsName, 100),
            string.Join(", ", details.Where(detail => detail.Length > 0)));
    }

    private static Problem.NotFound NotFound(string device, IEnumerable<Machine> neighbours)
    {
        var near = NearNames.Of(device, neighbours.Select(machine => PlainLine.Of(machine.ComputerDnsName, 80)), MostNearNames).ToImmutableArray();
        var hint = near.IsEmpty ? "Check the name, or use the Defender device id." : $"Near names: {string.Join(", ", near)}.";
        return new($"There is no device called {PlainLine.Of(device, 80)} here. {hint}");
    }

    private async Task<IEnumerable<Machine>> NeighboursAsync(CustomerId customer, ActionId? action, string device, CancellationToken cancellationToken)
    {
        var filter = ODataFilter.StartsWith(ODataField.ComputerDnsName, Beginning(device));
        var listed = await api.ListMachinesAsync(customer, filter, MostNeighbours, Urgency.Interactive, cancellationToken);

        // Without neighbours the answer is still right, only less helpful.
        return listed.Problem is null ? Inside(customer, action, listed.Value) : [];
    }

    private static bool IsNeighbour(Machine machine, string device) =>
        machine.ComputerDnsName?.StartsWith(Beginning(device), StringComparison.OrdinalIgnoreCase) == true;

    private static string Beginning(string device) => device.ToLowerInvariant()[..Math.Min(2, device.Length)];
}
