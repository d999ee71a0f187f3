using Azure;
using BotResponder.Core.Records;
using BotResponder.Storage.Azure;
using BotResponder.Storage.Tests.Azurite;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotResponder.Storage.Tests.Azure;

/// <summary>A partition of one test, a store whose transactions may go astray, and another store beside it whose do not.</summary>
internal sealed class LossyTable
{
    private readonly string _connection;
    private readonly IRecordStore _other;

    private LossyTable(string connection, Func<int, Func<Task>, Task> onBatch)
    {
        _connection = connection;
        Transport = new BatchTransport(onBatch);
        Store = Open(Transport);
        _other = Open(transport: null);
    }

    public string Partition { get; } = $"lost-{Guid.NewGuid():N}";

    public BatchTransport Transport { get; }

    public TableRecordStore Store { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="azurite">Where it is.</param>
    /// <param name="onBatch">See <see cref="BatchTransport"/>.</param>
    public static async Task<LossyTable> OpenAsync(AzuriteFixture azurite, Func<int, Func<Task>, Task> onBatch) =>
        new((await azurite.ServerAsync()).ConnectionString, onBatch);

    /// <summary>The first transaction does these steps, one of them perhaps the sending itself, and then no answer comes. All others are as usual.</summary>
    public static Func<int, Func<Task>, Task> LoseFirst(Func<Func<Task>, Task> steps) => async (batch, send) =>
    {
        await (batch == 1 ? steps(send) : send());
        if (batch == 1)
        {
            throw new RequestFailedException(0, "The answer was lost.");
        }
    };

    public RecordKey Key(string row) => new(Partition, row);

    public async Task<string?> BodyAsync(string row) => (await _other.FindAsync(Key(row), Cancellation))?.Body;

    /// <summary>What another writer does.</summary>
    public async Task OtherAsync(RecordWrite write) => Assert.Equal(WriteOutcome.Written, await _other.CommitAsync([write], Cancellation));

    public async Task<RecordTag> WrittenAsync(string row, string body)
    {
        await OtherAsync(new RecordWrite.Put(Key(row), body));
        return (await _other.FindAsync(Key(row), Cancellation))!.Tag;
    }

    public Task<WriteOutcome> CommitAsync(params RecordWrite[] writes) => Store.CommitAsync(writes, Cancellation);

    private TableRecordStore Open(BatchTransport? transport) => new(
        new AzureAccount(new AzureStorageOptions { ConnectionString = _connection }, transport: transport),
        new HastyTime(),
        NullLogger<TableRecordStore>.Instance);
}
