namespace BotResponder.Core.Records;

/// <summary>Where everything is remembered: rows in partitions, and one promise, <see cref="CommitAsync"/>.</summary>
/// <remarks>
/// Rows of one partition are ordered by ordinal comparison of their row keys. Keys are printable ASCII (see <see cref="RecordKey"/>),
/// so every engine agrees on that order.
/// </remarks>
public interface IRecordStore
{
    /// <summary>The row, or null when there is none.</summary>
    Task<StoredRecord?> FindAsync(RecordKey key, CancellationToken cancellationToken);

    /// <summary>The first <paramref name="take"/> rows of a partition from <paramref name="fromRow"/> (included) to <paramref name="beforeRow"/> (not included), in order.</summary>
    Task<IReadOnlyList<StoredRecord>> RangeAsync(string partition, string fromRow, string beforeRow, int take, CancellationToken cancellationToken);

    /// <summary>Carries out all writes or none. Durable when it returns <see cref="WriteOutcome.Written"/>.</summary>
    /// <param name="writes">1 to <see cref="RecordLimits.WritesPerCommit"/> writes, each of another row, all of one partition.</param>
    /// <param name="cancellationToken">Honoured before the commit begins; a begun commit is finished.</param>
    /// <returns><see cref="WriteOutcome.Conflict"/> when any condition did not hold; nothing was written then.</returns>
    /// <exception cref="ArgumentException">The writes break a limit above: a bug of the caller.</exception>
    Task<WriteOutcome> CommitAsync(IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken);
}
