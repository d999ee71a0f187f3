using BotResponder.Core.Customers;
using BotResponder.Core.Delegations;
using Microsoft.Extensions.Options;

namespace BotResponder.Host.People;

/// <summary>Learns what was delegated while this process was not there, or through another one.</summary>
internal sealed class DelegationWatch(CustomerDirectory customers, ReadDelegations delegations, IOptions<CustomerOptions> options, TimeProvider time, ILogger<DelegationWatch> log) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(options.Value.GroupsEvery, time, stoppingToken);
            await ReadAsync(stoppingToken);
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        foreach (var customer in customers.All)
        {
            try
            {
                await delegations.RunAsync(customer.Id, cancellationToken);
            }
#pragma warning disable CA1031 // What was read before stays, and whoever decides reads again.
            catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
            {
                log.DelegationsNotRead(exception, customer.Id);
            }
        }
    }
}
