using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace BotResponder.Storage.Sqlite;

/// <summary>One open database file: one writer, and readers that run beside it. Other processes may have the file open too.</summary>
internal sealed class SqliteFile : IDisposable
{
    /// <summary>How long one process waits for another's transaction before the caller gets the exception. In seconds.</summary>
    private const int BusySeconds = 5;

    /// <summary><c>SQLITE_NOTADB</c>, https://www.sqlite.org/rescode.html#notadb.</summary>
    private const int NotADatabase = 26;

    private readonly string _path;
    private readonly ILogger _log;

    private SqliteFile(string path, SqliteConnection writer, ILogger log)
    {
        _path = path;
        _log = log;
        Writer = new SqliteWriter(new WriteSession(writer), log);
        Readers = new SqliteReaders(() => Connect(path, SqliteOpenMode.ReadOnly));
    }

    public SqliteWriter Writer { get; }

    public SqliteReaders Readers { get; }

    /// <summary>Opens the file; makes it, and its folder, when there is none.</summary>
    /// <exception cref="StorageUnusableException">The file is not a database, not ours, or of a newer version.</exception>
    public static SqliteFile Open(string path, ILogger log)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        SqliteConnection? connection = null;
        try
        {
            connection = Connect(path, SqliteOpenMode.ReadWriteCreate);
            SqliteSchema.Prepare(connection);

            // WAL: readers never wait for the writer. FULL: a commit has reached the disk when it returns.
            // The log is folded back every 4,000 pages (16 MiB): rarer than the default, so that few commits pay for it.
            Configure(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA temp_store = MEMORY;");
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode == NotADatabase)
        {
            connection?.Dispose();
            throw new StorageUnusableException($"The storage file {path} is not a SQLite database: set Storage:Path to another file, or restore a copy.", failure);
        }
        catch
        {
            connection?.Dispose();
            throw;
        }

        log.FileOpened(path, SqliteSchema.Version);
        return new SqliteFile(path, connection, log);
    }

    /// <summary>Carries out what is queued, then closes the file.</summary>
    public void Dispose()
    {
        Readers.Dispose();
        Writer.Dispose();
        _log.FileClosed(_path, Writer.Transactions, Writer.Operations);
    }

    private static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = BusySeconds,
        }.ConnectionString);
        try
        {
            connection.Open();
            Configure(connection, "PRAGMA busy_timeout = 5000");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Configure(SqliteConnection connection, string pragmas)
    {
        using var command = connection.CreateCommand();
        command.CommandText = pragmas;
        command.ExecuteNonQuery();
    }
}
