using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Work;

namespace BotResponder.Host.Workers;

/// <summary>Wakes up again for outbox rows whose time has come and whose wake-up got lost, in a crash or on its way.</summary>
internal sealed class OutboxSweeper(Outbox outbox, CustomerDirectory customers, TimeProvider time, ILogger<OutboxSweeper> log)
    : Sweeper(TimeSpan.FromSeconds(10), time, log)
{
    private const int Most = 500;

    /// <summary>A wake-up that is merely late is left alone.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>How long a row that was woken up for is left to those who work on it: longer than a lease.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(3);

    private readonly Dictionary<string, DateTimeOffset> _woken = new(StringComparer.Ordinal);

    protected override async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = Time.GetUtcNow();
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
                    Log.WokenAgain(key.Row);
                    await outbox.WakeAsync(key, TimeSpan.Zero, cancellationToken);
                }
            }
        }
    }
}
