using System.Collections.Immutable;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using BotResponder.Defender.Limits;
using Microsoft.Extensions.Options;

namespace BotResponder.Defender.Lookups;

/// <summary>Devices by the beginning of their name, for somebody who searches. Reads only; an action finds its one target by itself.</summary>
public sealed class DeviceLookup
{
    /// <summary>Of a limited customer so many are read, because some of them are not its own.</summary>
    private const int MostRead = 500;

    private readonly DefenderApi _api;
    private readonly CustomerLimits _limits;
    private readonly Uri _portal;
    private readonly TimeProvider _time;

    internal DeviceLookup(DefenderApi api, CustomerLimits limits, IOptions<DefenderOptions> options, TimeProvider time) =>
        (_api, _limits, _portal, _time) = (api, limits, options.Value.PortalUrl, time);

    /// <param name="beginning">Of a host name, in any case; at least one character.</param>
    /// <param name="most">1 to 50.</param>
    /// <returns>Those seen last come first; none is an empty list.</returns>
    public async Task<Result<ImmutableArray<LookedUp>>> FindAsync(CustomerId customer, string beginning, int most, CancellationToken cancellationToken)
    {
        var lower = beginning.ToLowerInvariant();
        var filter = ODataFilter.StartsWith(ODataField.ComputerDnsName, lower);

        // Most names are stored lower case, but nothing promises it.
        filter = lower == beginning ? filter : filter.Or(ODataFilter.StartsWith(ODataField.ComputerDnsName, beginning));
        var scope = _limits.ScopeOf(customer);
        var listed = await _api.ListMachinesAsync(customer, filter, scope.IsLimited ? MostRead : most, Urgency.Interactive, cancellationToken);
        return listed.TryGetValue(out var machines, out var problem)
            ? machines.Where(machine => scope.Holds(action: null, machine.Traits) == true).OrderByDescending(machine => machine.LastSeen).Take(most)
                .Select(machine => Describe(customer, machine)).ToImmutableArray()
            : problem;
    }

    private LookedUp Describe(CustomerId customer, Machine machine)
    {
        _ = DeviceId.TryParse(machine.Id, out var id);
        string[] details =
        [
            PlainLine.Of($"{machine.OsPlatform} {machine.Version}", 60),
            machine.LastSeen is { } seen ? $"last seen {Age.Of(seen, _time.GetUtcNow())}" : "never seen",
            PlainLine.Of(machine.RbacGroupName, 60),
        ];
        return new(id.Value, PlainLine.Of(machine.ComputerDnsName, 100), string.Join(", ", details.Where(detail => detail.Length > 0)), PortalLinks.Device(_portal, customer, id));
    }
}
