using BotResponder.Core.Records;

namespace BotResponder.Storage.Sqlite;

/// <summary>Rows in one SQLite file.</summary>
internal sealed class SqliteRecordStore(SqliteFile file) : IRecordStore
{
    public Task<StoredRecord?> FindAsync(RecordKey key, CancellationToken cancellationToken) =>
        file.Readers.RunAsync(session => session.Find(key), cancellationToken);

    public Task<IReadOnlyList<StoredRecord>> RangeAsync(
        string partition, string fromRow, string beforeRow, int take, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(take);
        return file.Readers.RunAsync(session => session.Range(partition, fromRow, beforeRow, take), cancellationToken);
    }

    public Task<WriteOutcome> CommitAsync(IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken)
    {
        CommitRules.Check(writes);
        return file.Writer.RunAsync(session => session.Records.Commit(writes), cancellationToken);
    }
}
