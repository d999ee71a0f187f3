using BotResponder.Core.Customers;
using BotResponder.Core.Groups;
using Microsoft.Extensions.Options;

namespace BotResponder.Host.People;

/// <summary>Reads the groups that hold roles, at the start before anybody is answered, and then again and again.</summary>
internal sealed class GroupWatch(CustomerDirectory customers, ReadGroups groups, IOptions<CustomerOptions> options, TimeProvider time) : BackgroundService
{
    /// <summary>A start does not wait longer for Microsoft: until a group is read it makes nobody anything.</summary>
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(10);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync(cancellationToken).WaitAsync(LongestStart, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The readings go on.
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Also when no role is held through a group now: the settings may name one later.
        while (true)
        {
            await Task.Delay(options.Value.GroupsEvery, time, stoppingToken);
            await ReadAsync(stoppingToken);
        }
    }

    private Task ReadAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(customers.All.Select(customer => groups.RunAsync(customer, options.Value.GroupsFresh, cancellationToken)));
}
