namespace BotResponder.Storage.Tests.Work;

public abstract partial class WorkQueueContract
{
    [Fact]
    public async Task Park_Held_MovesItToTheDeadLetters()
    {
        await EnqueueAsync("a");
        await Queue.ParkAsync(Assert.Single(await LeaseAsync(lease: Moment)), "tried too often", Cancellation);
        await AssertDepthAsync(0, 0, 1);

        await EnqueueAsync("canary", Moment * 2);

        Assert.Equal(["canary"], Rows(await DueAfterAsync(Moment * 2)));
    }

    [Fact]
    public async Task Park_AnotherWorkerHasIt_DoesNothing()
    {
        var (lost, _) = await LoseALeaseAsync();

        await Queue.ParkAsync(lost, "tried too often", Cancellation);

        await AssertDepthAsync(0, 1, 0);
    }
}
