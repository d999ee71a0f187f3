using Microsoft.Data.Sqlite;

namespace BotResponder.Storage.Sqlite;

/// <summary>Numbers that never come twice from one file, for tags and leases.</summary>
/// <remarks>
/// They are reserved in blocks, so that a commit seldom has to write the counter too. Two processes have two blocks; numbers of a block
/// that a crash leaves unused are never given out.
/// </remarks>
internal sealed class NumberBlock(SqliteConnection connection) : IDisposable
{
    private const int Size = 10_000;

    private readonly Statement _reserve = new(connection, "UPDATE counter SET last = last + $1 WHERE id = 1 RETURNING last", 1);
    private long _last;
    private long _end;

    /// <summary>Makes sure of <paramref name="count"/> numbers. Must stand outside every savepoint: undoing one must not give the block back.</summary>
    public void Reserve(int count)
    {
        if (_end - _last >= count)
        {
            return;
        }

        using var reader = _reserve.Read((long)Math.Max(Size, count));
        reader.Read();
        _end = reader.GetInt64(0);
        _last = _end - Math.Max(Size, count);
    }

    /// <summary>One number, more than 0. An operation takes one at most.</summary>
    public long Next() => _last < _end ? ++_last : throw new InvalidOperationException("No number was reserved.");

    /// <summary>The transaction that may have reserved the block was not written: somebody else may get the same block.</summary>
    public void Forget() => _last = _end = 0;

    public void Dispose() => _reserve.Dispose();
}
