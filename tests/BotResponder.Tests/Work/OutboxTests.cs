using BotResponder.Core.Ledgers;
using BotResponder.Core.Work;
using BotResponder.Tests.Ledgers;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Work;

public sealed class OutboxTests
{
    private static readonly OutboxEntry Entry = new(WorkKind.Poll, new("abcdefgh.0"), 0, House.Morning);

    private readonly House _house = new();

    [Fact]
    public async Task DoneAsync_NotAskedForAgain_RemovesIt()
    {
        var stored = await WrittenAsync();

        Assert.True(await _house.Outbox.DoneAsync(stored, TestContext.Current.CancellationToken));
        Assert.Null(await ReadAsync());
    }

    [Fact]
    public async Task DoneAsync_AskedForAgainMeanwhile_LeavesIt()
    {
        var stored = await WrittenAsync();
        await _house.CountAsync(outbox: Entry with { Due = House.Morning.AddMinutes(1) });

        Assert.False(await _house.Outbox.DoneAsync(stored, TestContext.Current.CancellationToken));
        Assert.Equal(House.Morning.AddMinutes(1), (await ReadAsync())?.Entry.Due);
    }

    [Fact]
    public async Task LaterAsync_PutsItOffAndCountsTheRound()
    {
        var stored = await WrittenAsync();

        await _house.Outbox.LaterAsync(stored, new(TimeSpan.FromSeconds(5), IsRound: true), TestContext.Current.CancellationToken);

        Assert.Equal(Entry with { Due = House.Morning.AddSeconds(5), Round = 1 }, (await ReadAsync())?.Entry);
    }

    [Fact]
    public async Task LaterAsync_AskedForAgainMeanwhile_LeavesThatOne()
    {
        var stored = await WrittenAsync();
        await _house.CountAsync(outbox: Entry with { Due = House.Morning.AddMinutes(1) });

        await _house.Outbox.LaterAsync(stored, new(TimeSpan.FromHours(1), IsRound: true), TestContext.Current.CancellationToken);

        Assert.Equal(House.Morning.AddMinutes(1), (await ReadAsync())?.Entry.Due);
    }

    [Fact]
    public async Task WakeAsync_RaisesTheSignal()
    {
        var next = _house.Signal.NextAsync();

        await _house.Outbox.WakeAsync(new(LedgerRows.Partition(Cast.Contoso), LedgerRows.Outbox(Entry.Id)), TimeSpan.Zero, TestContext.Current.CancellationToken);

        await next.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(_house.Signal.NextAsync().IsCompleted);
    }

    private async Task<StoredEntry> WrittenAsync()
    {
        await _house.CountAsync(outbox: Entry);
        return (await ReadAsync())!;
    }

    private Task<StoredEntry?> ReadAsync() =>
        _house.Outbox.FindAsync(new(LedgerRows.Partition(Cast.Contoso), LedgerRows.Outbox(Entry.Id)), TestContext.Current.CancellationToken);
}
