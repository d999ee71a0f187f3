using BotResponder.Core.Work;
using Microsoft.Extensions.Time.Testing;

namespace BotResponder.Storage.Tests.Work;

/// <summary>What the engines add that keep time by this process's clock: exact moments, an order, and a count of what is leased.</summary>
public abstract class ClockedWorkQueueContract : WorkQueueContract
{
    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Lease_DifferentDelays_OldestDueFirst()
    {
        await EnqueueAsync("third", TimeSpan.FromSeconds(30));
        await EnqueueAsync("first", TimeSpan.FromSeconds(10));
        await EnqueueAsync("second", TimeSpan.FromSeconds(20));
        Time.Advance(TimeSpan.FromSeconds(40));

        Assert.Equal(["first", "second"], Rows(await LeaseAsync(most: 2)));
        Assert.Equal(["third"], Rows(await LeaseAsync()));
    }

    [Fact]
    public async Task Lease_Delayed_ComesAtThatMomentAndNotBefore()
    {
        await EnqueueAsync("a", TimeSpan.FromMilliseconds(1500));

        Time.Advance(TimeSpan.FromMilliseconds(1499));
        Assert.Empty(await LeaseAsync());

        Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Single(await LeaseAsync());
    }

    [Fact]
    public async Task Lease_Leased_ComesAgainWhenTheLeaseEndsAndNotBefore()
    {
        await EnqueueAsync("a");
        Assert.Single(await LeaseAsync(lease: Moment));

        Time.Advance(Moment - TimeSpan.FromMilliseconds(1));
        Assert.Empty(await LeaseAsync());

        Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Single(await LeaseAsync());
    }

    [Fact]
    public async Task Renew_Held_CountsFromNow()
    {
        await EnqueueAsync("a");
        var work = Assert.Single(await LeaseAsync(lease: Moment));
        Time.Advance(Moment / 2);

        await Queue.RenewAsync(work, Moment, Cancellation);

        Time.Advance(Moment * 0.9);
        Assert.Empty(await LeaseAsync());
        Time.Advance(Moment * 0.1);
        Assert.Single(await LeaseAsync());
    }

    [Fact]
    public async Task Depth_LeaseRanOut_CountsItAsWaiting()
    {
        await EnqueueAsync("a");
        Assert.Single(await LeaseAsync(lease: Moment));
        await AssertDepthAsync(0, 1, 0);

        Time.Advance(Moment);

        await AssertDepthAsync(1, 0, 0);
    }

    protected override Task<IReadOnlyList<LeasedWork>> DueAfterAsync(TimeSpan span)
    {
        Time.Advance(span);
        return LeaseAsync();
    }
}
