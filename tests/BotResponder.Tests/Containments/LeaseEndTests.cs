using BotResponder.Core.Actions;
using BotResponder.Core.Ledgers;
using BotResponder.Core.People;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Core.Work;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Containments;

/// <summary>At the end of a while what was done is taken back, once, never before, and only when it is still there.</summary>
public sealed class LeaseEndTests
{
    private readonly LeasedHouse _house = new();

    private House House => _house.House;

    [Fact]
    public async Task End_WhenItsTimeHasCome_ReleasesByARequestOfTheBotThatNeedsNoApproval()
    {
        var done = await _house.IsolatedAsync(LeasedHouse.Eight);
        House.Time.Advance(LeasedHouse.Eight);

        Assert.Null(await _house.WakeAsync(done));
        var release = await _house.ReleaseOfAsync(done);
        Assert.Equal((PersonId.Bot, RequestState.Approved, done.Id), (release.Requester.Id, release.State, release.Undoes!.Id));
        Assert.Contains("approved with", release.Policy!.Why, StringComparison.Ordinal);

        Assert.Equal(RequestState.Done, (await _house.CarryOutAsync(_house.Release, release)).State);
        Assert.Empty(await _house.ContainedAsync());
        var after = await House.ReadAsync(done);
        Assert.Equal(after.Text(), (await House.RebuildAsync(done)).Text());
        Assert.Null(await House.DueAsync(done, WorkKind.Lease));
        _house.Release.VerifyExecuted(1);
    }

    [Fact]
    [Trait("Attack", "53")]
    public async Task End_WokenBeforeItsTime_WaitsForTheStoredInstantWhateverTheClockDid()
    {
        var done = await _house.IsolatedAsync(LeasedHouse.Eight);
        House.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(done.Lease!.Ends - House.Containing.Reminder, (await _house.WakeAsync(done))!.Due);

        House.Time.AdjustTime(House.Time.GetUtcNow() + LeasedHouse.Eight - TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));
        Assert.Equal(done.Lease.Ends, (await _house.WakeAsync(done))!.Due);
        House.Time.AdjustTime(House.Time.GetUtcNow() - TimeSpan.FromHours(1));
        Assert.Equal(done.Lease.Ends, (await _house.WakeAsync(done))!.Due);

