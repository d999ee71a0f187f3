using System.Collections.Concurrent;
using System.Collections.Immutable;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Api;

/// <summary>Devices by their ids, those of one tenant that are asked for at the same time in one list.</summary>
internal sealed class SharedMachineReads(DefenderApi api)
{
    private readonly ConcurrentDictionary<(CustomerId, Urgency), SharedReads<DeviceId, Machine>> _reads = new();

    public Task<Result<Machine>> FindAsync(CustomerId customer, DeviceId device, Urgency urgency, CancellationToken cancellationToken) =>
        _reads.GetOrAdd((customer, urgency), key => new(
            id => api.GetMachineAsync(key.Item1, id, key.Item2, CancellationToken.None),
            ids => ListAsync(key.Item1, ids, key.Item2),
            ODataFilter.MostValues)).ReadAsync(device, cancellationToken);

    private async Task<Result<ImmutableDictionary<DeviceId, Machine>>> ListAsync(CustomerId customer, ImmutableArray<DeviceId> ids, Urgency urgency)
    {
        var filter = ODataFilter.AnyOf(ODataField.Id, ids.Select(id => id.Value));
        var listed = await api.ListMachinesAsync(customer, filter, ids.Length, urgency, CancellationToken.None);
        return listed.TryGetValue(out var machines, out var problem)
            ? machines.ToImmutableDictionary(machine => DeviceId.TryParse(machine.Id, out var id) ? id : default)
            : problem;
    }
}
