using System.Globalization;
using BotResponder.Core.Records;

namespace BotResponder.Benchmarks.Measures;

/// <summary>Counts commits and keeps the largest, to say it again to the same store without anybody deciding.</summary>
internal sealed class SampledStore(IRecordStore inner) : IRecordStore
{
    private IReadOnlyList<RecordWrite> _largest = [];
    private long _commits;
    private int _copies;

    public long Commits => Interlocked.Read(ref _commits);

    public Task<StoredRecord?> FindAsync(RecordKey key, CancellationToken cancellationToken) => inner.FindAsync(key, cancellationToken);

    public Task<IReadOnlyList<StoredRecord>> RangeAsync(string partition, string fromRow, string beforeRow, int take, CancellationToken cancellationToken) =>
        inner.RangeAsync(partition, fromRow, beforeRow, take, cancellationToken);

    public Task<WriteOutcome> CommitAsync(IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _commits);
        _largest = writes.Count > _largest.Count ? writes : _largest;
        return inner.CommitAsync(writes, cancellationToken);
    }

    /// <summary>A hundred new rows in one commit, with the bodies and the kinds of keys of the largest.</summary>
    public async Task CommitHundredAsync(string partition)
    {
        var copy = (++_copies).ToString("D8", CultureInfo.InvariantCulture);
        List<RecordWrite> writes = [];
        for (var place = 0; place < RecordLimits.WritesPerCommit; place++)
        {
            var sample = _largest[place % _largest.Count];
            var key = new RecordKey(partition, $"{sample.Key.Row}|{copy}-{place.ToString("D2", CultureInfo.InvariantCulture)}");
            writes.Add(new RecordWrite.Insert(key, BodyOf(sample)));
        }

        if (await inner.CommitAsync(writes, CancellationToken.None) != WriteOutcome.Written)
        {
            throw new InvalidOperationException("New rows were there already.");
        }
    }

    private static string BodyOf(RecordWrite write) => write switch
    {
        RecordWrite.Insert insert => insert.Body,
        RecordWrite.Replace replace => replace.Body,
        RecordWrite.Put put => put.Body,
        _ => "{}",
    };
}
