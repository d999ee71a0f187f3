using BotResponder.Core.Records;
using BotResponder.Storage.Sqlite;

namespace BotResponder.Storage.Tests.Sqlite;

public sealed class SqliteWriterTests : IDisposable
{
    private readonly TemporaryDatabase _database = new();
    private readonly SqliteFile _file;
    private readonly SqliteRecordStore _store;

    public SqliteWriterTests()
    {
        _file = _database.Open();
        _store = new SqliteRecordStore(_file);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Run_ManyWaitingCommits_ShareOneTransaction()
    {
        await using var held = await HoldAsync();
        var before = _file.Writer.Transactions;
        Task<WriteOutcome>[] commits = [.. Enumerable.Range(0, 64).Select(n => PutAsync($"r{n:D2}", Cancellation))];

        await held.LetGoAsync();
        var outcomes = await Task.WhenAll(commits);

        Assert.All(outcomes, outcome => Assert.Equal(WriteOutcome.Written, outcome));
        Assert.Equal(2, _file.Writer.Transactions - before); // the one that held the writer, and one for all 64
        Assert.Equal(64, (await RowsAsync()).Count);
    }

    [Fact]
    public async Task Run_OneOperationOfAGroupThrows_ItsNeighboursAreWritten()
    {
        await using var held = await HoldAsync();
        var first = PutAsync("a", Cancellation);
        var failing = _file.Writer.RunAsync<bool>(
            session =>
            {
                session.Records.Commit([new RecordWrite.Put(new RecordKey("p", "half"), "{}")]);
                throw new InvalidDataException("on purpose");
            },
            Cancellation);
        var conflicting = _store.CommitAsync(
            [new RecordWrite.Put(new RecordKey("p", "b"), "{}"), new RecordWrite.Insert(new RecordKey("p", "a"), "{}")], Cancellation);
        var last = PutAsync("c", Cancellation);

        await held.LetGoAsync();

        await Assert.ThrowsAsync<InvalidDataException>(() => failing);
        Assert.Equal([WriteOutcome.Written, WriteOutcome.Conflict, WriteOutcome.Written], await Task.WhenAll(first, conflicting, last));
        Assert.Equal(["a", "c"], await RowsAsync());
    }

    [Fact]
    public async Task Run_TheTransactionIsLost_EveryCallerIsToldAndTheWriterGoesOn()
    {
        await using var held = await HoldAsync();
        var before = PutAsync("a", Cancellation);
        // What SQLite itself does when the disk is full: the transaction is gone under the operation.
        var losing = _file.Writer.RunAsync<bool>(
            session =>
            {
                session.Abandon();
                throw new IOException("disk full");
            },
            Cancellation);
        var after = PutAsync("b", Cancellation);

        await held.LetGoAsync();

        await Assert.ThrowsAsync<IOException>(() => before);
        await Assert.ThrowsAsync<IOException>(() => losing);
        await Assert.ThrowsAsync<IOException>(() => after);
        Assert.Empty(await RowsAsync());
        Assert.Equal(WriteOutcome.Written, await PutAsync("c", Cancellation));
        Assert.Equal(["c"], await RowsAsync());
    }

    [Fact]
    public async Task Run_CancelledWhileWaiting_IsNotCarriedOut()
    {
        using var cancellation = new CancellationTokenSource();
        await using var held = await HoldAsync();
        var cancelled = PutAsync("a", cancellation.Token);
        var other = PutAsync("b", Cancellation);

        await cancellation.CancelAsync();
        await held.LetGoAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal(WriteOutcome.Written, await other);
        Assert.Equal(["b"], await RowsAsync());
    }

    [Fact]
    public async Task Dispose_CommitsWaiting_AreWrittenFirst()
    {
        Task<WriteOutcome>[] commits = [.. Enumerable.Range(0, 100).Select(n => PutAsync($"r{n:D2}", Cancellation))];

        _file.Dispose();

        Assert.All(await Task.WhenAll(commits), outcome => Assert.Equal(WriteOutcome.Written, outcome));
    }

    private Task<WriteOutcome> PutAsync(string row, CancellationToken cancellationToken) =>
        _store.CommitAsync([new RecordWrite.Put(new RecordKey("p", row), "{}")], cancellationToken);

    private async Task<IReadOnlyList<string>> RowsAsync() =>
        [.. (await _store.RangeAsync("p", "!", "~", 1000, Cancellation)).Select(record => record.Key.Row)];

    private async Task<HeldWriter> HoldAsync()
    {
        var held = new HeldWriter(_file.Writer);
        await held.Holding;
        return held;
    }

    /// <summary>Keeps the writer busy, so that what comes meanwhile has to wait together.</summary>
    private sealed class HeldWriter : IAsyncDisposable
    {
        private readonly TaskCompletionSource _holding = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _letGo = new();
        private readonly Task<bool> _operation;

        public HeldWriter(SqliteWriter writer)
        {
            _operation = writer.RunAsync(
                _ =>
                {
                    _holding.SetResult();
                    _letGo.Wait(CancellationToken.None);
                    return true;
                },
                CancellationToken.None);
        }

        public Task Holding => _holding.Task;

        public async Task LetGoAsync()
        {
            _letGo.Set();
            await _operation;
        }

        public async ValueTask DisposeAsync()
        {
            await LetGoAsync();
            _letGo.Dispose();
        }
    }
}
