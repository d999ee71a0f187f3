using System.Globalization;
using BotResponder.Core.Records;
using Microsoft.Data.Sqlite;

namespace BotResponder.Storage.Sqlite;

/// <summary>The statements that write rows. Every condition is part of the statement: no row changed says that it did not hold.</summary>
internal sealed class RecordWrites(SqliteConnection connection, WriteSession session) : IDisposable
{
    private readonly Statement _insert = new(connection, "INSERT INTO record (partition, row, tag, body) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", 4);

    private readonly Statement _replace = new(connection, "UPDATE record SET tag = $3, body = $4 WHERE partition = $1 AND row = $2 AND tag = $5", 5);

    private readonly Statement _put = new(
        connection,
        """
        INSERT INTO record (partition, row, tag, body) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO UPDATE SET tag = excluded.tag, body = excluded.body
        """,
        4);

    private readonly Statement _delete = new(connection, "DELETE FROM record WHERE partition = $1 AND row = $2", 2);

    private readonly Statement _deleteTagged = new(connection, "DELETE FROM record WHERE partition = $1 AND row = $2 AND tag = $3", 3);

    /// <summary>All of them, or none and <see cref="WriteOutcome.Conflict"/>.</summary>
    public WriteOutcome Commit(IReadOnlyList<RecordWrite> writes)
    {
        var number = session.Numbers.Next();
        object tag = number;
        foreach (var write in writes)
        {
            if (!Holds(write, tag))
            {
                session.UndoToSavepoint();
                return WriteOutcome.Conflict;
            }
        }

        return WriteOutcome.WrittenAs([.. Enumerable.Repeat(new RecordTag(number.ToString(CultureInfo.InvariantCulture)), writes.Count)]);
    }

    public void Dispose()
    {
        _insert.Dispose();
        _replace.Dispose();
        _put.Dispose();
        _delete.Dispose();
        _deleteTagged.Dispose();
    }

    private bool Holds(RecordWrite write, object tag)
    {
        var (partition, row) = (write.Key.Partition, write.Key.Row);
        switch (write)
        {
            case RecordWrite.Insert insert:
                return _insert.Run(partition, row, tag, insert.Body) == 1;
            case RecordWrite.Replace replace:
                return _replace.Run(partition, row, tag, replace.Body, NumberOf(replace.Tag)) == 1;
            case RecordWrite.Put put:
                return _put.Run(partition, row, tag, put.Body) == 1;
            case RecordWrite.Delete { Tag: { } expected }:
                return _deleteTagged.Run(partition, row, NumberOf(expected)) == 1;
            case RecordWrite.Delete:
                _delete.Run(partition, row);
                return true;
            default:
                throw new InvalidOperationException($"{write.GetType().Name} is no write that this engine knows.");
        }
    }

    /// <summary>A tag that this engine never made equals no row's: 0 is never given out.</summary>
    private static long NumberOf(RecordTag tag) =>
        long.TryParse(tag.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
