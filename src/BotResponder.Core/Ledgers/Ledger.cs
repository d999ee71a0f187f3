using System.Collections.Concurrent;
using BotResponder.Core.Audit;
using BotResponder.Core.Customers;
using BotResponder.Core.Records;
using BotResponder.Core.Work;
using Microsoft.Extensions.Logging;
using BotResponder.Core.Results;

namespace BotResponder.Core.Ledgers;

/// <summary>
/// The one door to a customer's rows. A decision reads, decides and is committed as a whole: rows, audit lines, chain head and outbox, or nothing.
/// </summary>
/// <remarks>
/// Decisions of one customer run one after another inside this process, and as many as fit are committed in one transaction.
/// Between processes the chain head's tag decides: the slower process reads again and decides again.
/// </remarks>
public sealed class Ledger(IRecordStore records, IWorkQueue queue, WorkSignal signal, AuditChain chain, TimeProvider time, ILogger<Ledger> log)
{
    private readonly ConcurrentDictionary<CustomerId, CustomerWriter> _writers = new();

    /// <summary>How many decisions are made together. Default 24: about twice as many as fit into one commit. The benchmarks compare it with 1.</summary>
    internal int MostTogether { get; init; } = 24;

    /// <summary>Runs <paramref name="decide"/> and returns its answer once everything that it decided is durable.</summary>
    /// <param name="decide">Reads rows through the view and decides. Pure but for that; may be run more than once.</param>
    /// <param name="cancellationToken">Ends the wait for the answer. What has been handed in is decided and committed all the same.</param>
    /// <exception cref="LedgerBusyException">Other processes were faster again and again. Nothing was written; trying again is safe.</exception>
    public async Task<Result<T>> DecideAsync<T>(
        CustomerId customer, Func<ILedgerView, CancellationToken, ValueTask<Decision<T>>> decide, CancellationToken cancellationToken)
    {
        var pending = new PendingDecision<T>(decide);
        var writer = _writers.GetOrAdd(customer, id => new(LedgerRows.Partition(id), records, Wake, chain, time, log) { MostTogether = MostTogether });
        writer.Enter(pending);
        return await pending.Answer.WaitAsync(cancellationToken);
    }

    /// <summary>Tells the queue what the outbox holds. Not waited for: a wake-up that gets lost is sent again by the sweeper.</summary>
    private void Wake(string partition, IReadOnlyList<OutboxEntry> outbox)
    {
        if (outbox.Count > 0)
        {
            _ = WakeAsync(partition, outbox);
        }
    }

    private async Task WakeAsync(string partition, IReadOnlyList<OutboxEntry> outbox)
    {
        try
        {
            // Side by side, so that a store which groups its writes makes one of them.
            await Task.WhenAll(outbox.Select(entry =>
                queue.EnqueueAsync(new(partition, LedgerRows.Outbox(entry.Id)), entry.Due - time.GetUtcNow(), CancellationToken.None)));
            signal.Set();
        }
#pragma warning disable CA1031 // A lost wake-up loses nothing: the outbox row is durable and the sweeper finds it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.WakeUpLost(exception, partition, outbox.Count);
        }
    }
}

/// <summary>Other processes committed first, again and again. Nothing was written.</summary>
public sealed class LedgerBusyException() : Exception("The customer's ledger is busy: other processes were faster every time. Nothing was written.");
