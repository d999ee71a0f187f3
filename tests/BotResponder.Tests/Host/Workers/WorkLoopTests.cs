using System.Collections.Concurrent;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Work;
using BotResponder.Host.Workers;
using BotResponder.Storage.Memory;
using BotResponder.Tests.Ledgers;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Host.Workers;

public sealed class WorkLoopTests
{
    private readonly House _house = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Loop_OneCustomerFloods_AnotherIsServedAtOnce()
    {
        var (release, served, inside, counts) = (new TaskCompletionSource(), new TaskCompletionSource(), 0, new ConcurrentQueue<int>());
        var queue = new MemoryWorkQueue(TimeProvider.System);
        var options = new WorkOptions { MostAtOnce = 8, MostPerCustomer = 3, Look = TimeSpan.FromMilliseconds(10) };
        var room = new WorkRoom(_house, async stored =>
        {
            if (stored.Stored.Key.Partition == LedgerRows.Partition(Cast.Fabrikam))
            {
                served.SetResult();
                return;
            }

            counts.Enqueue(Interlocked.Increment(ref inside));
            await release.Task;
            Interlocked.Decrement(ref inside);
        }, options, queue);
        foreach (var number in Enumerable.Range(0, 300))
        {
            await FillAsync(queue, Cast.Contoso, number);
        }

        await FillAsync(queue, Cast.Fabrikam, 0);
        using var loop = room.Loop(TimeProvider.System);
        await loop.StartAsync(Token);

        await served.Task.WaitAsync(TimeSpan.FromSeconds(20), Token);
        await PoisonTests.WaitForAsync(() => counts.Count >= 2);
        Assert.InRange(counts.Max(), 2, 3);
        release.SetResult();
        await loop.StopAsync(Token);
    }

    [Fact]
    public async Task Loop_CardsOfACustomerWait_ItsCallToDefenderDoesNot()
    {
        var (release, called) = (new TaskCompletionSource(), new TaskCompletionSource());
        var queue = new MemoryWorkQueue(TimeProvider.System);
        var options = new WorkOptions { MostAtOnce = 8, MostPerCustomer = 3, Look = TimeSpan.FromMilliseconds(10) };
        var room = new WorkRoom(_house, stored =>
        {
            if (stored.Entry.Kind == WorkKind.Cards)
            {
                return release.Task;
            }

            called.SetResult();
            return Task.CompletedTask;
        }, options, queue);
        foreach (var number in Enumerable.Range(0, 50))
        {
            await FillAsync(queue, Cast.Contoso, number, WorkKind.Cards);
        }

        using var loop = room.Loop(TimeProvider.System);
        await loop.StartAsync(Token);
        await PoisonTests.WaitForAsync(() => room.Begun.Count >= 3);
        await FillAsync(queue, Cast.Contoso, 50, WorkKind.Dispatch);

        await called.Task.WaitAsync(TimeSpan.FromSeconds(20), Token);
        Assert.InRange(room.Begun.Count(entry => entry.Kind == WorkKind.Cards), 3, 3);
        release.SetResult();
        await loop.StopAsync(Token);
    }

    [Fact]
    public async Task Stop_WhileWorkRuns_WaitsForIt()
    {
        var (begun, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var queue = new MemoryWorkQueue(TimeProvider.System);
        var room = new WorkRoom(_house, _ =>
        {
            begun.SetResult();
            return release.Task;
        }, new() { Look = TimeSpan.FromMilliseconds(10) }, queue);
        await FillAsync(queue, Cast.Contoso, 0);
        using var loop = room.Loop(TimeProvider.System);
        await loop.StartAsync(Token);
        await begun.Task.WaitAsync(Token);

        var stopped = loop.StopAsync(Token);
        Assert.False(stopped.IsCompleted);
        release.SetResult();
        await stopped;

        Assert.Equal(new(0, 0, 0), await queue.DepthAsync(Token));
    }

    private async Task FillAsync(MemoryWorkQueue queue, CustomerId customer, int number, WorkKind kind = WorkKind.Poll)
    {
        var entry = WorkRoom.Entry with { Kind = kind, Operation = number };
        await _house.CountAsync(customer, entry);
        await queue.EnqueueAsync(new(LedgerRows.Partition(customer), LedgerRows.Outbox(entry.Id)), TimeSpan.Zero, Token);
    }
}
