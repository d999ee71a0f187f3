using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Work;
using Microsoft.Extensions.Options;

namespace BotResponder.Host.Workers;

/// <summary>Wakes up again for outbox rows whose time has come and whose wake-up got lost: in a crash, on its way, or by a clock that was set back.</summary>
/// <remarks>Every replica sweeps. What one of them woke up for says so in its row, so that the others leave it alone.</remarks>
internal sealed class OutboxSweeper(OutboxSweep sweep, CustomerDirectory customers, IOptions<WorkOptions> options, TimeProvider time, ILogger<OutboxSweeper> log)
    : Sweeper(options, time, log)
{
    private readonly ClockWatch _watch = new(time);

    protected override async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        var (found, setBack) = (false, _watch.SetBack());
        if (setBack is { } jump)
        {
            Log.ClockSetBack(jump);
        }

        foreach (var customer in customers.All)
        {
            found |= await sweep.RunAsync(LedgerRows.Partition(customer.Id), setBack, cancellationToken);
        }

        return found;
    }
}

/// <summary>One look through one customer's outbox. Costs one range read for each 200 rows that wait, and a write only for what got lost.</summary>
internal sealed class OutboxSweep(Outbox outbox, RowTurns rows, WorkClock clock, ILogger<OutboxSweep> log)
{
    /// <param name="setBack">By how much the clock was set back since the last look; null when it was not.</param>
    /// <returns>True when something was lost.</returns>
    public async Task<bool> RunAsync(string partition, TimeSpan? setBack, CancellationToken cancellationToken)
    {
        var found = false;
        await foreach (var stored in outbox.AllAsync(partition, cancellationToken))
        {
            if (setBack is { } jump && stored.Entry.Due > clock.Now && stored.Entry.Kind is WorkKind.Dispatch or WorkKind.Poll or WorkKind.Watch)
            {
                await outbox.SoonerAsync(stored, jump, cancellationToken);
                found = true;
            }
            else if (clock.IsForgotten(stored.Entry) && !rows.IsBusy(new(partition, stored.Stored.Key.Row)))
            {
                log.WokenAgain(stored.Stored.Key.Row);
                await outbox.WakeAgainAsync(stored, clock.UntilTaken, cancellationToken);
                found = true;
            }
        }

        return found;
    }
}
