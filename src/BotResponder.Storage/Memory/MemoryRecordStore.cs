using System.Globalization;
using BotResponder.Core.Records;

namespace BotResponder.Storage.Memory;

/// <summary>Rows in memory, for tests. Keeps every promise of the seam but the one about power cuts.</summary>
public sealed class MemoryRecordStore : IRecordStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, SortedList<string, StoredRecord>> _partitions = new(StringComparer.Ordinal);
    private long _lastTag;

    public Task<StoredRecord?> FindAsync(RecordKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return Task.FromResult(Current(key));
        }
    }

    public Task<IReadOnlyList<StoredRecord>> RangeAsync(
        string partition, string fromRow, string beforeRow, int take, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(take);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<StoredRecord>>(!_partitions.TryGetValue(partition, out var rows)
                ? []
                : [.. rows.Values
                    .Where(record => string.CompareOrdinal(record.Key.Row, fromRow) >= 0 && string.CompareOrdinal(record.Key.Row, beforeRow) < 0)
                    .Take(take)]);
        }
    }

    public Task<WriteOutcome> CommitAsync(IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken)
    {
        CommitRules.Check(writes);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (!writes.All(Holds))
            {
                return Task.FromResult(WriteOutcome.Conflict);
            }

            var tag = new RecordTag((++_lastTag).ToString(CultureInfo.InvariantCulture));
            foreach (var write in writes)
            {
                Apply(write, tag);
            }

            return Task.FromResult(WriteOutcome.WrittenAs([.. writes.Select(_ => tag)]));
        }
    }

    private StoredRecord? Current(RecordKey key) =>
        _partitions.TryGetValue(key.Partition, out var rows) && rows.TryGetValue(key.Row, out var record) ? record : null;

    private bool Holds(RecordWrite write) => write switch
    {
        RecordWrite.Insert => Current(write.Key) is null,
        RecordWrite.Replace replace => Current(write.Key)?.Tag == replace.Tag,
        RecordWrite.Delete { Tag: { } tag } => Current(write.Key)?.Tag == tag,
        _ => true,
    };

    private void Apply(RecordWrite write, RecordTag tag)
    {
        if (!_partitions.TryGetValue(write.Key.Partition, out var rows))
        {
            _partitions[write.Key.Partition] = rows = new SortedList<string, StoredRecord>(StringComparer.Ordinal);
        }

        switch (write)
        {
            case RecordWrite.Insert insert:
                rows[write.Key.Row] = new StoredRecord(write.Key, insert.Body, tag);
                break;
            case RecordWrite.Replace replace:
                rows[write.Key.Row] = new StoredRecord(write.Key, replace.Body, tag);
                break;
            case RecordWrite.Put put:
                rows[write.Key.Row] = new StoredRecord(write.Key, put.Body, tag);
                break;
            default:
                rows.Remove(write.Key.Row);
                break;
        }
    }
}
