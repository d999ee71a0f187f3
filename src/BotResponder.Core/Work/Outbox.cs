using System.Text.Json;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Records;

namespace BotResponder.Core.Work;

/// <summary>The rows that say what must still be done, for those who do it.</summary>
public sealed class Outbox(IRecordStore records, IWorkQueue queue, WorkSignal signal, TimeProvider time)
{
    /// <summary>The entry that a wake-up points to; null when it is done.</summary>
    public async Task<StoredEntry?> FindAsync(WorkItem item, CancellationToken cancellationToken)
    {
        var stored = await records.FindAsync(new(item.Partition, item.Row), cancellationToken);
        return stored is null ? null : new(Read(stored), stored);
    }

    /// <summary>It is done. An entry that was asked for again meanwhile stays.</summary>
    /// <returns>False when it was asked for again.</returns>
    public async Task<bool> DoneAsync(StoredEntry entry, CancellationToken cancellationToken) =>
        await records.CommitAsync([new RecordWrite.Delete(entry.Stored.Key, entry.Stored.Tag)], cancellationToken) == WriteOutcome.Written;

    /// <summary>Not yet. An entry that was asked for again meanwhile stays as that one says.</summary>
    public async Task LaterAsync(StoredEntry entry, WorkResult.Later next, CancellationToken cancellationToken)
    {
        var delay = next.Wait;
        var later = entry.Entry with { Due = time.GetUtcNow() + delay, Round = entry.Entry.Round + (next.IsRound ? 1 : 0) };
        var body = JsonSerializer.Serialize(later, WorkJson.Default.OutboxEntry);
        if (await records.CommitAsync([new RecordWrite.Replace(entry.Stored.Key, body, entry.Stored.Tag)], cancellationToken) == WriteOutcome.Written)
        {
            await WakeAsync(entry.Stored.Key, delay, cancellationToken);
        }
    }

    /// <summary>Entries of a partition, as many as asked for; for the sweeper.</summary>
    public async Task<IReadOnlyList<StoredEntry>> ListAsync(string partition, int take, CancellationToken cancellationToken)
    {
        var rows = await records.RangeAsync(partition, LedgerRows.OutboxPrefix, LedgerRows.After(LedgerRows.OutboxPrefix), take, cancellationToken);
        return [.. rows.Select(row => new StoredEntry(Read(row), row))];
    }

    public async Task WakeAsync(RecordKey row, TimeSpan delay, CancellationToken cancellationToken)
    {
        await queue.EnqueueAsync(new(row.Partition, row.Row), delay, cancellationToken);
        signal.Set();
    }

    private static OutboxEntry Read(StoredRecord row) => JsonSerializer.Deserialize(row.Body, WorkJson.Default.OutboxEntry)!;
}

/// <param name="Entry">What to do.</param>
/// <param name="Stored">The row as it was read, with its tag.</param>
public sealed record StoredEntry(OutboxEntry Entry, StoredRecord Stored);
