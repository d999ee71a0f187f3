using System.Globalization;
using BotResponder.Core.Records;
using BotResponder.Core.Work;
using Microsoft.Data.Sqlite;

namespace BotResponder.Storage.Sqlite;

/// <summary>A connection that only reads, with its compiled statements. Each statement sees everything committed before it began. One thread at a time.</summary>
internal sealed class ReadSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Statement _find;
    private readonly Statement _range;
    private readonly Statement _anyDue;
    private readonly Statement _depth;

    /// <param name="connection">Belongs to the session from here on.</param>
    public ReadSession(SqliteConnection connection)
    {
        _connection = connection;
        _find = new Statement(connection, "SELECT tag, body FROM record WHERE partition = $1 AND row = $2", 2);
        _range = new Statement(
            connection, "SELECT tag, body, row FROM record WHERE partition = $1 AND row >= $2 AND row < $3 ORDER BY row LIMIT $4", 4);
        _anyDue = new Statement(connection, "SELECT 1 FROM work WHERE due <= $1 LIMIT 1", 1);
        _depth = new Statement(
            connection,
            """
            SELECT count(*), count(*) FILTER (WHERE lease > 0 AND due > $1), (SELECT count(*) FROM dead_letter) FROM work
            """,
            1);
    }

    public StoredRecord? Find(RecordKey key)
    {
        using var reader = _find.Read(key.Partition, key.Row);
        return reader.Read() ? new StoredRecord(key, reader.GetString(1), TagOf(reader)) : null;
    }

    public IReadOnlyList<StoredRecord> Range(string partition, string fromRow, string beforeRow, int take)
    {
        var records = new List<StoredRecord>();
        using var reader = _range.Read(partition, fromRow, beforeRow, (long)take);
        while (reader.Read())
        {
            records.Add(new StoredRecord(new RecordKey(partition, reader.GetString(2)), reader.GetString(1), TagOf(reader)));
        }

        return records;
    }

    /// <param name="now">Unix milliseconds.</param>
    public bool AnyDue(long now)
    {
        using var reader = _anyDue.Read(now);
        return reader.Read();
    }

    /// <param name="now">Unix milliseconds.</param>
    public QueueDepth Depth(long now)
    {
        using var reader = _depth.Read(now);
        reader.Read();
        var leased = reader.GetInt32(1);
        return new QueueDepth(reader.GetInt32(0) - leased, leased, reader.GetInt32(2));
    }

    public void Dispose()
    {
        _find.Dispose();
        _range.Dispose();
        _anyDue.Dispose();
        _depth.Dispose();
        _connection.Dispose();
    }

    private static RecordTag TagOf(SqliteDataReader reader) => new(reader.GetInt64(0).ToString(CultureInfo.InvariantCulture));
}
