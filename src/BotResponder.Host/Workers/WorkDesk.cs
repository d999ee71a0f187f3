using System.Collections.Concurrent;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Work;
using Microsoft.Extensions.Options;

namespace BotResponder.Host.Workers;

/// <summary>Handles taken wake-ups: each under a lease that is kept, one row at a time, and no customer more than its share.</summary>
internal sealed class WorkDesk(IWorkQueue queue, WorkRunner runner, LeaseKeeper leases, RowTurns rows, IOptions<WorkOptions> options, ILogger<WorkDesk> log)
{
    private const string CardRow = $"{LedgerRows.OutboxPrefix}{nameof(WorkKind.Cards)}-";

    /// <summary>The longest that a wake-up over the share is put off at a time.</summary>
    private static readonly TimeSpan LongestPutOff = TimeSpan.FromSeconds(5);

    private readonly FairGate _gate = new(options.Value.MostAtOnce, options.Value.MostPerCustomer);

    /// <summary>Cards wait for Teams' pace, in a busy channel for seconds: in places of their own, so that no call to Defender waits behind them.</summary>
    private readonly FairGate _cards = new(options.Value.MostAtOnce, options.Value.MostPerCustomer);

    /// <summary>About how many of a customer's wake-ups are put off now.</summary>
    private readonly ConcurrentDictionary<string, int> _putOff = new(StringComparer.Ordinal);

    /// <summary>Takes a place for this customer's work; <see cref="HandleAsync"/> gives it back.</summary>
    public bool TryEnter(WorkItem item)
    {
        var partition = item.Partition;
        if (!GateOf(item).TryEnter(partition))
        {
            return false;
        }

        if (_putOff.TryGetValue(partition, out var count))
        {
            _ = count > 1 ? _putOff.TryUpdate(partition, count - 1, count) : _putOff.TryRemove(partition, out _);
        }

        return true;
    }

    /// <summary>
    /// The customer has its share: the wake-up moves back in the queue, a random while that grows with how many do, so that other customers' come first.
    /// It is written anew, because taking it was no attempt at its work; one that was taken before keeps its count.
    /// </summary>
    public async Task PutOffAsync(LeasedWork work)
    {
        var count = _putOff.AddOrUpdate(work.Item.Partition, 1, (_, before) => before + 1);
        var longest = options.Value.Look * (1 + (count / options.Value.MostPerCustomer));
#pragma warning disable CA5394 // Not a secret.
        var wait = (longest < LongestPutOff ? longest : LongestPutOff) * Random.Shared.NextDouble();
#pragma warning restore CA5394
        await TryAsync(async () =>
        {
            if (work.Attempts > 1)
            {
                await queue.ReleaseAsync(work, wait, CancellationToken.None);
                return;
            }

            await queue.EnqueueAsync(work.Item, wait, CancellationToken.None);
            await queue.CompleteAsync(work, CancellationToken.None);
        });
    }

    /// <summary>Does not throw.</summary>
    public async Task HandleAsync(LeasedWork work)
    {
        try
        {
            if (!rows.TryEnter(work.Item, out var turn))
            {
                await TryAsync(() => queue.CompleteAsync(work, CancellationToken.None));
                return;
            }

            var run = RunAsync(work, turn);
            if (await leases.KeepAsync(work, run) is { } held)
            {
                var end = await run;
                await TryAsync(() => EndAsync(held, end));
            }
        }
        finally
        {
            GateOf(work.Item).Leave(work.Item.Partition);
        }
    }

    public void NotReached(Exception exception) => log.QueueNotReached(exception);

    private FairGate GateOf(WorkItem item) => item.Row.StartsWith(CardRow, StringComparison.Ordinal) ? _cards : _gate;

    private async Task<WakeUpEnd> RunAsync(LeasedWork work, Task turn)
    {
        await turn;
        try
        {
            return await runner.RunAsync(work);
        }
        finally
        {
            rows.Leave(work.Item);
        }
    }

    private Task EndAsync(LeasedWork held, WakeUpEnd end) => end switch
    {
        WakeUpEnd.Again { Wait: var wait } => queue.ReleaseAsync(held, wait, CancellationToken.None),
        WakeUpEnd.Dead { Reason: var reason } => queue.ParkAsync(held, reason, CancellationToken.None),
        _ => queue.CompleteAsync(held, CancellationToken.None),
    };

    private async Task TryAsync(Func<Task> change)
    {
        try
        {
            await change();
        }
#pragma warning disable CA1031 // Its lease runs out, and it comes again by itself.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.QueueNotReached(exception);
        }
    }
}
