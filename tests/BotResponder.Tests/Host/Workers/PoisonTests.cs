using BotResponder.Core.Work;
using BotResponder.Host.Workers;
using BotResponder.Tests.Ledgers;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Host.Workers;

/// <summary>Work that fails, and work whose worker dies.</summary>
public sealed class PoisonTests
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(10);

    private readonly House _house = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Handle_WorkThatSucceeds_LeavesNoRowNoWakeUpAndNoNote()
    {
        var room = await new WorkRoom(_house, _ => Task.CompletedTask).WithAsync();

        Assert.Equal(1, await room.HandleDueAsync());

        Assert.Null(await room.ReadAsync());
        Assert.Null(Assert.Single(room.Begun).Retry);
        Assert.Equal(new(0, 0, 0), await room.Queue.DepthAsync(Token));
    }

    [Fact]
    public async Task Handle_WorkThatFails_IsCountedAndComesAgain()
    {
        var room = await new WorkRoom(_house, _ => throw new InvalidOperationException("secret words")).WithAsync();

        await room.HandleDueAsync();

        var noted = (await room.ReadAsync())!.Trouble!;
        Assert.Equal(1, noted.Runs);
        Assert.InRange(noted.Until, House.Morning, House.Morning + TimeSpan.FromSeconds(1));
        Assert.Equal(1, (await room.Queue.DepthAsync(Token)).Waiting);
    }

    [Fact]
    public async Task Handle_TheMostRunsFailed_IsParkedWithAuditLineAndAlarmInOneCommit()
    {
        var room = await new WorkRoom(_house, stored => stored.Entry.Kind == WorkKind.Alarm ? Task.CompletedTask : throw new InvalidOperationException("secret words")).WithAsync();
        for (var run = 1; run <= 3; run++)
        {
            await room.HandleDueAsync();
            _house.Time.Advance(LongEnough);
        }

        Assert.Equal(3, room.Begun.Count);
        Assert.Null(await room.ReadAsync());
        var parked = Assert.Single(await room.RowsAsync("parked|"));
        Assert.DoesNotContain("secret words", parked.Body, StringComparison.Ordinal);
        Assert.Equal(("work.parked", "Asking Microsoft how far it is failed 3 times (InvalidOperationException) and is parked. Nothing more happens by itself"),
            ((await _house.TrailAsync())[^1].Fact.Kind, (await _house.TrailAsync())[^1].Fact.Sentence));
        Assert.Contains(_house.Watched.Commits, commit =>
            commit.Any(write => write.Key.Row == parked.Key.Row) && commit.Any(write => write.Key.Row == WorkRoom.Item.Row) && commit.Any(write => write.Key.Row.StartsWith("audit|", StringComparison.Ordinal)));
        Assert.Equal(0, await room.HandleDueAsync());
        Assert.False(await room.Sweep.RunAsync(WorkRoom.Item.Partition, null, Token));
        await _house.AssertIntactAsync(2);
    }

    [Fact]
    public async Task Handle_AnAlarmThatCannotBeSaid_IsGivenUpAndNeverParked()
    {
        var alarm = WorkRoom.Entry with { Kind = WorkKind.Alarm };
        var room = await new WorkRoom(_house, _ => throw new InvalidOperationException(), new() { MostRuns = 50 }).WithAsync(alarm);
        for (var run = 1; run <= 6; run++)
        {
            await room.HandleDueAsync();
            _house.Time.Advance(LongEnough);
        }

        Assert.Equal(4, room.Begun.Count);
        Assert.Null(await room.ReadAsync(alarm));
        Assert.Empty(await room.RowsAsync("parked|"));
    }

    [Fact]
    [Trait("Attack", "54")]
    public async Task Handle_TheWorkerDiesEveryTime_IsParkedWithoutBeingBegunOnceMore()
    {
        await new WorkRoom(_house, _ => Task.CompletedTask).WithAsync();
        List<WorkRoom> processes = [];
        for (var start = 1; start <= 6; start++)
        {
            var process = new WorkRoom(_house, _ => new TaskCompletionSource().Task);
            processes.Add(process);
            foreach (var work in await process.LeaseAsync())
            {
                // It never ends, and nobody renews: the process is gone.
                _ = process.Desk.TryEnter(work.Item) ? process.Desk.HandleAsync(work) : Task.CompletedTask;
                await WaitForAsync(() => !process.Begun.IsEmpty || _house.Watched.Commits.Any(commit => commit.Any(write => write.Key.Row.StartsWith("parked|", StringComparison.Ordinal))));
            }

            _house.Time.AdjustTime(_house.Time.GetUtcNow() + LongEnough);
        }

        Assert.Equal(3, processes.Sum(process => process.Begun.Count));
        Assert.Equal([null, 2, 3], processes.SelectMany(process => process.Begun).Select(entry => entry.Trouble?.Runs));
        Assert.Contains("the worker ended", Assert.Single(await processes[0].RowsAsync("parked|")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handle_RowThatNobodyCanRead_IsParkedAsItStands()
    {
        var room = await new WorkRoom(_house, _ => Task.CompletedTask).WithAsync();
        await _house.TamperAsync(WorkRoom.Item.Row, """{"kind":"FromTheFuture"}""");
        for (var run = 1; run <= 3; run++)
        {
            await room.HandleDueAsync();
            _house.Time.Advance(LongEnough);
        }

        Assert.Empty(room.Begun);
        Assert.Contains("FromTheFuture", Assert.Single(await room.RowsAsync("parked|")).Body, StringComparison.Ordinal);
        Assert.Empty(await room.RowsAsync("outbox|"));
    }

    [Fact]
    public async Task Unpark_WhatWasParked_IsTriedAgainFromTheBeginning()
    {
        var room = await new WorkRoom(_house, _ => Task.CompletedTask).WithAsync();
        await room.LoseWakeUpsAsync();
        Assert.True(await room.Park.RunAsync(WorkRoom.Item, WorkRoom.Entry.Due, 3, "TestException", Token));
        var parked = Assert.Single(await new ParkedWork(_house.Records).ListAsync(Cast.Contoso, 10, Token));

        Assert.True(await new UnparkWork(_house.Ledger).RunAsync(Cast.Contoso, parked, Token));
        Assert.False(await new UnparkWork(_house.Ledger).RunAsync(Cast.Contoso, parked, Token));

        Assert.Equal(WorkRoom.Entry with { Due = _house.Time.GetUtcNow() }, await room.ReadAsync());
        Assert.Equal(["test.counted", "work.parked", "work.unparked"], (await _house.TrailAsync()).Select(line => line.Fact.Kind));
        Assert.Empty(await room.RowsAsync("parked|"));
    }

    [Fact]
    public async Task Park_AskedForAgainMeanwhile_IsLeftAlone()
    {
        var room = await new WorkRoom(_house, _ => Task.CompletedTask).WithAsync();

        await room.Park.RunAsync(WorkRoom.Item, WorkRoom.Entry.Due.AddMinutes(-1), 3, "TestException", Token);

        Assert.Equal(WorkRoom.Entry, await room.ReadAsync());
        Assert.Empty(await room.RowsAsync("parked|"));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 8)]
    [InlineData(16, 300)]
    [InlineData(1000, 300)]
    public void Backoff_OfAnyRun_IsAnyPartOfATimeThatDoubles(int run, int longestSeconds)
    {
        var waits = Enumerable.Range(0, 200).Select(_ => new WorkOptions().Backoff(run)).ToList();

        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromSeconds(longestSeconds)));
        Assert.True(waits.Max() > TimeSpan.FromSeconds(longestSeconds * 0.8), "It reaches far.");
        Assert.True(waits.Min() < TimeSpan.FromSeconds(longestSeconds * 0.2), "It begins early.");
    }

    internal static async Task WaitForAsync(Func<bool> isTrue)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));
        while (!isTrue())
        {
            deadline.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
