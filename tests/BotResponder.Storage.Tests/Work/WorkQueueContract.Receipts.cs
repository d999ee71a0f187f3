using BotResponder.Core.Work;

namespace BotResponder.Storage.Tests.Work;

public abstract partial class WorkQueueContract
{
    [Fact]
    public async Task Complete_Held_RemovesTheItem()
    {
        await EnqueueAsync("a");
        await Queue.CompleteAsync(Assert.Single(await LeaseAsync(lease: Moment)), Cancellation);
        await AssertDepthAsync(0, 0, 0);

        await EnqueueAsync("canary", Moment * 2);

        Assert.Equal(["canary"], Rows(await DueAfterAsync(Moment * 2)));
    }

    [Fact]
    public async Task Complete_AnotherWorkerHasIt_DoesNothing()
    {
        var (lost, held) = await LoseALeaseAsync();

        await Queue.CompleteAsync(lost, Cancellation);

        await AssertDepthAsync(0, 1, 0);
        Assert.NotNull(await Queue.RenewAsync(held, Hour, Cancellation));
    }

    [Fact]
    public async Task Complete_Twice_DoesNothingMore()
    {
        await EnqueueAsync("a");
        await EnqueueAsync("b", Hour);
        var work = Assert.Single(await LeaseAsync());

        await Queue.CompleteAsync(work, Cancellation);
        await Queue.CompleteAsync(work, Cancellation);

        await AssertDepthAsync(1, 0, 0);
    }

    [Fact]
    public async Task Renew_Held_HidesItFromNow()
    {
        await EnqueueAsync("a");
        var work = Assert.Single(await LeaseAsync(lease: Moment));

        var renewed = await Queue.RenewAsync(work, Hour, Cancellation);

        Assert.Equal(work.Attempts, renewed!.Attempts);
        await EnqueueAsync("canary", Moment * 2);
        Assert.Equal(["canary"], Rows(await DueAfterAsync(Moment * 2)));
    }

    [Fact]
    public async Task Renew_Held_GivesANewReceiptAndEndsTheOldOne()
    {
        await EnqueueAsync("a");
        var work = Assert.Single(await LeaseAsync());

        var renewed = await Queue.RenewAsync(work, Hour, Cancellation);

        await Queue.CompleteAsync(work, Cancellation);
        await AssertDepthAsync(0, 1, 0);
        await Queue.CompleteAsync(renewed!, Cancellation);
        await AssertDepthAsync(0, 0, 0);
    }

    [Fact]
    public async Task Renew_ThenTheLeaseRanOut_ComesAgainAsItWas()
    {
        await EnqueueAsync("a");
        var work = Assert.Single(await LeaseAsync());
        await Queue.RenewAsync(work, Moment, Cancellation);

        var again = Assert.Single(await DueAfterAsync(Moment));

        Assert.Equal((work.Item, 2), (again.Item, again.Attempts));
    }

    [Fact]
    public async Task Renew_AnotherWorkerHasIt_IsNull()
    {
        var (lost, held) = await LoseALeaseAsync();

        Assert.Null(await Queue.RenewAsync(lost, Hour, Cancellation));
        await Queue.CompleteAsync(held, Cancellation);
        await AssertDepthAsync(0, 0, 0);
    }

    [Fact]
    public async Task Release_Held_IsDueAfterTheDelayWithOneMoreAttempt()
    {
        await EnqueueAsync("a");
        await Queue.ReleaseAsync(Assert.Single(await LeaseAsync()), Moment, Cancellation);

        await AssertDepthAsync(1, 0, 0);
        Assert.Equal(2, Assert.Single(await DueAfterAsync(Moment)).Attempts);
    }

    [Fact]
    public async Task Release_Held_IsInvisibleUntilThen()
    {
        await EnqueueAsync("a");
        await Queue.ReleaseAsync(Assert.Single(await LeaseAsync(lease: Moment)), Hour, Cancellation);

        await EnqueueAsync("canary", Moment * 2);

        Assert.Equal(["canary"], Rows(await DueAfterAsync(Moment * 2)));
    }

    [Fact]
    public async Task Release_ReleasedItem_HasAReceiptOfItsOwnAgain()
    {
        await EnqueueAsync("a");
        await Queue.ReleaseAsync(Assert.Single(await LeaseAsync()), TimeSpan.Zero, Cancellation);

        await Queue.CompleteAsync(Assert.Single(await LeaseAsync()), Cancellation);

        await AssertDepthAsync(0, 0, 0);
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

        await Queue.ReleaseAsync(work, Hour, Cancellation);

        Assert.Single(await LeaseAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("1.0")]
    [InlineData("0")]
    [InlineData("a b c")]
    [InlineData("a b 0")]
    [InlineData("00000000-0000-0000-0000-000000000000 AgAAAAMAAAAAAAAA 0")]
    public async Task Complete_ReceiptThatNobodyGave_DoesNothing(string receipt)
    {
        await EnqueueAsync("a");

        await Queue.CompleteAsync(new LeasedWork(new WorkItem("p", "a"), receipt, 1), Cancellation);

        await AssertDepthAsync(1, 0, 0);
    }

    [Fact]
    public async Task Depth_SomeOfEach_CountsThemApart()
    {
        await EnqueueAsync("parked");
        await Queue.ParkAsync(Assert.Single(await LeaseAsync()), "no use", Cancellation);
        await EnqueueAsync("leased");
        Assert.Single(await LeaseAsync());
        await EnqueueAsync("due");
        await EnqueueAsync("later", Hour);

        await AssertDepthAsync(2, 1, 1);
    }

    private async Task<(LeasedWork Lost, LeasedWork Held)> LoseALeaseAsync()
    {
        await EnqueueAsync("a");
        var lost = Assert.Single(await LeaseAsync(lease: Moment));
        return (lost, Assert.Single(await DueAfterAsync(Moment)));
    }
}