        Assert.Null((await House.ReadAsync(done)).UndoneBy);
        House.Time.AdjustTime(done.Lease.Ends!.Value);
        await _house.WakeAsync(done);
        Assert.NotNull((await House.ReadAsync(done)).UndoneBy);
    }

    [Fact]
    public async Task End_RunByTwoWorkersAtOnce_AsksOnce()
    {
        var done = await _house.IsolatedAsync(LeasedHouse.Eight);
        House.Time.Advance(LeasedHouse.Eight);
        var stored = (await House.DueAsync(done, WorkKind.Lease))!;

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => House.Leases.RunAsync(stored.Entry, TestContext.Current.CancellationToken)));

        Assert.Single(await House.TrailAsync(), line => line.Fact is { Kind: "request.submitted", Actor.Id: var actor } && actor == PersonId.Bot);
    }

    [Fact]
    public async Task End_UndoneByHandBefore_SendsNothingAndNeedsNoTimer()
    {
        var done = await _house.IsolatedAsync(LeasedHouse.Eight);
        var undo = (await House.AskAsync(_house.Release.Object, activity: "undo", undoes: done.Id)).Value.Request;
        await _house.CarryOutAsync(_house.Release, undo);

        House.Time.Advance(LeasedHouse.Eight);

        Assert.Null(await _house.WakeAsync(done));
        Assert.Equal($"{undo.Code} took it back before its end.", (await House.ReadAsync(done)).Lease!.Note);
        Assert.Equal(undo.Id, (await House.ReadAsync(done)).UndoneBy!.Id);
        Assert.Empty(await _house.ContainedAsync());
    }

    [Fact]
    public async Task End_ReleasedByAWishOfItsOwnBefore_SendsNothing()
    {
        var done = await _house.IsolatedAsync(LeasedHouse.Eight);
        var release = (await House.AskAsync(_house.Release.Object, activity: "by hand")).Value.Request;
        await _house.CarryOutAsync(_house.Release, release);

        Assert.False((await House.ReadAsync(done)).Lease!.IsOpen);
        Assert.Null(await House.DueAsync(done, WorkKind.Lease));
    }

    [Fact]
    public async Task End_TakenFromTheRegisterBefore_SaysThatNothingWasSent()
    {
        var done = await _house.IsolatedAsync(LeasedHouse.Eight);
        await House.TamperAsync(LedgerRows.Contained(Isolation.Workstation, done.Action), null);
        House.Time.Advance(LeasedHouse.Eight);

        Assert.Null(await _house.WakeAsync(done));

        Assert.Contains("Nothing was sent", (await House.ReadAsync(done)).Lease!.Note, StringComparison.Ordinal);
        Assert.NotNull(await House.DueAsync(done, WorkKind.LeaseNote));
        Assert.Null((await House.ReadAsync(done)).UndoneBy);
    }

    [Fact]
    public async Task End_ReleasedOutsideTheBot_SendsNothingAndLeavesTheRegister()
    {
        var done = await _house.IsolatedAsync(LeasedHouse.Eight);
        _house.Release.Previews(Isolation.Preview() with { IsAlreadySo = true });
        House.Time.Advance(LeasedHouse.Eight);

        Assert.Null(await _house.WakeAsync(done));

        Assert.Contains("taken back outside the bot already", (await House.ReadAsync(done)).Lease!.Note, StringComparison.Ordinal);
        Assert.Empty(await _house.ContainedAsync());
        _house.Release.VerifyExecuted(0);
    }

    [Fact]
    [Trait("Attack", "38")]
    public async Task End_ContainedAnewByANewerRequest_LeavesThatAlone()
    {
        var older = await _house.IsolatedAsync(LeasedHouse.Eight);
        var newer = await _house.IsolatedAsync(time: null, activity: "newer");
        House.Time.Advance(LeasedHouse.Eight);

        Assert.Null(await _house.WakeAsync(older));

        Assert.Contains("Nothing was sent", (await House.ReadAsync(older)).Lease!.Note, StringComparison.Ordinal);
        Assert.Equal(newer.Id, Assert.Single(await _house.ContainedAsync()).Request);
    }

    [Fact]
    public async Task End_MicrosoftAway_IsTriedAgainAndGivenUpLoudly()
    {
        var done = await _house.IsolatedAsync(LeasedHouse.Eight);
        _house.Release.Previews(new Problem.Unavailable("Away."));
        House.Time.Advance(LeasedHouse.Eight);

        for (var round = 0; round < House.Dispatching.MostTries; round++)
        {
            Assert.Equal(round + 1, (await _house.WakeAsync(done))!.Round);
        }

        Assert.Null(await _house.WakeAsync(done));
        Assert.Contains("lease.alarm", await _house.KindsAsync());
        Assert.Contains("somebody must look", (await House.ReadAsync(done)).Lease!.Note, StringComparison.Ordinal);
        Assert.Single(await _house.ContainedAsync());
    }

    [Fact]
    public async Task End_TheReleaseFails_IsAnAlarmInTheTrailAndInTheThread()
    {
        var done = await _house.IsolatedAsync(LeasedHouse.Eight);
        House.Time.Advance(LeasedHouse.Eight);
        await _house.WakeAsync(done);

        await _house.CarryOutAsync(_house.Release, await _house.ReleaseOfAsync(done), OutcomeKind.Failed);

        Assert.Contains("lease.alarm", await _house.KindsAsync());
        Assert.NotNull(await House.DueAsync(done, WorkKind.LeaseNote));
        Assert.Contains($"type undo {done.Code}", (await House.ReadAsync(done)).Lease!.Note, StringComparison.Ordinal);
        Assert.Single(await _house.ContainedAsync());
        Assert.Equal((await House.ReadAsync(done)).Text(), (await House.RebuildAsync(done)).Text());
    }

    [Fact]
    public async Task End_SomebodysUndoIsOnItsWay_WaitsForIt()
    {
        var done = await _house.IsolatedAsync(LeasedHouse.Eight);
        var undo = (await House.AskAsync(_house.Release.Object, activity: "undo", undoes: done.Id)).Value.Request;
        House.Time.Advance(LeasedHouse.Eight);

        Assert.NotNull(await _house.WakeAsync(done));
        await _house.CarryOutAsync(_house.Release, undo, OutcomeKind.Failed);
        Assert.Null(await _house.WakeAsync(done));

        Assert.Equal(PersonId.Bot, (await _house.ReleaseOfAsync(done)).Requester.Id);
    }
}
