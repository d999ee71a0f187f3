using System.Collections.Concurrent;
using BotResponder.Core.Work;
using Microsoft.Extensions.Time.Testing;

namespace BotResponder.Storage.Tests.Work;

/// <summary>What every work queue promises. A derived class says how its engine is opened, and how time passes for it.</summary>
public abstract partial class WorkQueueContract : IAsyncLifetime
{
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(1);

    private IWorkQueue? _queue;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    protected IWorkQueue Queue => _queue ?? throw new InvalidOperationException("The test has not begun.");

    public async ValueTask InitializeAsync() => _queue = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract ValueTask<IWorkQueue> OpenAsync();

    protected virtual ValueTask CloseAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Lease_NothingThere_IsEmpty()
    {
        Assert.Empty(await LeaseAsync());
    }

    [Fact]
    public async Task Lease_DueItem_ComesWithItsFirstAttempt()
    {
        await EnqueueAsync("a");

        var work = Assert.Single(await LeaseAsync());

        Assert.Equal(new WorkItem("p", "a"), work.Item);
        Assert.Equal(1, work.Attempts);
    }

    [Fact]
    public async Task Lease_DifferentDelays_OldestDueFirst()
    {
        await EnqueueAsync("third", seconds: 30);
        await EnqueueAsync("first", seconds: 10);
        await EnqueueAsync("second", seconds: 20);
        Time.Advance(TimeSpan.FromSeconds(40));

        Assert.Equal(["first", "second"], Rows(await LeaseAsync(most: 2)));
        Assert.Equal(["third"], Rows(await LeaseAsync()));
    }

    [Fact]
    public async Task Lease_Delayed_IsInvisibleUntilThen()
    {
        await EnqueueAsync("a", seconds: 10);
        Assert.Empty(await LeaseAsync());

        Time.Advance(TimeSpan.FromSeconds(9));
        Assert.Empty(await LeaseAsync());

        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(await LeaseAsync());
    }

    [Fact]
    public async Task Lease_NegativeDelay_IsDueNow()
    {
        await EnqueueAsync("a", seconds: -10);

        Assert.Single(await LeaseAsync());
    }

    [Fact]
    public async Task Lease_Leased_IsInvisibleUntilTheLeaseEnds()
    {
        await EnqueueAsync("a");
        var first = Assert.Single(await LeaseAsync());
        Assert.Empty(await LeaseAsync());

        Time.Advance(s_lease);
        var second = Assert.Single(await LeaseAsync());

        Assert.Equal(2, second.Attempts);
        Assert.NotEqual(first.Receipt, second.Receipt);
    }

    [Theory]
    [InlineData(0, 60)]
    [InlineData(1, 0)]
    public async Task Lease_NoItemsOrNoTime_IsTheCallersBug(int most, int seconds)
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Queue.LeaseAsync(most, TimeSpan.FromSeconds(seconds), Cancellation));
    }

    [Fact]
    public async Task Enqueue_SameItemTwice_IsDeliveredTwice()
    {
        await EnqueueAsync("a");
        await EnqueueAsync("a");

        Assert.Equal(["a", "a"], Rows(await LeaseAsync()));
    }

    [Fact]
    public async Task Lease_EightAtOnce_TakeEachItemOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(n => EnqueueAsync($"r{n}")));
        var taken = new ConcurrentBag<string>();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (await LeaseAsync(most: 3) is { Count: > 0 } some)
            {
                foreach (var work in some)
                {
                    taken.Add(work.Item.Row);
                    await Queue.CompleteAsync(work, Cancellation);
                }
            }
        })));

        Assert.Equal(Enumerable.Range(0, 100).Select(n => $"r{n}").Order(StringComparer.Ordinal), taken.Order(StringComparer.Ordinal));
        Assert.Equal(new QueueDepth(0, 0, 0), await DepthAsync());
    }

    protected Task EnqueueAsync(string row, int seconds = 0) =>
        Queue.EnqueueAsync(new WorkItem("p", row), TimeSpan.FromSeconds(seconds), Cancellation);

    protected Task<IReadOnlyList<LeasedWork>> LeaseAsync(int most = 10) => Queue.LeaseAsync(most, s_lease, Cancellation);

    protected Task<QueueDepth> DepthAsync() => Queue.DepthAsync(Cancellation);

    private static IEnumerable<string> Rows(IEnumerable<LeasedWork> works) => works.Select(work => work.Item.Row);
}
