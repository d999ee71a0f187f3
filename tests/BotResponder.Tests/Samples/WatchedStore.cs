using System.Collections.Concurrent;
using BotResponder.Core.Records;
using BotResponder.Storage.Memory;

namespace BotResponder.Tests.Samples;

/// <summary>A memory store that counts, and that can be made to fail, to lose an answer or to be beaten by somebody else.</summary>
internal sealed class WatchedStore : IRecordStore
{
    private readonly MemoryRecordStore _store = new();
    private int _rowsRead;

    public ConcurrentQueue<IReadOnlyList<RecordWrite>> Commits { get; } = [];

    /// <summary>What was read one by one, in order.</summary>
    public ConcurrentQueue<RecordKey> FoundKeys { get; } = [];

    public int RowsRead => _rowsRead;

    /// <summary>Runs instead of a commit's way to the store; gets the real commit to call, or not.</summary>
    public Func<Func<Task<WriteOutcome>>, Task<WriteOutcome>> OnCommit { get; set; } = commit => commit();

    public void StartCounting()
    {
        Commits.Clear();
        _rowsRead = 0;
    }

    public async Task<StoredRecord?> FindAsync(RecordKey key, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _rowsRead);
        FoundKeys.Enqueue(key);
        return await _store.FindAsync(key, cancellationToken);
    }

    public async Task<IReadOnlyList<StoredRecord>> RangeAsync(string partition, string fromRow, string beforeRow, int take, CancellationToken cancellationToken)
    {
        var rows = await _store.RangeAsync(partition, fromRow, beforeRow, take, cancellationToken);
        Interlocked.Add(ref _rowsRead, rows.Count);
        return rows;
    }

    public Task<WriteOutcome> CommitAsync(IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken)
    {
        Commits.Enqueue(writes);
        return OnCommit(() => _store.CommitAsync(writes, cancellationToken));
    }
}
