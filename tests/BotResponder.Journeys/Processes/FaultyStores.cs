using System.Collections.Immutable;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Records;

namespace BotResponder.Journeys.Processes;

/// <summary>A store that does not keep one of its promises.</summary>
internal abstract class FaultyStore(IRecordStore records) : IRecordStore
{
    public virtual Task<StoredRecord?> FindAsync(RecordKey key, CancellationToken cancellationToken) => records.FindAsync(key, cancellationToken);

    public Task<IReadOnlyList<StoredRecord>> RangeAsync(string partition, string fromRow, string beforeRow, int take, CancellationToken cancellationToken) =>
        records.RangeAsync(partition, fromRow, beforeRow, take, cancellationToken);

    public virtual Task<WriteOutcome> CommitAsync(IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken) => records.CommitAsync(writes, cancellationToken);
}

/// <summary>Says that an activity is stored, and stores nothing.</summary>
internal sealed class ForgetfulInbox(IRecordStore records) : FaultyStore(records)
{
    public override Task<WriteOutcome> CommitAsync(IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken) =>
        RowKinds.Of(writes[0].Key.Partition) == "inbox" ? Task.FromResult(WriteOutcome.Written) : base.CommitAsync(writes, cancellationToken);
}

/// <summary>The last writer wins, whatever it had read.</summary>
internal sealed class Unconditional(IRecordStore records) : FaultyStore(records)
{
    public override Task<WriteOutcome> CommitAsync(IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken) =>
        base.CommitAsync([.. writes.Select(Without)], cancellationToken);

    private static RecordWrite Without(RecordWrite write) => write switch
    {
        RecordWrite.Insert { Body: var body } => new RecordWrite.Put(write.Key, body),
        RecordWrite.Replace { Body: var body } => new RecordWrite.Put(write.Key, body),
        RecordWrite.Delete => new RecordWrite.Delete(write.Key, null),
        _ => write,
    };
}

/// <summary>Keeps "a call is about to leave" in memory until the next decision of the customer, and says that it is written. Readers of this process see it.</summary>
internal sealed class WriteBehind(IRecordStore records) : FaultyStore(records)
{
    private const string Dispatching = "operation.dispatching";

    private static readonly RecordTag Pretended = new("kept in memory");
    private ImmutableDictionary<RecordKey, RecordWrite> _kept = ImmutableDictionary<RecordKey, RecordWrite>.Empty;

    public override async Task<StoredRecord?> FindAsync(RecordKey key, CancellationToken cancellationToken) => _kept.GetValueOrDefault(key) switch
    {
        null => await base.FindAsync(key, cancellationToken),
        var kept => BodyOf(kept) is { } body ? new(key, body, Pretended) : null,
    };

    public override async Task<WriteOutcome> CommitAsync(IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken)
    {
        if (writes.Any(write => LedgerRows.IsAudit(write.Key.Row) && BodyOf(write)!.Contains(Dispatching, StringComparison.Ordinal)))
        {
            _kept = writes.ToImmutableDictionary(write => write.Key);
            return WriteOutcome.Written;
        }

        // Only another decision makes it durable: cards that are noted beside it do not.
        if (_kept.IsEmpty || !writes.Any(write => write.Key.Row == LedgerRows.Head && _kept.ContainsKey(write.Key)))
        {
            return await base.CommitAsync(writes, cancellationToken);
        }

        // Both in one: the later body of a row, under the condition that the earlier write had.
        var outcome = await base.CommitAsync([.. writes.Aggregate(_kept, (all, write) => all.SetItem(write.Key, Over(all.GetValueOrDefault(write.Key), write))).Values], cancellationToken);
        _kept = outcome == WriteOutcome.Written ? _kept.Clear() : _kept;
        return outcome;
    }

    private static RecordWrite Over(RecordWrite? earlier, RecordWrite later) => (earlier, later) switch
    {
        (RecordWrite.Replace replace, RecordWrite.Replace { Body: var body }) => replace with { Body = body },
        (not null, RecordWrite.Replace { Body: var body }) => new RecordWrite.Put(later.Key, body),
        (not null, RecordWrite.Delete) => new RecordWrite.Delete(later.Key, null),
        _ => later,
    };

    private static string? BodyOf(RecordWrite write) => write switch
    {
        RecordWrite.Insert { Body: var body } => body,
        RecordWrite.Replace { Body: var body } => body,
        RecordWrite.Put { Body: var body } => body,
        _ => null,
    };
}
