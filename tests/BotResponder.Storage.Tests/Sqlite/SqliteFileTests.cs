using BotResponder.Core.Records;
using BotResponder.Core.Work;
using BotResponder.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotResponder.Storage.Tests.Sqlite;

public sealed class SqliteFileTests : IDisposable
{
    private static readonly RecordKey s_key = new("p", "r");

    private readonly TemporaryDatabase _database = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Open_ClosedFile_StillHoldsRowsAndWork()
    {
        StoredRecord? written;
        using (var before = _database.Open())
        {
            await PutAsync(before, s_key, "{}");
            await Queue(before).EnqueueAsync(new WorkItem("p", "r"), TimeSpan.Zero, Cancellation);
            written = await new SqliteRecordStore(before).FindAsync(s_key, Cancellation);
        }

        var after = _database.Open();

        Assert.Equal(written, await new SqliteRecordStore(after).FindAsync(s_key, Cancellation));
        Assert.Single(await Queue(after).LeaseAsync(10, TimeSpan.FromMinutes(1), Cancellation));
    }

    [Fact]
    public async Task Open_AfterReopening_NeverRepeatsATag()
    {
        RecordTag first;
        using (var before = _database.Open())
        {
            await PutAsync(before, s_key, "{}");
            var store = new SqliteRecordStore(before);
            first = (await store.FindAsync(s_key, Cancellation))!.Tag;
            await store.CommitAsync([new RecordWrite.Delete(s_key, first)], Cancellation);
        }

        var after = new SqliteRecordStore(_database.Open());
        await after.CommitAsync([new RecordWrite.Insert(s_key, "{}")], Cancellation);

        Assert.Equal(WriteOutcome.Conflict, await after.CommitAsync([new RecordWrite.Replace(s_key, "{}", first)], Cancellation));
    }

    [Fact]
    public async Task Open_CopyTakenWhileRunning_HoldsEveryCommitThatReturned()
    {
        var running = _database.Open();
        for (var n = 0; n < 200; n++)
        {
            await PutAsync(running, new RecordKey("p", $"r{n:D3}"), $"{n}");
        }

        // What a process that is killed leaves behind: the file and its log, never folded together.
        var copy = _database.PathOf("copy.db");
        File.Copy(_database.Path, copy);
        File.Copy(_database.Path + "-wal", copy + "-wal");

        var rows = await new SqliteRecordStore(_database.Open(copy)).RangeAsync("p", "r", "s", 1000, Cancellation);
        Assert.Equal(Enumerable.Range(0, 200).Select(n => $"{n}"), rows.Select(row => row.Body));
    }

    [Fact]
    public void Open_NoFolderYet_MakesIt()
    {
        var path = _database.PathOf("data/deep/store.db");

        _database.Open(path);

        Assert.True(File.Exists(path));
    }

    [Fact]
    public void Open_NewerSchema_IsRefusedWithBothVersions()
    {
        _database.Open().Dispose();
        Execute("PRAGMA user_version = 99");

        var refused = Assert.Throws<StorageUnusableException>(() => SqliteFile.Open(_database.Path, NullLogger.Instance));

        Assert.Contains("schema 99", refused.Message, StringComparison.Ordinal);
        Assert.Contains(_database.Path, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_DatabaseOfSomethingElse_IsRefusedAndLeftAlone()
    {
        Execute("CREATE TABLE theirs (id INTEGER)");

        var refused = Assert.Throws<StorageUnusableException>(() => SqliteFile.Open(_database.Path, NullLogger.Instance));

        Assert.Contains("something else", refused.Message, StringComparison.Ordinal);
        Execute("INSERT INTO theirs VALUES (1)");
    }

    [Fact]
    public async Task Open_NotADatabase_IsRefusedAndLeftAlone()
    {
        var text = string.Join('\n', Enumerable.Repeat("This is a shopping list.", 100));
        await File.WriteAllTextAsync(_database.Path, text, Cancellation);

        var refused = Assert.Throws<StorageUnusableException>(() => SqliteFile.Open(_database.Path, NullLogger.Instance));

        Assert.Contains("not a SQLite database", refused.Message, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(_database.Path, Cancellation));
    }

    [Fact]
    public async Task Commit_FileClosed_Throws()
    {
        var file = _database.Open();
        file.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => PutAsync(file, s_key, "{}"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => new SqliteRecordStore(file).FindAsync(s_key, Cancellation));
    }

    private static SqliteWorkQueue Queue(SqliteFile file) => new(file, TimeProvider.System, NullLogger<SqliteWorkQueue>.Instance);

    private static async Task PutAsync(SqliteFile file, RecordKey key, string body) => Assert.Equal(
        WriteOutcome.Written, await new SqliteRecordStore(file).CommitAsync([new RecordWrite.Put(key, body)], Cancellation));

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_database.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
