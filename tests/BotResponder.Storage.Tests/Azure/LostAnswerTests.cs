using Azure;
using BotResponder.Core.Records;
using BotResponder.Storage.Tests.Azurite;
using BotResponder.Storage.Tests.Records;

namespace BotResponder.Storage.Tests.Azure;

/// <summary>A commit whose request or answer was lost, with nobody else about.</summary>
public sealed class LostAnswerTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Commit_EveryThirdAnswerLost_DoesWhatTheModelDoes(bool carriedOut)
    {
        var table = await OpenAsync(async (batch, send) =>
        {
            if (batch % 3 != 0 || carriedOut)
            {
                await send();
            }

            if (batch % 3 == 0)
            {
                throw new IOException("The answer was lost.");
            }
        });
        var foreign = await table.WrittenAsync("foreign", "{}");

        await RecordHistories.PlayAsync(new DoubtIsConflict(table.Store), table.Partition, foreign, histories: 15);

        Assert.True(table.Transport.Batches > 30, $"Only {table.Transport.Batches} transactions.");
    }

    [Fact]
    public async Task Commit_AnswerLost_IsSentOnceAndLookedUp()
    {
        var table = await OpenAsync(LossyTable.LoseFirst(send => send()));

        Assert.Equal(WriteOutcome.Written, await table.CommitAsync(new RecordWrite.Put(table.Key("a"), "1")));

        Assert.Equal(1, table.Transport.Batches);
        Assert.Equal("1", await table.BodyAsync("a"));
    }

    [Fact]
    public async Task Commit_RequestLost_IsSentAgain()
    {
        var table = await OpenAsync(LossyTable.LoseFirst(_ => Task.CompletedTask));

        Assert.Equal(WriteOutcome.Written, await table.CommitAsync(new RecordWrite.Insert(table.Key("a"), "1")));

        Assert.Equal(2, table.Transport.Batches);
        Assert.Equal("1", await table.BodyAsync("a"));
    }

    [Fact]
    public async Task Commit_ServiceAway_ThrowsAndHasWrittenNothing()
    {
        var table = await OpenAsync((_, _) => throw new IOException("away"));

        await Assert.ThrowsAsync<IOException>(() => table.CommitAsync(new RecordWrite.Insert(table.Key("a"), "1")));

        Assert.Equal(6, table.Transport.Batches);
        Assert.Null(await table.BodyAsync("a"));
    }

    [Fact]
    public async Task Commit_RefusedForAnotherReason_ThrowsAtOnce()
    {
        var table = await OpenAsync((_, _) => throw new RequestFailedException(403, "no", "AuthorizationFailure", innerException: null));

        await Assert.ThrowsAsync<RequestFailedException>(() => table.CommitAsync(new RecordWrite.Put(table.Key("a"), "1")));

        Assert.Equal(1, table.Transport.Batches);
    }

    private Task<LossyTable> OpenAsync(Func<int, Func<Task>, Task> onBatch) => LossyTable.OpenAsync(azurite, onBatch);

    /// <summary>With one writer nothing is overwritten, so whatever was written is proven: doubt is allowed only where the model says conflict.</summary>
    private sealed class DoubtIsConflict(IRecordStore store) : IRecordStore
    {
        public Task<StoredRecord?> FindAsync(RecordKey key, CancellationToken cancellationToken) => store.FindAsync(key, cancellationToken);

        public Task<IReadOnlyList<StoredRecord>> RangeAsync(
            string partition, string fromRow, string beforeRow, int take, CancellationToken cancellationToken) =>
            store.RangeAsync(partition, fromRow, beforeRow, take, cancellationToken);

        public async Task<WriteOutcome> CommitAsync(IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken)
        {
            try
            {
                return await store.CommitAsync(writes, cancellationToken);
            }
            catch (StorageDoubtException)
            {
                return WriteOutcome.Conflict;
            }
        }
    }
}
