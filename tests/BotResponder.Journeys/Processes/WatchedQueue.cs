using BotResponder.Core.Work;

namespace BotResponder.Journeys.Processes;

/// <summary>Every change of the queue is two points. Taking work is one, after it: a look that finds nothing changes nothing and is none.</summary>
internal sealed class WatchedQueue(IWorkQueue queue, KillPoints points) : IWorkQueue
{
    public Task EnqueueAsync(WorkItem item, TimeSpan delay, CancellationToken cancellationToken) =>
        points.AroundAsync($"enqueue {RowKinds.Of(item.Row)}", () => queue.EnqueueAsync(item, delay, cancellationToken));

    public async Task<IReadOnlyList<LeasedWork>> LeaseAsync(int most, TimeSpan lease, CancellationToken cancellationToken)
    {
        var taken = await queue.LeaseAsync(most, lease, cancellationToken);
        foreach (var work in taken)
        {
            points.Pass($"after lease {RowKinds.Of(work.Item.Row)}");
        }

        return taken;
    }

    public Task<LeasedWork?> RenewAsync(LeasedWork work, TimeSpan lease, CancellationToken cancellationToken) =>
        points.AroundAsync($"renew {RowKinds.Of(work.Item.Row)}", () => queue.RenewAsync(work, lease, cancellationToken));

    public Task CompleteAsync(LeasedWork work, CancellationToken cancellationToken) =>
        points.AroundAsync($"complete {RowKinds.Of(work.Item.Row)}", () => queue.CompleteAsync(work, cancellationToken));

    public Task ReleaseAsync(LeasedWork work, TimeSpan delay, CancellationToken cancellationToken) =>
        points.AroundAsync($"release {RowKinds.Of(work.Item.Row)}", () => queue.ReleaseAsync(work, delay, cancellationToken));

    public Task ParkAsync(LeasedWork work, string reason, CancellationToken cancellationToken) =>
        points.AroundAsync($"park {RowKinds.Of(work.Item.Row)}", () => queue.ParkAsync(work, reason, cancellationToken));

    public Task<QueueDepth> DepthAsync(CancellationToken cancellationToken) => queue.DepthAsync(cancellationToken);
}
