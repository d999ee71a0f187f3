using System.Collections.Concurrent;
using BotResponder.Core.Work;

namespace BotResponder.Storage.Tests.Work;

/// <summary>What every work queue promises. A derived class says how its engine is opened, and how time passes for it.</summary>
public abstract partial class WorkQueueContract : IAsyncLifetime
{
    /// <summary>Longer than any test runs.</summary>
    protected static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private IWorkQueue? _queue;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A span that a test may let pass. Whole seconds, which every engine can tell apart.</summary>
    protected virtual TimeSpan Moment => TimeSpan.FromSeconds(60);

    protected IWorkQueue Queue => _queue ?? throw new InvalidOperationException("The test has not begun.");

    public async ValueTask InitializeAsync() => _queue = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract ValueTask<IWorkQueue> OpenAsync();

    protected virtual ValueTask CloseAsync() => ValueTask.CompletedTask;

    /// <summary>Lets the span pass and takes, for <see cref="Hour"/>, what is due then; at least one item must be.</summary>
    protected abstract Task<IReadOnlyList<LeasedWork>> DueAfterAsync(TimeSpan span);

    /// <summary>An engine that cannot tell leased items from waiting ones compares their sum.</summary>
    protected virtual async Task AssertDepthAsync(int waiting, int leased, int parked) =>
        Assert.Equal(new QueueDepth(waiting, leased, parked), await Queue.DepthAsync(Cancellation));

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
    public async Task Lease_AnyLegalKey_ComesBack()
    {
        var everything = new string([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(character => (char)character)]);
        await Queue.EnqueueAsync(new WorkItem(everything, everything), TimeSpan.Zero, Cancellation);

        Assert.Equal(new WorkItem(everything, everything), Assert.Single(await LeaseAsync()).Item);
    }

    [Fact]
    public async Task Lease_Delayed_IsInvisible()
    {
        await EnqueueAsync("a", Hour);

        Assert.Empty(await LeaseAsync());
    }

    [Fact]
    public async Task Lease_DelayIsOver_Comes()
    {
        await EnqueueAsync("a", Moment);

        Assert.Equal(1, Assert.Single(await DueAfterAsync(Moment)).Attempts);
    }

    [Fact]
    public async Task Lease_NegativeDelay_IsDueNow()
    {
        await EnqueueAsync("a", -Moment);

        Assert.Single(await LeaseAsync());
    }

    [Fact]
    public async Task Lease_Leased_IsInvisible()
    {
        await EnqueueAsync("a");
        Assert.Single(await LeaseAsync());

        Assert.Empty(await LeaseAsync());
    }

    [Fact]
    public async Task Lease_LeaseRanOut_ComesAgainWithOneMoreAttempt()
    {
        await EnqueueAsync("a");
        var first = Assert.Single(await LeaseAsync(lease: Moment));

        var second = Assert.Single(await DueAfterAsync(Moment));

        Assert.Equal(2, second.Attempts);
        Assert.NotEqual(first.Receipt, second.Receipt);
    }

    [Theory]
    [InlineData(0, 60)]
    [InlineData(1, 0)]
    [InlineData(1, (7 * 24 * 60 * 60) + 1)]
    public async Task Lease_NoItemsOrNoTimeOrTooMuch_IsTheCallersBug(int most, int seconds)
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
    public async Task Lease_MoreThanOneAnswerHolds_TakesAsManyAsAskedFor()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(n => EnqueueAsync($"r{n}")));

        Assert.Equal(40, Rows(await LeaseAsync(most: 40)).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(10, (await LeaseAsync(most: 40)).Count);
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
        await AssertDepthAsync(0, 0, 0);
    }

    protected Task EnqueueAsync(string row, TimeSpan delay = default) => Queue.EnqueueAsync(new WorkItem("p", row), delay, Cancellation);

    protected Task<IReadOnlyList<LeasedWork>> LeaseAsync(int most = 10, TimeSpan? lease = null) => Queue.LeaseAsync(most, lease ?? Hour, Cancellation);

    protected static IEnumerable<string> Rows(IEnumerable<LeasedWork> works) => works.Select(work => work.Item.Row);
}
