using BotResponder.Core.Work;
using Microsoft.Extensions.Logging;

namespace BotResponder.Storage.Sqlite;

/// <summary>Wake-ups in one SQLite file. A receipt holds until another worker takes the item, even when its lease has run out.</summary>
internal sealed class SqliteWorkQueue(SqliteFile file, TimeProvider time, ILogger<SqliteWorkQueue> log) : IWorkQueue
{
    public Task EnqueueAsync(WorkItem item, TimeSpan delay, CancellationToken cancellationToken)
    {
        var due = LeaseRules.After(time, delay);
        return file.Writer.RunAsync(
            session =>
            {
                session.Work.Enqueue(item, due);
                return true;
            },
            cancellationToken);
    }

    public async Task<IReadOnlyList<LeasedWork>> LeaseAsync(int most, TimeSpan lease, CancellationToken cancellationToken)
    {
        LeaseRules.Check(most, lease);

        // Workers look far more often than something is due: looking must not cost a transaction.
        var now = LeaseRules.Now(time);
        return await file.Readers.RunAsync(session => session.AnyDue(now), cancellationToken)
            ? await file.Writer.RunAsync(session => session.Work.Lease(most, now, LeaseRules.After(time, lease)), cancellationToken)
            : [];
    }

    public async Task<LeasedWork?> RenewAsync(LeasedWork work, TimeSpan lease, CancellationToken cancellationToken)
    {
        LeaseRules.Check(most: 1, lease);
        var receipt = LeaseReceipt.Parse(work.Receipt);
        var renewed = await file.Writer.RunAsync(session => session.Work.Renew(receipt, LeaseRules.After(time, lease)), cancellationToken);
        return renewed is { } held ? work with { Receipt = held.ToString() } : null;
    }

    public Task CompleteAsync(LeasedWork work, CancellationToken cancellationToken)
    {
        var receipt = LeaseReceipt.Parse(work.Receipt);
        return file.Writer.RunAsync(session => session.Work.Complete(receipt), cancellationToken);
    }

    public Task ReleaseAsync(LeasedWork work, TimeSpan delay, CancellationToken cancellationToken)
    {
        var receipt = LeaseReceipt.Parse(work.Receipt);
        return file.Writer.RunAsync(session => session.Work.Release(receipt, LeaseRules.After(time, delay)), cancellationToken);
    }

    public async Task ParkAsync(LeasedWork work, string reason, CancellationToken cancellationToken)
    {
        var receipt = LeaseReceipt.Parse(work.Receipt);
        if (await file.Writer.RunAsync(session => session.Work.Park(receipt, reason, LeaseRules.Now(time)), cancellationToken))
        {
            log.WorkParked(work.Item.Partition, work.Item.Row, work.Attempts, reason);
        }
    }

    public Task<QueueDepth> DepthAsync(CancellationToken cancellationToken) =>
        file.Readers.RunAsync(session => session.Depth(LeaseRules.Now(time)), cancellationToken);
}
