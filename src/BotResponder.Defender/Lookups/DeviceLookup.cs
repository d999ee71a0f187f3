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
    private readonly DefenderApi _api;
    private readonly Uri _portal;
    private readonly TimeProvider _time;

    internal DeviceLookup(DefenderApi api, IOptions<DefenderOptions> options, TimeProvider time) =>
        (_api, _portal, _time) = (api, options.Value.PortalUrl, time);

    /// <param name="beginning">Of a host name, in any case; at least one character.</param>
    /// <param name="most">1 to 50.</param>
    /// <returns>Those seen last come first; none is an empty list.</returns>
    public async Task<Result<ImmutableArray<LookedUp>>> FindAsync(CustomerId customer, string beginning, int most, CancellationToken cancellationToken)
    {
        var lower = beginning.ToLowerInvariant();
        var filter = ODataFilter.StartsWith(ODataField.ComputerDnsName, lower);

        // Most names are stored lower case, but nothing promises it.
        filter = lower == beginning ? filter : filter.Or(ODataFilter.StartsWith(ODataField.ComputerDnsName, beginning));
        var listed = await _api.ListMachinesAsync(customer, filter, most, Urgency.Interactive, cancellationToken);
        return listed.TryGetValue(out var machines, out var problem)
            ? machines.OrderByDescending(machine => machine.LastSeen).Select(machine => Describe(customer, machine)).ToImmutableArray()
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
