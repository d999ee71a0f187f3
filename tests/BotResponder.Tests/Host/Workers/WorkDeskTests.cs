using BotResponder.Core.Work;
using BotResponder.Tests.Ledgers;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Host.Workers;

public sealed class WorkDeskTests
{
    private readonly House _house = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Handle_WorkLongerThanItsLease_KeepsIt()
    {
        var release = new TaskCompletionSource();
        var queue = new RenewalQueue(_house.Queue);
        var room = await new WorkRoom(_house, _ => release.Task, new() { Lease = TimeSpan.FromSeconds(10) }, queue).WithAsync();
        var taken = await TakeOneAsync(room);
        Assert.True(room.Desk.TryEnter(taken.Item));
        var handled = room.Desk.HandleAsync(taken);
        for (var renewal = 1; renewal <= 5; renewal++)
        {
            await PoisonTests.WaitForAsync(() => room.Begun.Count == 1);
            await queue.RenewedAsync(() => _house.Time.Advance(TimeSpan.FromSeconds(5)));
        }

        Assert.Empty(await room.LeaseAsync());
        release.SetResult();
        await handled;
        Assert.Equal(new(0, 0, 0), await room.Queue.DepthAsync(Token));
    }

    [Fact]
    public async Task Handle_ThreeWakeUpsOfOneRow_RunsOneAfterAnotherAndTheThirdNotAtAll()
    {
        var (release, inside, most) = (new TaskCompletionSource(), 0, 0);
        var room = await new WorkRoom(_house, async _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await release.Task;
            Interlocked.Decrement(ref inside);
            await _house.CountAsync(outbox: WorkRoom.Entry with { Round = 7 });
        }).WithAsync();
        await room.Outbox.WakeAsync(new(WorkRoom.Item.Partition, WorkRoom.Item.Row), TimeSpan.Zero, Token);
        await room.Outbox.WakeAsync(new(WorkRoom.Item.Partition, WorkRoom.Item.Row), TimeSpan.Zero, Token);
        var taken = await room.LeaseAsync();
        Assert.Equal(3, taken.Count);

        var handled = taken.Select(work => room.Desk.TryEnter(work.Item) ? room.Desk.HandleAsync(work) : Task.CompletedTask).ToArray();
        await handled[2];
        release.SetResult();
        await Task.WhenAll(handled);

        Assert.Equal(1, most);
        Assert.Equal([0, 7], room.Begun.Select(entry => entry.Round));
        Assert.All(room.Begun, entry => Assert.Null(entry.Retry));
    }

    [Fact]
    public async Task PutOff_ManyTimes_CountsNoRun()
    {
        var room = await new WorkRoom(_house, _ => Task.CompletedTask).WithAsync();
        for (var time = 0; time < 50; time++)
        {
            await room.Desk.PutOffAsync(await TakeOneAsync(room));
            _house.Time.Advance(TimeSpan.FromSeconds(6));
        }

        Assert.Equal(1, await room.HandleDueAsync());
        Assert.Null(Assert.Single(room.Begun).Retry);
        Assert.Equal(new(0, 0, 0), await room.Queue.DepthAsync(Token));
    }

    private static async Task<LeasedWork> TakeOneAsync(WorkRoom room)
    {
        var work = Assert.Single(await room.LeaseAsync());
        return work;
    }

    /// <summary>Says when a lease was renewed.</summary>
    private sealed class RenewalQueue(IWorkQueue queue) : IWorkQueue
    {
        private TaskCompletionSource _renewed = new();

        public async Task RenewedAsync(Action advance)
        {
            _renewed = new();
            advance();
            await _renewed.Task.WaitAsync(TimeSpan.FromSeconds(20), Token);
        }

        public Task EnqueueAsync(WorkItem item, TimeSpan delay, CancellationToken cancellationToken) => queue.EnqueueAsync(item, delay, cancellationToken);

        public Task<IReadOnlyList<LeasedWork>> LeaseAsync(int most, TimeSpan lease, CancellationToken cancellationToken) => queue.LeaseAsync(most, lease, cancellationToken);

        public async Task<LeasedWork?> RenewAsync(LeasedWork work, TimeSpan lease, CancellationToken cancellationToken)
        {
            var renewed = await queue.RenewAsync(work, lease, cancellationToken);
            _renewed.SetResult();
            return renewed;
        }

        public Task CompleteAsync(LeasedWork work, CancellationToken cancellationToken) => queue.CompleteAsync(work, cancellationToken);

        public Task ReleaseAsync(LeasedWork work, TimeSpan delay, CancellationToken cancellationToken) => queue.ReleaseAsync(work, delay, cancellationToken);

        public Task ParkAsync(LeasedWork work, string reason, CancellationToken cancellationToken) => queue.ParkAsync(work, reason, cancellationToken);

        public Task<QueueDepth> DepthAsync(CancellationToken cancellationToken) => queue.DepthAsync(cancellationToken);
    }
}
