using BotResponder.Core.Work;
using BotResponder.Host.Workers;
using BotResponder.Tests.Samples;
using Microsoft.Extensions.Time.Testing;

namespace BotResponder.Tests.Host.Workers;

/// <summary>Lost wake-ups, and clocks that jump.</summary>
public sealed class SweepTests
{
    private readonly House _house = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_MoreRowsThanAPage_WakesEachOnce()
    {
        var room = new WorkRoom(_house, _ => Task.CompletedTask, new());
        for (var number = 0; number < 450; number++)
        {
            await room.WithAsync(WorkRoom.Entry with { Operation = number });
        }

        await room.LoseWakeUpsAsync();

        Assert.True(await RunAsync(room));
        Assert.False(await RunAsync(room));
        Assert.Equal(450, (await room.LeaseAsync()).Select(work => work.Item).Distinct().Count());
        Assert.Empty(await room.LeaseAsync());
    }

    [Fact]
    public async Task Run_TwoReplicas_OneWakesUp()
    {
        var (one, other) = (new WorkRoom(_house, _ => Task.CompletedTask), new WorkRoom(_house, _ => Task.CompletedTask));
        await one.WithAsync();
        await one.LoseWakeUpsAsync();

        Assert.True(await RunAsync(one));
        Assert.False(await RunAsync(other));

        Assert.Single(await one.LeaseAsync());
    }

    [Fact]
    public async Task WakeAgain_ByAClockAheadOfOurs_IsNotLostWithUs()
    {
        var ahead = TimeSpan.FromMinutes(1);
        var room = await new WorkRoom(_house, _ => Task.CompletedTask).WithAsync(WorkRoom.Entry with { Due = House.Morning + ahead });
        Assert.True(await room.Outbox.WakeAgainAsync((await room.Outbox.FindAsync(WorkRoom.Item, Token))!, room.Clock.UntilTaken + ahead, Token));

        Assert.Equal(1, await room.HandleDueAsync());
        Assert.Empty(room.Begun);
        _house.Time.Advance(new WorkOptions().Patience);

        Assert.Single(await room.LeaseAsync());
    }

    [Fact]
    public async Task Run_AMerelyLateRow_IsLeftAlone()
    {
        var room = await new WorkRoom(_house, _ => Task.CompletedTask).WithAsync();
        _house.Time.Advance(new WorkOptions().Patience);

        Assert.False(await RunAsync(room));
        _house.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await RunAsync(room));
    }

    [Fact]
    public async Task Run_ARowThatWaitsForItsRetry_IsLeftAlone()
    {
        var options = new WorkOptions { FirstRetry = TimeSpan.FromMinutes(1), SlowestRetry = TimeSpan.FromHours(1), Patience = TimeSpan.Zero };
        var room = await new WorkRoom(_house, _ => throw new InvalidOperationException(), options).WithAsync();
        await room.HandleDueAsync();
        var until = (await room.ReadAsync())!.Trouble!.Until;

        Assert.False(await RunAsync(room));
        _house.Time.SetUtcNow(until + TimeSpan.FromTicks(1));
        Assert.True(await RunAsync(room));
    }

    [Fact]
    public async Task Run_WhatIsWorkedOnHere_IsLeftAlone()
    {
        var room = await new WorkRoom(_house, _ => Task.CompletedTask).WithAsync();
        await room.LoseWakeUpsAsync();
        Assert.True(room.Rows.TryEnter(WorkRoom.Item, out _));

        Assert.False(await RunAsync(room));
        room.Rows.Leave(WorkRoom.Item);
        Assert.True(await RunAsync(room));
    }

    [Fact]
    [Trait("Attack", "53")]
    public async Task Run_ClockBackByAnHour_PollsGoOnAndExpiriesWaitForTheClock()
    {
        var room = new WorkRoom(_house, _ => Task.CompletedTask);
        await room.WithAsync(WorkRoom.Entry with { Due = House.Morning.AddSeconds(5) });
        var expiry = WorkRoom.Entry with { Kind = WorkKind.Expire, Due = House.Morning.AddMinutes(30) };
        await room.WithAsync(expiry);

        _house.Time.AdjustTime(House.Morning.AddHours(-1));
        Assert.Equal(0, await room.HandleDueAsync());
        Assert.True(await RunAsync(room));

        Assert.Equal(1, await room.HandleDueAsync());
        Assert.Equal(WorkKind.Poll, Assert.Single(room.Begun).Kind);
        Assert.Equal(expiry, await room.ReadAsync(expiry));
        _house.Time.AdjustTime(House.Morning.AddMinutes(31));
        await room.HandleDueAsync();
        Assert.Equal(WorkKind.Expire, room.Begun.Last().Kind);
    }

    [Fact]
    public async Task Run_ClockBackWhileACallWaits_ItWaitsAsLongAsMicrosoftSaid()
    {
        var call = WorkRoom.Entry with { Kind = WorkKind.Dispatch, Due = House.Morning.AddMinutes(10) };
        var room = await new WorkRoom(_house, _ => Task.CompletedTask).WithAsync(call);
        _house.Time.AdjustTime(House.Morning.AddHours(-1));

        Assert.True(await room.Sweep.RunAsync(WorkRoom.Item.Partition, TimeSpan.FromHours(1), Token));

        Assert.Equal(_house.Time.GetUtcNow() + TimeSpan.FromMinutes(10), (await room.ReadAsync(call))!.Due);
    }

    [Fact]
    [Trait("Attack", "53")]
    public async Task Run_ClockAheadByAnHour_WhatIsDueByTheClockIsDone()
    {
        var expiry = WorkRoom.Entry with { Kind = WorkKind.Expire, Due = House.Morning.AddMinutes(30) };
        var room = await new WorkRoom(_house, _ => Task.CompletedTask).WithAsync(expiry);
        _house.Time.AdjustTime(House.Morning.AddHours(1));

        Assert.Equal(1, await room.HandleDueAsync());
        Assert.Null(await room.ReadAsync(expiry));
    }

    [Fact]
    public void SetBack_OnlyAClockThatWentBack_IsNoticedOnce()
    {
        var time = new ShiftingTime();
        var watch = new ClockWatch(time);
        time.Fake.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(watch.SetBack());

        time.Shift = TimeSpan.FromHours(1);
        Assert.Null(watch.SetBack());

        time.Shift = TimeSpan.Zero;
        time.Fake.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(TimeSpan.FromHours(1), watch.SetBack());
        Assert.Null(watch.SetBack());
    }

    private static Task<bool> RunAsync(WorkRoom room) => room.Sweep.RunAsync(WorkRoom.Item.Partition, null, Token);

    /// <summary>A clock that is set by hand, while time itself goes on.</summary>
    private sealed class ShiftingTime : TimeProvider
    {
        public FakeTimeProvider Fake { get; } = new(House.Morning);

        public TimeSpan Shift { get; set; }

        public override long TimestampFrequency => Fake.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => Fake.GetUtcNow() + Shift;

        public override long GetTimestamp() => Fake.GetTimestamp();
    }
}
