using System.Runtime.CompilerServices;
using System.Text.Json;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Records;

namespace BotResponder.Core.Work;

/// <summary>The rows that say what must still be done, for those who do it.</summary>
public sealed class Outbox(IRecordStore records, IWorkQueue queue, WorkSignal signal, TimeProvider time)
{
    private const int PageSize = 200;

    /// <summary>The entry that a wake-up points to; null when it is done.</summary>
    /// <exception cref="JsonException">The row cannot be read: written by a newer version, or damaged.</exception>
    public async Task<StoredEntry?> FindAsync(WorkItem item, CancellationToken cancellationToken)
    {
        var stored = await records.FindAsync(new(item.Partition, item.Row), cancellationToken);
        return stored is null ? null : new(Read(stored.Body), stored);
    }

    /// <summary>It is done. An entry that was asked for again meanwhile stays.</summary>
    /// <returns>False when it was asked for again.</returns>
    public async Task<bool> DoneAsync(StoredEntry entry, CancellationToken cancellationToken) =>
        await records.CommitAsync([new RecordWrite.Delete(entry.Stored.Key, entry.Stored.Tag)], cancellationToken) == WriteOutcome.Written;

    /// <summary>Not yet. An entry that was asked for again meanwhile stays as that one says.</summary>
    public Task LaterAsync(StoredEntry entry, WorkResult.Later next, CancellationToken cancellationToken) =>
        MoveAsync(entry, entry.Entry.Round + (next.IsRound ? 1 : 0), next.Wait, cancellationToken);

    /// <summary>The clock that it was put off by went back by <paramref name="jump"/>: it waits as long as was meant, and no longer.</summary>
    public Task SoonerAsync(StoredEntry entry, TimeSpan jump, CancellationToken cancellationToken)
    {
        var left = entry.Entry.Due - jump - time.GetUtcNow();
        return MoveAsync(entry, entry.Entry.Round, left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellationToken);
    }

    /// <summary>Counts one more run, before it begins. Only for an entry that may have been begun before.</summary>
    /// <returns>The entry as it stands now; null when somebody else has changed it, so that it should be looked at again.</returns>
    public async Task<StoredEntry?> BeginAgainAsync(StoredEntry entry, DateTimeOffset until, CancellationToken cancellationToken)
    {
        // Without a note of trouble this is the second: the first leaves none when its worker dies.
        var runs = entry.Entry.Trouble is { } trouble ? trouble.Runs + 1 : 2;
        return await NoteAsync(entry, new(entry.Entry.Due, runs, until), cancellationToken)
            ? await FindAsync(new(entry.Stored.Key.Partition, entry.Stored.Key.Row), cancellationToken)
            : null;
    }

    /// <summary>A run failed, and the next begins at <paramref name="until"/>.</summary>
    public Task FailedAsync(StoredEntry entry, DateTimeOffset until, CancellationToken cancellationToken) =>
        NoteAsync(entry, new(entry.Entry.Due, Math.Max(1, entry.Entry.Trouble?.Runs ?? 0), until), cancellationToken);

    /// <summary>Nobody seems to be at it: wakes up for it now. Of several that see the same, in any process, one does.</summary>
    /// <param name="until">Until when it is left to whoever takes it.</param>
    /// <returns>False when somebody else was faster.</returns>
    public async Task<bool> WakeAgainAsync(StoredEntry entry, DateTimeOffset until, CancellationToken cancellationToken)
    {
        if (!await NoteAsync(entry, new(entry.Entry.Due, entry.Entry.Trouble?.Runs ?? 0, until), cancellationToken))
        {
            return false;
        }

        await WakeAsync(entry.Stored.Key, TimeSpan.Zero, cancellationToken);
        return true;
    }

    /// <summary>Every entry of a partition, read page by page. What a newer version wrote is left to it.</summary>
    public async IAsyncEnumerable<StoredEntry> AllAsync(string partition, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (from, before) = (LedgerRows.OutboxPrefix, LedgerRows.After(LedgerRows.OutboxPrefix));
        IReadOnlyList<StoredRecord> page;
        do
        {
            page = await records.RangeAsync(partition, from, before, PageSize, cancellationToken);
            foreach (var row in page)
            {
                if (TryRead(row.Body) is { } entry)
                {
                    yield return new(entry, row);
                }
            }

            from = page.Count == 0 ? from : page[^1].Key.Row + "!";
        }
        while (page.Count == PageSize);
    }

    public async Task WakeAsync(RecordKey row, TimeSpan delay, CancellationToken cancellationToken)
    {
        await queue.EnqueueAsync(new(row.Partition, row.Row), delay, cancellationToken);
        signal.Set();
    }

    internal static OutboxEntry? TryRead(string body)
    {
        try
        {
            return Read(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static OutboxEntry Read(string body) =>
        JsonSerializer.Deserialize(body, WorkJson.Default.OutboxEntry) ?? throw new JsonException("The outbox row is null.");

    private async Task MoveAsync(StoredEntry entry, int round, TimeSpan delay, CancellationToken cancellationToken)
    {
        var moved = entry.Entry with { Due = time.GetUtcNow() + delay, Round = round, Retry = null };
        if (await ReplaceAsync(entry, moved, cancellationToken))
        {
            await WakeAsync(entry.Stored.Key, delay, cancellationToken);
        }
    }

    private Task<bool> NoteAsync(StoredEntry entry, Retries trouble, CancellationToken cancellationToken) =>
        ReplaceAsync(entry, entry.Entry with { Retry = trouble }, cancellationToken);

    private async Task<bool> ReplaceAsync(StoredEntry entry, OutboxEntry written, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.Serialize(written, WorkJson.Default.OutboxEntry);
        return await records.CommitAsync([new RecordWrite.Replace(entry.Stored.Key, body, entry.Stored.Tag)], cancellationToken) == WriteOutcome.Written;
    }
}

/// <param name="Entry">What to do.</param>
/// <param name="Stored">The row as it was read, with its tag.</param>
public sealed record StoredEntry(OutboxEntry Entry, StoredRecord Stored);
