using BotResponder.Core.Records;
using BotResponder.Storage.Sqlite;
using BotResponder.Storage.Tests.Sqlite;

namespace BotResponder.Storage.Tests.Records;

public sealed class SqliteRecordStoreTests : RecordStoreContract
{
    private readonly TemporaryDatabase _database = new();

    protected override ValueTask<IRecordStore> OpenAsync() => new(new SqliteRecordStore(_database.Open()));

    protected override ValueTask CloseAsync()
    {
        _database.Dispose();
        return ValueTask.CompletedTask;
    }
}
