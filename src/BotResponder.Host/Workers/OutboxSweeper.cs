using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Work;

namespace BotResponder.Host.Workers;

/// <summary>Wakes up again for outbox rows whose time has come and whose wake-up got lost, in a crash or on its way.</summary>
internal sealed class OutboxSweeper(Outbox outbox, CustomerDirectory customers, TimeProvider time, ILogger<OutboxSweeper> log) : BackgroundService
{
    private const int Most = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>A wake-up that is merely late is left alone.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>How long a row that was woken up for is left to those who work on it: longer than a lease.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(3);

    private readonly Dictionary<string, DateTimeOffset> _woken = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        do
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
#pragma warning disable CA1031 // The store may be away for a moment; the next round finds the same rows.
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                log.SweepFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var row in _woken.Where(woken => now - woken.Value > Again).Select(woken => woken.Key).ToArray())
        {
            _woken.Remove(row);
        }

        foreach (var customer in customers.All)
        {
            foreach (var stored in await outbox.ListAsync(LedgerRows.Partition(customer.Id), Most, cancellationToken))
            {
                var key = stored.Stored.Key;
                if (now - stored.Entry.Due > Patience && _woken.TryAdd($"{key} {stored.Stored.Tag}", now))
                {
                    log.WokenAgain(key.Row);
                    await outbox.WakeAsync(key, TimeSpan.Zero, cancellationToken);
                }
            }
        }
    }
}
