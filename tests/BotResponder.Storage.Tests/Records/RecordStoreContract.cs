using BotResponder.Core.Records;

namespace BotResponder.Storage.Tests.Records;

/// <summary>What every record store promises. A derived class says how its engine is opened, and nothing else.</summary>
public abstract partial class RecordStoreContract : IAsyncLifetime
{
    private IRecordStore? _store;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A partition of this test alone: the engine may be shared with others.</summary>
    protected string Partition { get; } = $"p-{Guid.NewGuid():N}";

    protected IRecordStore Store => _store ?? throw new InvalidOperationException("The test has not begun.");

    public async ValueTask InitializeAsync() => _store = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract ValueTask<IRecordStore> OpenAsync();

    protected virtual ValueTask CloseAsync() => ValueTask.CompletedTask;

    protected RecordKey Key(string row) => new(Partition, row);

    protected Task<StoredRecord?> FindAsync(string row) => Store.FindAsync(Key(row), Cancellation);

    protected Task<WriteOutcome> CommitAsync(params RecordWrite[] writes) => Store.CommitAsync(writes, Cancellation);

    protected Task<IReadOnlyList<StoredRecord>> RangeAsync(string fromRow, string beforeRow, int take = 1000) =>
        Store.RangeAsync(Partition, fromRow, beforeRow, take, Cancellation);

    protected async Task<StoredRecord> WrittenAsync(string row, string body)
    {
        Assert.Equal(WriteOutcome.Written, await CommitAsync(new RecordWrite.Put(Key(row), body)));
        return (await FindAsync(row))!;
    }
}
