using BotResponder.Core.Work;

namespace BotResponder.Storage.Tests.Work;

public abstract partial class WorkQueueContract
{
    [Fact]
    public async Task Complete_Held_RemovesTheItem()
    {
        await EnqueueAsync("a");
        await Queue.CompleteAsync(Assert.Single(await LeaseAsync()), Cancellation);

        Time.Advance(s_lease);

        Assert.Empty(await LeaseAsync());
        Assert.Equal(new QueueDepth(0, 0, 0), await DepthAsync());
    }

    [Fact]
    public async Task Complete_AnotherWorkerHasIt_DoesNothing()
    {
        var (lost, held) = await LoseALeaseAsync();

        await Queue.CompleteAsync(lost, Cancellation);

        Assert.Equal(new QueueDepth(0, 1, 0), await DepthAsync());
        Assert.NotNull(await Queue.RenewAsync(held, s_lease, Cancellation));
    }

    [Fact]
    public async Task Complete_Twice_DoesNothingMore()
    {
        await EnqueueAsync("a");
        await EnqueueAsync("b", seconds: 1);
        var work = Assert.Single(await LeaseAsync());

        await Queue.CompleteAsync(work, Cancellation);
        await Queue.CompleteAsync(work, Cancellation);

        Assert.Equal(new QueueDepth(1, 0, 0), await DepthAsync());
    }

    [Fact]
    public async Task Renew_Held_HidesItFromNowWithANewReceipt()
    {
        await EnqueueAsync("a");
        var work = Assert.Single(await LeaseAsync());
        Time.Advance(s_lease / 2);

        var renewed = await Queue.RenewAsync(work, s_lease, Cancellation);

        Assert.Equal(work.Attempts, renewed!.Attempts);
        Time.Advance(s_lease * 0.9);
        Assert.Empty(await LeaseAsync());
        await Queue.CompleteAsync(work, Cancellation);
        Assert.Equal(new QueueDepth(0, 1, 0), await DepthAsync());
        await Queue.CompleteAsync(renewed, Cancellation);
        Assert.Equal(new QueueDepth(0, 0, 0), await DepthAsync());
    }

    [Fact]
    public async Task Renew_AnotherWorkerHasIt_IsNull()
    {
        var (lost, held) = await LoseALeaseAsync();

        Assert.Null(await Queue.RenewAsync(lost, s_lease * 10, Cancellation));
        await Queue.CompleteAsync(held, Cancellation);
        Assert.Equal(new QueueDepth(0, 0, 0), await DepthAsync());
    }

    [Fact]
    public async Task Release_Held_IsDueAfterTheDelayWithOneMoreAttempt()
    {
        await EnqueueAsync("a");
        await Queue.ReleaseAsync(Assert.Single(await LeaseAsync()), TimeSpan.FromSeconds(5), Cancellation);

        Assert.Empty(await LeaseAsync());
        Assert.Equal(new QueueDepth(1, 0, 0), await DepthAsync());
        Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(2, Assert.Single(await LeaseAsync()).Attempts);
    }

    [Fact]
    public async Task Release_AnotherWorkerHasIt_DoesNothing()
    {
        var (lost, _) = await LoseALeaseAsync();

        await Queue.ReleaseAsync(lost, TimeSpan.Zero, Cancellation);

        Assert.Empty(await LeaseAsync());
    }

    [Fact]
    public async Task Release_AlreadyReleased_DoesNothing()
    {
        await EnqueueAsync("a");
        var work = Assert.Single(await LeaseAsync());
        await Queue.ReleaseAsync(work, TimeSpan.Zero, Cancellation);

        await Queue.ReleaseAsync(work, TimeSpan.FromHours(1), Cancellation);

        Assert.Single(await LeaseAsync());
    }

    [Fact]
    public async Task Park_Held_MovesItToTheDeadLetters()
    {
        await EnqueueAsync("a");
        await Queue.ParkAsync(Assert.Single(await LeaseAsync()), "tried too often", Cancellation);

        Time.Advance(s_lease);

        Assert.Empty(await LeaseAsync());
        Assert.Equal(new QueueDepth(0, 0, 1), await DepthAsync());
    }

    [Fact]
    public async Task Park_AnotherWorkerHasIt_DoesNothing()
    {
        var (lost, _) = await LoseALeaseAsync();

        await Queue.ParkAsync(lost, "tried too often", Cancellation);

        Assert.Equal(new QueueDepth(0, 1, 0), await DepthAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("1.0")]
    [InlineData("0")]
    public async Task Complete_ReceiptThatNobodyGave_DoesNothing(string receipt)
    {
        await EnqueueAsync("a");

        await Queue.CompleteAsync(new LeasedWork(new WorkItem("p", "a"), receipt, 1), Cancellation);

        Assert.Equal(new QueueDepth(1, 0, 0), await DepthAsync());
    }

    [Fact]
    public async Task Depth_SomeOfEach_CountsThemApart()
    {
        await EnqueueAsync("parked");
        await Queue.ParkAsync(Assert.Single(await LeaseAsync()), "no use", Cancellation);
        await EnqueueAsync("leased");
        Assert.Single(await LeaseAsync());
        await EnqueueAsync("due");
        await EnqueueAsync("later", seconds: 100);

        Assert.Equal(new QueueDepth(2, 1, 1), await DepthAsync());
        Time.Advance(s_lease);
        Assert.Equal(new QueueDepth(3, 0, 1), await DepthAsync());
    }

    private async Task<(LeasedWork Lost, LeasedWork Held)> LoseALeaseAsync()
    {
        await EnqueueAsync("a");
        var lost = Assert.Single(await LeaseAsync());
        Time.Advance(s_lease);
        return (lost, Assert.Single(await LeaseAsync()));
    }
}
