using BotResponder.Core.Work;
using Microsoft.Data.Sqlite;

namespace BotResponder.Storage.Sqlite;

/// <summary>The statements that write the queue. Times are unix milliseconds.</summary>
internal sealed class WorkWrites(SqliteConnection connection, NumberBlock numbers) : IDisposable
{
    private readonly Statement _enqueue = new(connection, "INSERT INTO work (due, lease, attempts, partition, row) VALUES ($1, 0, 0, $2, $3)", 3);

    private readonly Statement _due = new(connection, "SELECT id, attempts, partition, row FROM work WHERE due <= $1 ORDER BY due, id LIMIT $2", 2);

    private readonly Statement _take = new(connection, "UPDATE work SET due = $1, lease = $2, attempts = attempts + 1 WHERE id = $3", 3);

    private readonly Statement _renew = new(connection, "UPDATE work SET due = $1, lease = $2 WHERE id = $3 AND lease = $4", 4);

    private readonly Statement _release = new(connection, "UPDATE work SET due = $1, lease = 0 WHERE id = $2 AND lease = $3", 3);

    private readonly Statement _remove = new(connection, "DELETE FROM work WHERE id = $1 AND lease = $2", 2);

    private readonly Statement _bury = new(
        connection,
        """
        INSERT INTO dead_letter (parked, attempts, partition, row, reason)
        SELECT $1, attempts, partition, row, $2 FROM work WHERE id = $3 AND lease = $4
        """,
        4);

    public void Enqueue(WorkItem item, long due) => _enqueue.Run(due, item.Partition, item.Row);

    public IReadOnlyList<LeasedWork> Lease(int most, long now, long until)
    {
        var lease = numbers.Next();
        var taken = Due(most, now, lease);
        foreach (var (receipt, _) in taken)
        {
            _take.Run(until, lease, receipt.Item);
        }

        return [.. taken.Select(one => one.Work)];
    }

    /// <returns>The new receipt, or null when the old one no longer holds.</returns>
    public LeaseReceipt? Renew(LeaseReceipt receipt, long until)
    {
        var renewed = receipt with { Lease = numbers.Next() };
        return _renew.Run(until, renewed.Lease, receipt.Item, receipt.Lease) == 1 ? renewed : null;
    }

    /// <returns>Whether the receipt still held.</returns>
    public bool Release(LeaseReceipt receipt, long due) => _release.Run(due, receipt.Item, receipt.Lease) == 1;

    /// <returns>Whether the receipt still held.</returns>
    public bool Complete(LeaseReceipt receipt) => _remove.Run(receipt.Item, receipt.Lease) == 1;

    /// <returns>Whether the receipt still held.</returns>
    public bool Park(LeaseReceipt receipt, string reason, long now) =>
        _bury.Run(now, reason, receipt.Item, receipt.Lease) == 1 && Complete(receipt);

    public void Dispose()
    {
        _enqueue.Dispose();
        _due.Dispose();
        _take.Dispose();
        _renew.Dispose();
        _release.Dispose();
        _remove.Dispose();
        _bury.Dispose();
    }

    private List<(LeaseReceipt Receipt, LeasedWork Work)> Due(int most, long now, long lease)
    {
        var due = new List<(LeaseReceipt Receipt, LeasedWork Work)>();
        using var reader = _due.Read(now, (long)most);
        while (reader.Read())
        {
            var receipt = new LeaseReceipt(reader.GetInt64(0), lease);
            var item = new WorkItem(reader.GetString(2), reader.GetString(3));
            due.Add((receipt, new LeasedWork(item, receipt.ToString(), reader.GetInt32(1) + 1)));
        }

        return due;
    }
}
