using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace BotResponder.Storage.Sqlite;

/// <summary>The writer's connection with its compiled statements. Only the writer's thread touches it.</summary>
internal sealed class WriteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _rollback;
    private readonly Statement _openSavepoint;
    private readonly Statement _undoToSavepoint;
    private readonly Statement _closeSavepoint;

    /// <param name="connection">Belongs to the session from here on.</param>
    public WriteSession(SqliteConnection connection)
    {
        _connection = connection;
        // IMMEDIATE takes the write lock at once: what a condition reads cannot change until COMMIT, whichever process wants it.
        _begin = new Statement(connection, "BEGIN IMMEDIATE");
        _commit = new Statement(connection, "COMMIT");
        _rollback = new Statement(connection, "ROLLBACK");
        _openSavepoint = new Statement(connection, "SAVEPOINT operation");
        _undoToSavepoint = new Statement(connection, "ROLLBACK TO operation");
        _closeSavepoint = new Statement(connection, "RELEASE operation");
        Numbers = new NumberBlock(connection);
        Records = new RecordWrites(connection, this);
        Work = new WorkWrites(connection, Numbers);
    }

    public RecordWrites Records { get; }

    public WorkWrites Work { get; }

    public NumberBlock Numbers { get; }

    /// <summary>False when SQLite itself has ended the transaction, which it does for some failures: https://www.sqlite.org/lang_transaction.html.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_connection.Handle) == 0;

    public void Begin(int operations)
    {
        _begin.Run();
        Numbers.Reserve(operations);
    }

    public void Commit() => _commit.Run();

    /// <summary>Forgets what the transaction did, as far as it is still there to be forgotten.</summary>
    public void Abandon()
    {
        Numbers.Forget();
        if (InTransaction)
        {
            _rollback.Run();
        }
    }

    public void OpenSavepoint() => _openSavepoint.Run();

    /// <summary>Undoes what the operation has written; its savepoint stays open.</summary>
    public void UndoToSavepoint() => _undoToSavepoint.Run();

    public void CloseSavepoint() => _closeSavepoint.Run();

    /// <summary>Closing the last connection of all processes folds the log back into the file.</summary>
    public void Dispose()
    {
        Records.Dispose();
        Work.Dispose();
        Numbers.Dispose();
        _begin.Dispose();
        _commit.Dispose();
        _rollback.Dispose();
        _openSavepoint.Dispose();
        _undoToSavepoint.Dispose();
        _closeSavepoint.Dispose();
        _connection.Dispose();
    }
}
