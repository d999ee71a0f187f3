using System.Globalization;
using Microsoft.Data.Sqlite;

namespace BotResponder.Storage.Sqlite;

/// <summary>The tables, and the version of them that the file carries in <c>PRAGMA user_version</c>.</summary>
internal static class SqliteSchema
{
    public const int Version = 1;

    // Rows lie in key order in one B-tree, so a range reads neighbours and an insert touches no second index.
    // work.due: unix milliseconds; when the item becomes visible, or a lease on it runs out. work.lease: 0 is free.
    // counter.last: the highest number that any process has reserved for tags and leases.
    private const string Tables = """
        CREATE TABLE record (
            partition TEXT NOT NULL, row TEXT NOT NULL, tag INTEGER NOT NULL, body TEXT NOT NULL,
            PRIMARY KEY (partition, row)) WITHOUT ROWID;
        CREATE TABLE work (
            id INTEGER PRIMARY KEY, due INTEGER NOT NULL, lease INTEGER NOT NULL, attempts INTEGER NOT NULL,
            partition TEXT NOT NULL, row TEXT NOT NULL);
        CREATE INDEX work_due ON work (due);
        CREATE TABLE dead_letter (
            id INTEGER PRIMARY KEY, parked INTEGER NOT NULL, attempts INTEGER NOT NULL,
            partition TEXT NOT NULL, row TEXT NOT NULL, reason TEXT NOT NULL);
        CREATE TABLE counter (id INTEGER PRIMARY KEY CHECK (id = 1), last INTEGER NOT NULL);
        INSERT INTO counter VALUES (1, 0);
        PRAGMA user_version = 1;
        """;

    /// <summary>Makes the tables in a new file; a file of ours is left as it is.</summary>
    /// <exception cref="StorageUnusableException">A newer version made the file, or something else did.</exception>
    public static void Prepare(SqliteConnection connection)
    {
        if (VersionOf(connection) == Version)
        {
            return;
        }

        // Two processes may start on a new file at once: the one that gets the write lock makes the tables, the other finds them.
        using var transaction = connection.BeginTransaction(deferred: false);
        MakeOrRefuse(connection);
        transaction.Commit();
    }

    private static void MakeOrRefuse(SqliteConnection connection)
    {
        var found = VersionOf(connection);
        if (found > Version)
        {
            throw new StorageUnusableException(
                $"The storage file {connection.DataSource} has schema {found}, and this version knows {Version} at most: start the newer version, or restore a copy from before the update.");
        }

        if (found == Version)
        {
            return;
        }

        if (Number(connection, "SELECT count(*) FROM sqlite_schema") > 0)
        {
            throw new StorageUnusableException(
                $"The storage file {connection.DataSource} is a database that something else made: set Storage:Path to another file.");
        }

        using var command = connection.CreateCommand();
        command.CommandText = Tables;
        command.ExecuteNonQuery();
    }

    private static int VersionOf(SqliteConnection connection) => (int)Number(connection, "PRAGMA user_version");

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
