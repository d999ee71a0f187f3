using System.Diagnostics;
using System.Text.Json;
using BotResponder.Core.Work;
using BotResponder.Storage.Azure;
using BotResponder.Storage.Tests.Azurite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace BotResponder.Storage.Tests.Azure;

/// <summary>What only this engine has to deal with: timers longer than a message can hide, messages of other programs, dead letters in a queue of their own.</summary>
public sealed class StorageWorkQueueLimitTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_lease = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private AzureAccount _account = null!;
    private StorageWorkQueue _queue = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var options = new AzureStorageOptions { ConnectionString = (await azurite.ServerAsync()).ConnectionString, Name = $"q{Guid.NewGuid():N}" };
        _account = new AzureAccount(options);
        _queue = new StorageWorkQueue(_account, _time, NullLogger<StorageWorkQueue>.Instance) { LongestHiding = TimeSpan.FromSeconds(1) };
        await _queue.DepthAsync(Cancellation);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Lease_DelayLongerThanAMessageCanHide_WaitsAllTheSameAndCountsNoAttempt()
    {
        await _queue.EnqueueAsync(new("p", "later"), TimeSpan.FromDays(30), Cancellation);

        await CanaryAsync();

        _time.Advance(TimeSpan.FromDays(30));
        var work = Assert.Single(await UntilDueAsync());
        Assert.Equal(("later", 1), (work.Item.Row, work.Attempts));
    }

    [Fact]
    public async Task Release_DelayLongerThanAMessageCanHide_WaitsAllTheSameAndCountsOneAttempt()
    {
        await _queue.EnqueueAsync(new("p", "later"), TimeSpan.Zero, Cancellation);
        await _queue.ReleaseAsync(Assert.Single(await UntilDueAsync()), TimeSpan.FromDays(30), Cancellation);

        await CanaryAsync();

        _time.Advance(TimeSpan.FromDays(30));
        Assert.Equal(2, Assert.Single(await UntilDueAsync()).Attempts);
    }

    [Fact]
    public void LongestHiding_Default_IsAzuresLimit()
    {
        Assert.Equal(TimeSpan.FromDays(7), new StorageWorkQueue(_account, _time, NullLogger<StorageWorkQueue>.Instance).LongestHiding);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("""{"partition":"p"}""")]
    [InlineData("null")]
    public async Task Lease_MessageOfAnotherProgram_IsParkedAsItIs(string text)
    {
        await _account.Work.SendMessageAsync(text, Cancellation);
        await _queue.EnqueueAsync(new("p", "ours"), TimeSpan.Zero, Cancellation);

        Assert.Equal("ours", Assert.Single(await _queue.LeaseAsync(10, s_lease, Cancellation)).Item.Row);

        Assert.Equal(text, await DeadLetterAsync());
        Assert.Equal(new QueueDepth(1, 0, 1), await _queue.DepthAsync(Cancellation));
    }

    [Fact]
    public async Task Park_Held_WritesALetterThatAnOperatorCanRead()
    {
        await _queue.EnqueueAsync(new("p", "bad"), TimeSpan.Zero, Cancellation);

        await _queue.ParkAsync(Assert.Single(await _queue.LeaseAsync(10, s_lease, Cancellation)), "no use", Cancellation);

        var letter = JsonSerializer.Deserialize(await DeadLetterAsync(), WorkMessageJson.Default.DeadLetter);
        Assert.Equal(new DeadLetter("p", "bad", 1, "no use", _time.GetUtcNow()), letter);
    }

    [Fact]
    public async Task Park_ReasonLongerThanAMessage_IsShortenedWithAMark()
    {
        await _queue.EnqueueAsync(new("p", "bad"), TimeSpan.Zero, Cancellation);

        await _queue.ParkAsync(Assert.Single(await _queue.LeaseAsync(10, s_lease, Cancellation)), new string('я', 100_000), Cancellation);

        var letter = JsonSerializer.Deserialize(await DeadLetterAsync(), WorkMessageJson.Default.DeadLetter);
        Assert.EndsWith("я [cut]", letter!.Reason, StringComparison.Ordinal);
    }

    /// <summary>Lets at least two of the longest hidings pass, in which nothing else may come.</summary>
    private async Task CanaryAsync()
    {
        for (var hiding = 0; hiding < 2; hiding++)
        {
            await _account.Work.SendMessageAsync("""{"partition":"p","row":"canary"}""", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(-1), Cancellation);
            var canary = Assert.Single(await UntilDueAsync());
            Assert.Equal("canary", canary.Item.Row);
            await _queue.CompleteAsync(canary, Cancellation);
        }
    }

    private async Task<IReadOnlyList<LeasedWork>> UntilDueAsync()
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < s_patience)
        {
            if (await _queue.LeaseAsync(10, s_lease, Cancellation) is { Count: > 0 } due)
            {
                return due;
            }

            await Task.Delay(s_look, TimeProvider.System, Cancellation);
        }

        return [];
    }

    private async Task<string> DeadLetterAsync() => (await _account.DeadLetters.PeekMessageAsync(Cancellation)).Value.Body.ToString();
}
