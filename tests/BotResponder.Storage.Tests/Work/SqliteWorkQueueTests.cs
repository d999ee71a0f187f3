using BotResponder.Core.Work;
using BotResponder.Storage.Sqlite;
using BotResponder.Storage.Tests.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotResponder.Storage.Tests.Work;

public sealed class SqliteWorkQueueTests : ClockedWorkQueueContract
{
    private readonly TemporaryDatabase _database = new();

    protected override ValueTask<IWorkQueue> OpenAsync() =>
        new(new SqliteWorkQueue(_database.Open(), Time, NullLogger<SqliteWorkQueue>.Instance));

    protected override ValueTask CloseAsync()
    {
        _database.Dispose();
        return ValueTask.CompletedTask;
    }
}
