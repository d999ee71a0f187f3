using System.Collections.Immutable;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;

namespace BotResponder.Defender.Api;

/// <summary>Turns what somebody typed into exactly one device of the customer. Never guesses, not even between a live and a dead twin.</summary>
internal sealed class DeviceFinder(DefenderApi api, TimeProvider time)
{
    private const int MostTwins = 50;
    private const int MostCandidates = 10;
    private const int MostNeighbours = 200;
    private const int MostNearNames = 3;

    /// <param name="device">40 hexadecimal digits, a full DNS name, or its first label; in any case.</param>
    public async Task<Result<Machine>> FindAsync(CustomerId customer, string device, CancellationToken cancellationToken)
    {
        if (DeviceId.TryParse(device, out var id))
        {
            return await FindAsync(customer, id, cancellationToken);
        }

        var listed = await api.ListMachinesAsync(customer, Called(device), MostTwins, cancellationToken);
        if (!listed.TryGetValue(out var machines, out var problem))
        {
            return problem;
        }

        var named = machines.Where(machine => IsCalled(machine, device)).ToImmutableArray();
        return named.Length switch
        {
            1 => named[0],
            0 => await NotFoundAsync(customer, device, cancellationToken),
            _ => Ambiguous(device, named),
        };
    }

    public async Task<Result<Machine>> FindAsync(CustomerId customer, DeviceId device, CancellationToken cancellationToken)
    {
        var found = await api.GetMachineAsync(customer, device, cancellationToken);
        return found.Problem is Problem.NotFound
            ? new Problem.NotFound($"There is no device with the id {device} here. Check the id, or use the host name.")
            : found;
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

    private async Task<Problem> NotFoundAsync(CustomerId customer, string device, CancellationToken cancellationToken)
    {
        var near = await NearNamesAsync(customer, device, cancellationToken);
        var hint = near.IsEmpty ? "Check the name, or use the Defender device id." : $"Near names: {string.Join(", ", near)}.";
        return new Problem.NotFound($"There is no device called {PlainLine.Of(device, 80)} here. {hint}");
    }

    private async Task<ImmutableArray<string>> NearNamesAsync(CustomerId customer, string device, CancellationToken cancellationToken)
    {
        var beginning = device.ToLowerInvariant()[..Math.Min(2, device.Length)];
        var filter = ODataFilter.StartsWith(ODataField.ComputerDnsName, beginning);
        var listed = await api.ListMachinesAsync(customer, filter, MostNeighbours, cancellationToken);

        // Without neighbours the answer is still right, only less helpful.
        return listed.TryGetValue(out var machines, out _)
            ? [.. NearNames.Of(device, machines.Select(machine => PlainLine.Of(machine.ComputerDnsName, 80)), MostNearNames)]
            : [];
    }
}
