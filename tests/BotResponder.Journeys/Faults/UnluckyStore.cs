using BotResponder.Core.Records;
using BotResponder.Core.Work;

namespace BotResponder.Journeys.Faults;

/// <summary>A store whose calls fail as the dice say.</summary>
internal sealed class UnluckyStore(IRecordStore records, FaultDice dice) : IRecordStore
{
    public Task<StoredRecord?> FindAsync(RecordKey key, CancellationToken cancellationToken) =>
        Misfortune.MeetAsync(dice.OfRead(), () => records.FindAsync(key, cancellationToken));

    public Task<IReadOnlyList<StoredRecord>> RangeAsync(string partition, string fromRow, string beforeRow, int take, CancellationToken cancellationToken) =>
        Misfortune.MeetAsync(dice.OfRead(), () => records.RangeAsync(partition, fromRow, beforeRow, take, cancellationToken));

    public async Task<WriteOutcome> CommitAsync(IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken)
    {
        var fault = dice.OfCommit();
        return fault == StoreFault.Conflict
            ? WriteOutcome.Conflict
            : await Misfortune.MeetAsync(fault, () => records.CommitAsync(writes, cancellationToken));
    }
}

/// <summary>A queue whose calls fail as the dice say.</summary>
internal sealed class UnluckyQueue(IWorkQueue queue, FaultDice dice) : IWorkQueue
{
    public Task EnqueueAsync(WorkItem item, TimeSpan delay, CancellationToken cancellationToken) => MeetAsync(() => queue.EnqueueAsync(item, delay, cancellationToken));

    public Task<IReadOnlyList<LeasedWork>> LeaseAsync(int most, TimeSpan lease, CancellationToken cancellationToken) =>
        Misfortune.MeetAsync(dice.OfWrite(), () => queue.LeaseAsync(most, lease, cancellationToken));

    public Task<LeasedWork?> RenewAsync(LeasedWork work, TimeSpan lease, CancellationToken cancellationToken) =>
        Misfortune.MeetAsync(dice.OfWrite(), () => queue.RenewAsync(work, lease, cancellationToken));

    public Task CompleteAsync(LeasedWork work, CancellationToken cancellationToken) => MeetAsync(() => queue.CompleteAsync(work, cancellationToken));

    public Task ReleaseAsync(LeasedWork work, TimeSpan delay, CancellationToken cancellationToken) => MeetAsync(() => queue.ReleaseAsync(work, delay, cancellationToken));

    public Task ParkAsync(LeasedWork work, string reason, CancellationToken cancellationToken) => MeetAsync(() => queue.ParkAsync(work, reason, cancellationToken));

    public Task<QueueDepth> DepthAsync(CancellationToken cancellationToken) => Misfortune.MeetAsync(dice.OfRead(), () => queue.DepthAsync(cancellationToken));

    private Task MeetAsync(Func<Task> call) => Misfortune.MeetAsync(dice.OfWrite(), async () =>
    {
        await call();
        return true;
    });
}

/// <summary>Lets one call meet one fault.</summary>
internal static class Misfortune
{
    public static async Task<T> MeetAsync<T>(StoreFault fault, Func<Task<T>> call)
    {
        switch (fault)
        {
            case StoreFault.Unavailable:
                throw new IOException("The store is away.");
            case StoreFault.Throttled:
                throw new InvalidOperationException("The store is busy.");
            case StoreFault.TimedOut:
                throw new TimeoutException("The store did not answer.");
            case StoreFault.RanButTimedOut:
                await call();
                throw new TimeoutException("The store did not answer in time.");
            default:
                return await call();
        }
    }
}
