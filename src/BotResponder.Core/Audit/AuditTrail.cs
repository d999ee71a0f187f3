using System.Text.Json;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Records;
using BotResponder.Core.Requests;

namespace BotResponder.Core.Audit;

/// <summary>The read side of the trail. Every read costs as many rows as it returns, whatever the trail's length.</summary>
public sealed class AuditTrail(IRecordStore records)
{
    /// <summary>The newest entries, newest first.</summary>
    public async Task<IReadOnlyList<SealedEntry>> NewestAsync(CustomerId customer, int take, CancellationToken cancellationToken)
    {
        var head = await HeadAsync(customer, cancellationToken);
        var from = Math.Max(1, head.Sequence - take + 1);
        var rows = await records.RangeAsync(
            LedgerRows.Partition(customer), LedgerRows.Audit(from), LedgerRows.Audit(head.Sequence + 1), take, cancellationToken);
        return [.. rows.Reverse().Select(Read)];
    }

    /// <summary>The newest entries that concern a target, newest first.</summary>
    public Task<IReadOnlyList<SealedEntry>> OfTargetAsync(CustomerId customer, string kind, string id, int take, CancellationToken cancellationToken) =>
        IndexedAsync(customer, LedgerRows.TargetIndex(kind, id), take, cancellationToken);

    /// <summary>The targets of earlier requests that answer to a name or an id; at most ten.</summary>
    public async Task<IReadOnlyList<ActionTarget>> FindTargetsAsync(CustomerId customer, string name, CancellationToken cancellationToken)
    {
        var prefix = LedgerRows.TargetName(name);
        var rows = await records.RangeAsync(LedgerRows.Partition(customer), prefix, LedgerRows.After(prefix), 10, cancellationToken);
        return [.. rows.Select(row => JsonSerializer.Deserialize(row.Body, RequestJson.Default.ActionTarget)!)];
    }

    /// <summary>A request's entries, newest first.</summary>
    public Task<IReadOnlyList<SealedEntry>> OfRequestAsync(CustomerId customer, RequestId request, int take, CancellationToken cancellationToken) =>
        IndexedAsync(customer, LedgerRows.RequestIndex(request), take, cancellationToken);

    /// <summary>Entries in order from a sequence number on; for export and verification.</summary>
    public async Task<IReadOnlyList<SealedEntry>> FromAsync(CustomerId customer, long sequence, int take, CancellationToken cancellationToken)
    {
        var rows = await records.RangeAsync(
            LedgerRows.Partition(customer), LedgerRows.Audit(sequence), LedgerRows.Audit(long.MaxValue), take, cancellationToken);
        return [.. rows.Select(Read)];
    }

    /// <summary>The sequence number of the first entry at or after a moment; one behind the last when there is none. Reads one row for each halving.</summary>
    public async Task<long> FirstSinceAsync(CustomerId customer, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var (from, until) = (1L, (await HeadAsync(customer, cancellationToken)).Sequence + 1);
        while (from < until)
        {
            var middle = from + ((until - from) / 2);
            (from, until) = (await FromAsync(customer, middle, 1, cancellationToken))[0].Entry.At < moment ? (middle + 1, until) : (from, middle);
        }

        return from;
    }

    public async Task<ChainHead> HeadAsync(CustomerId customer, CancellationToken cancellationToken) =>
        (await SealedHeadAsync(customer, cancellationToken))?.Head ?? ChainHead.Empty;

    /// <summary>Null before the first line.</summary>
    /// <exception cref="JsonException">Somebody wrote something else into the row.</exception>
    internal async Task<SealedHead?> SealedHeadAsync(CustomerId customer, CancellationToken cancellationToken)
    {
        var stored = await records.FindAsync(new(LedgerRows.Partition(customer), LedgerRows.Head), cancellationToken);
        return stored is null ? null : JsonSerializer.Deserialize(stored.Body, AuditJson.Default.SealedHead) ?? throw new JsonException("The chain head is null.");
    }

    private async Task<IReadOnlyList<SealedEntry>> IndexedAsync(CustomerId customer, string prefix, int take, CancellationToken cancellationToken)
    {
        var partition = LedgerRows.Partition(customer);
        var pointers = await records.RangeAsync(partition, prefix, LedgerRows.After(prefix), take, cancellationToken);
        var rows = await Task.WhenAll(pointers.Select(pointer => records.FindAsync(new(partition, LedgerRows.Pointed(pointer)), cancellationToken)));
        return [.. rows.OfType<StoredRecord>().Select(Read)];
    }

    private static SealedEntry Read(StoredRecord row) =>
        JsonSerializer.Deserialize(row.Body, AuditJson.Default.SealedEntry) ?? throw new JsonException("A line is null.");
}
