using BotResponder.Core.Records;

namespace BotResponder.Benchmarks.Measures;

/// <summary>Counts commits and keeps what they write, to say the same rows again to the same store without anybody deciding.</summary>
internal sealed class SampledStore(IRecordStore inner) : IRecordStore
{
    private readonly List<RecordWrite> _written = [];
    private int _commits;

    public int Commits => _commits;

    public Task<StoredRecord?> FindAsync(RecordKey key, CancellationToken cancellationToken) => inner.FindAsync(key, cancellationToken);

    public Task<IReadOnlyList<StoredRecord>> RangeAsync(string partition, string fromRow, string beforeRow, int take, CancellationToken cancellationToken) =>
        inner.RangeAsync(partition, fromRow, beforeRow, take, cancellationToken);

    /// <summary>A ledger commits for one customer one after another.</summary>
    public Task<WriteOutcome> CommitAsync(IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken)
    {
        _commits++;
        _written.AddRange(writes);
        return inner.CommitAsync(writes, cancellationToken);
    }

    /// <summary>The same rows in the same order in a partition of its own, full commits: what was new is new, what was written over is written over.</summary>
    public IEnumerable<IReadOnlyList<RecordWrite>> InHundreds(string partition)
    {
        Dictionary<string, RecordWrite> hundred = new(StringComparer.Ordinal);
        foreach (var write in _written)
        {
            // A commit holds a row once: of two, the later.
            var row = write.Key.Row;
            hundred[row] = write is RecordWrite.Delete ? new RecordWrite.Delete(new(partition, row), null) : new RecordWrite.Put(new(partition, row), BodyOf(write));
            if (hundred.Count == RecordLimits.WritesPerCommit)
            {
                yield return [.. hundred.Values];
                hundred.Clear();
            }
        }
    }

    private static string BodyOf(RecordWrite write) => write switch
    {
        RecordWrite.Insert insert => insert.Body,
        RecordWrite.Replace replace => replace.Body,
        RecordWrite.Put put => put.Body,
        _ => throw new InvalidOperationException($"{write.Key} is removed, not written."),
    };
}
