using System.Collections.Concurrent;
using BotResponder.Core.Customers;
using Microsoft.Extensions.Options;

namespace BotResponder.Core.Groups;

/// <summary>Reads the groups that hold roles: again and again, and before an answer or a call depends on them. Who came and who left stands in the ledger.</summary>
public sealed class ReadGroups(IGroupDirectory directory, GroupLedger ledger, RoleGroups groups, IOptions<CustomerOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<GroupId, Task> _running = new();

    /// <summary>Reads each that was not read for so long. Does not throw for a group that cannot be read: what was read before counts until it is too old.</summary>
    /// <param name="olderThan">Zero reads all.</param>
    public Task RunAsync(Customer customer, TimeSpan olderThan, CancellationToken cancellationToken) =>
        Task.WhenAll(customer.Groups.Select(held => held.Group).Distinct()
            .Where(group => groups.AgeOf(group) is not { } age || age >= olderThan)
            .Select(group => OnceAsync(group).WaitAsync(cancellationToken)));

    /// <summary>Before something is decided: reads what is not fresh, and waits no longer than a person would.</summary>
    public async Task FreshenAsync(Customer customer, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(customer, options.Value.GroupsFresh, cancellationToken).WaitAsync(options.Value.GroupsPatience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // What was read before counts until it is too old; the reading goes on.
        }
    }

    /// <summary>Of several that want a group read at once one reads it, for all.</summary>
    private Task OnceAsync(GroupId group)
    {
        var reading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = _running.GetOrAdd(group, reading.Task);
        if (running == reading.Task)
        {
            _ = ReadAsync(group, reading);
        }

        return running;
    }

    private async Task ReadAsync(GroupId group, TaskCompletionSource reading)
    {
        var at = groups.Now;
        try
        {
            var listed = await directory.ListMembersAsync(group, options.Value.MostInGroup, CancellationToken.None);
            if (listed.TryGetValue(out var members, out var problem))
            {
                groups.Set(group, new(await ledger.RememberAsync(group, members, CancellationToken.None), at));
            }
            else
            {
                ledger.NotRead(group, problem);
            }
        }
#pragma warning disable CA1031 // Whoever waits decides by what was read before; the next round reads again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            ledger.NotRead(group, exception);
        }

        _running.TryRemove(group, out _);
        reading.SetResult();
    }
}
