using System.Diagnostics;
using BotResponder.Core.Work;
using BotResponder.Storage.Azure;
using BotResponder.Storage.Tests.Azurite;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotResponder.Storage.Tests.Work;

/// <summary>On the emulator, whose clock nobody can move: a test looks until the item comes.</summary>
public sealed class StorageWorkQueueTests(AzuriteFixture azurite) : WorkQueueContract
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);

    protected override TimeSpan Moment => TimeSpan.FromSeconds(1);

    protected override async ValueTask<IWorkQueue> OpenAsync()
    {
        var options = new AzureStorageOptions { ConnectionString = (await azurite.ServerAsync()).ConnectionString, Name = $"q{Guid.NewGuid():N}" };
        return new StorageWorkQueue(new AzureAccount(options), TimeProvider.System, NullLogger<StorageWorkQueue>.Instance);
    }

    protected override async Task<IReadOnlyList<LeasedWork>> DueAfterAsync(TimeSpan span)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < span + s_patience)
        {
            if (await LeaseAsync() is { Count: > 0 } due)
            {
                return due;
            }

            await Task.Delay(s_look, TimeProvider.System, Cancellation);
        }

        return [];
    }

    protected override async Task AssertDepthAsync(int waiting, int leased, int parked) =>
        Assert.Equal(new QueueDepth(waiting + leased, 0, parked), await Queue.DepthAsync(Cancellation));
}
