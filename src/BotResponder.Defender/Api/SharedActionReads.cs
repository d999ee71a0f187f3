using System.Collections.Concurrent;
using System.Collections.Immutable;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Api;

/// <summary>Machine actions by their ids, those of one tenant that are asked for at the same time in few lists.</summary>
internal sealed class SharedActionReads(DefenderApi api, TimeProvider time)
{
    /// <summary>More than the bot ever watches at once in a tenant.</summary>
    private const int Most = 1000;

    /// <summary>What is watched was started in the last days: Defender keeps trying for three.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromDays(4);

    /// <summary>In a tenant that starts more than so many thousand actions in that time, the rest is read by its ids.</summary>
    private const int RecentPages = 3;

    private readonly ConcurrentDictionary<CustomerId, SharedReads<MachineActionId, MachineAction>> _reads = new();

    public Task<Result<MachineAction>> FindAsync(CustomerId customer, MachineActionId action, CancellationToken cancellationToken) =>
        _reads.GetOrAdd(customer, key => new(
            id => api.GetMachineActionAsync(key, id, Urgency.Background, CancellationToken.None), ids => ListAsync(key, ids), Most))
            .ReadAsync(action, cancellationToken);

    /// <summary>Few are named one by one; of many, the whole tenant's recent ones are read, which is fewer calls.</summary>
    private async Task<Result<ImmutableDictionary<MachineActionId, MachineAction>>> ListAsync(CustomerId customer, ImmutableArray<MachineActionId> ids)
    {
        var found = new Dictionary<MachineActionId, MachineAction>();
        var problem = ids.Length > ODataFilter.MostValues
            ? await ReadAsync(customer, ODataFilter.NotBefore(ODataField.CreatedAt, time.GetUtcNow() - Recent), RecentPages, found)
            : null;
        foreach (var part in ids.Where(id => !found.ContainsKey(id)).Chunk(ODataFilter.MostValues))
        {
            problem ??= await ReadAsync(customer, ODataFilter.AnyOf(ODataField.Id, part.Select(id => id.Value)), mostPages: 1, found);
        }

        return problem is null ? found.ToImmutableDictionary() : problem;
    }

    /// <returns>Why the next call had better not be made either. A list that is refused only finds nothing.</returns>
    private async Task<Problem?> ReadAsync(
        CustomerId customer, ODataFilter filter, int mostPages, Dictionary<MachineActionId, MachineAction> found)
    {
        var listed = await api.ListSomeMachineActionsAsync(customer, filter, mostPages, Urgency.Background, CancellationToken.None);
        if (!listed.TryGetValue(out var rows, out var problem))
        {
            return problem is Problem.Throttled or Problem.Unavailable ? problem : null;
        }

        foreach (var action in rows.Rows)
        {
            if (MachineActionId.TryParse(action.Id, out var id))
            {
                found[id] = action;
            }
        }

        return null;
    }
}
