using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Requests;
using BotResponder.Core.Work;
using BotResponder.Tests.Samples;
using Moq;

namespace BotResponder.Tests.Watching;

/// <summary>What the bot has done and somebody else takes back is noticed once, and never what the bot takes back itself.</summary>
public sealed class WatchContainmentTests
{
    private static readonly EffectState Over = new EffectState.Over("Released outside the bot", "Defender lists a release.");

    private readonly Mock<IResponseAction> _isolate = Isolation.Action();
    private readonly Mock<IResponseAction> _release = Isolation.Action(Isolation.ReleaseDescriptor);
    private readonly House _house;
    private ImmutableArray<LastingEffect> _looked = [];
    private EffectState _state = EffectState.Holds;

    public WatchContainmentTests()
    {
        _isolate.As<ILastingAction>().Setup(each => each.ReadEffectsAsync(It.IsAny<CustomerId>(), It.IsAny<ImmutableArray<LastingEffect>>(), It.IsAny<CancellationToken>()))
            .Returns((CustomerId _, ImmutableArray<LastingEffect> effects, CancellationToken _) =>
            {
                _looked = effects;
                return Task.FromResult<ImmutableArray<EffectState>>([.. effects.Select(_ => _state)]);
            });
        _house = new(_isolate.Object, _release.Object);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ended_Done_IsLookedAtAfterTheFirstWait()
    {
        var request = await DoneAsync();

        Assert.Equal(_house.Time.GetUtcNow() + _house.Watching.FirstLook, (await _house.DueAsync(request, WorkKind.Watch))?.Entry.Due);
        Assert.NotNull(await _house.RowAsync(LedgerRows.Watch(Isolation.Workstation)));
    }

    [Theory]
    [InlineData(OutcomeKind.Failed)]
    [InlineData(OutcomeKind.Refused)]
    [InlineData(OutcomeKind.Unknown)]
    public async Task Ended_NotDone_IsNotWatched(OutcomeKind outcome)
    {
        var request = await EndedAsync(_isolate, "activity-1", outcome);

        Assert.Null(await _house.DueAsync(request, WorkKind.Watch));
        Assert.Null(await _house.RowAsync(LedgerRows.Watch(Isolation.Workstation)));
    }

    [Fact]
    public async Task Ended_EffectDoesNotLast_IsNotWatched()
    {
        var request = await EndedAsync(_release, "activity-1", OutcomeKind.Done);

        Assert.Null(await _house.DueAsync(request, WorkKind.Watch));
    }

    [Fact]
    public async Task Look_StillHolds_WritesNothingAndLooksMoreSeldom()
    {
        var request = await DoneAsync();
        var lines = (await _house.TrailAsync()).Count;

        var first = await LookAsync(request);
        var second = await LookAsync(request);

        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(7.5)), (first, second));
        Assert.Equal(lines, (await _house.TrailAsync()).Count);
        Assert.Equal((Isolation.Workstation, "machine-action-1"), (_looked[0].Target, _looked[0].Receipt.Id));
    }

    [Fact]
    public async Task Look_CannotBeRead_WritesNothing()
    {
        var request = await DoneAsync();
        _state = EffectState.Unknown;

        await LookAsync(request);

        Assert.Null((await _house.ReadAsync(request)).Operations[0].Outside);
    }

    [Fact]
    public async Task Look_TakenBackOutside_IsOneCommitWithItsLineAndIsSaid()
    {
        var request = await DoneAsync();
        _house.Time.Advance(TimeSpan.FromMinutes(5));
        _state = Over;
        var commits = _house.Watched.Commits.Count;

        await LookAsync(request);

        var (noted, line) = (await _house.ReadAsync(request), (await _house.TrailAsync())[^1].Fact);
        Assert.Equal(new OutsideEnd("Released outside the bot", "Defender lists a release.", _house.Time.GetUtcNow()), noted.Operations[0].Outside);
        Assert.Equal((RequestState.Done, false), (noted.State, noted.HoldsAny));
        Assert.Equal(("operation.undone-outside", "Released outside the bot. Defender lists a release.", Isolation.Workstation), (line.Kind, line.Sentence, line.Target));
        Assert.Equal(_house.Time.GetUtcNow(), (await _house.DueAsync(request, WorkKind.Say))?.Entry.Due);
        Assert.Null(await _house.RowAsync(LedgerRows.Watch(Isolation.Workstation)));
        Assert.Single(_house.Watched.Commits.Skip(commits), writes => writes.Any(write => write.Key.Row == LedgerRows.Request(request.Id)));
        Assert.Equal(noted.Text(), (await _house.RebuildAsync(request)).Text());
    }

    [Fact]
    public async Task Look_AgainAndInTwoProcesses_NotesItOnce()
    {
        var request = await DoneAsync();
        var other = new House(_house.Watched, null, _isolate.Object, _release.Object);
        var entry = (await _house.DueAsync(request, WorkKind.Watch))!.Entry;
        _state = Over;

        await Task.WhenAll(_house.Watch.RunAsync(entry, Token), other.Watch.RunAsync(entry, Token));
        var last = await _house.Watch.RunAsync(entry, Token);

        Assert.Equal(WorkResult.Done, last);
        Assert.Single(await _house.TrailAsync(), line => line.Fact.Kind == "operation.undone-outside");
    }

    [Fact]
    public async Task Look_TheBotTookItBackByAnUndoOrByWords_IsNothing()
    {
        var request = await DoneAsync();

        await EndedAsync(_release, "typed later", OutcomeKind.Done);
        _state = Over;

        Assert.Equal(WorkResult.Done, await _house.Watch.RunAsync((await _house.DueAsync(request, WorkKind.Watch))!.Entry, Token));
        Assert.Null((await _house.ReadAsync(request)).Operations[0].Outside);
    }

    [Fact]
    public async Task Look_TheBotIsTakingItBack_WaitsForThat()
    {
        var request = await DoneAsync();
        _release.Executes(new ActionReceipt("release-1"));
        var release = (await _house.AskAsync(_release.Object, activity: "release")).Value.Request;
        await _house.DispatchAsync(release);
        _state = Over;

        await LookAsync(request);

        Assert.Null((await _house.ReadAsync(request)).Operations[0].Outside);
        Assert.NotNull(await _house.RowAsync(LedgerRows.Watch(Isolation.Workstation)));
    }

    [Fact]
    public async Task Look_AReleaseOfTheBotFailed_IsStillWatched()
    {
        var request = await DoneAsync();
        await EndedAsync(_release, "release", OutcomeKind.Failed);
        _state = Over;

        await LookAsync(request);

        Assert.NotNull((await _house.ReadAsync(request)).Operations[0].Outside);
    }

    [Fact]
    public async Task Look_DoneAnew_WatchesTheNewerRequestOnly()
    {
        var first = await DoneAsync();
        var second = await EndedAsync(_isolate, "again", OutcomeKind.Done);
        _state = Over;

        var old = await _house.Watch.RunAsync((await _house.DueAsync(first, WorkKind.Watch))!.Entry, Token);
        await LookAsync(second);

        Assert.Equal(WorkResult.Done, old);
        Assert.Null((await _house.ReadAsync(first)).Operations[0].Outside);
        Assert.NotNull((await _house.ReadAsync(second)).Operations[0].Outside);
    }

    [Fact]
    public async Task Look_AfterTheLongestTime_Ends()
    {
        var request = await DoneAsync();
        var entry = (await _house.DueAsync(request, WorkKind.Watch))!.Entry;
        _house.Time.Advance(_house.Watching.Longest);
        _state = Over;

        Assert.Equal(WorkResult.Done, await _house.Watch.RunAsync(entry, Token));
        Assert.Empty(_looked);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 7.5)]
    [InlineData(60, 30)]
    [InlineData(int.MaxValue, 30)]
    public void Wait_EachRound_IsHalfAsLongAgainUpToTheSlowest(int round, double minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), _house.Watching.Wait(round));

    [Fact]
    public void Turns_OfManyTargets_LookAtEachOnceInTheTimeOfOne()
    {
        var clock = new Core.Watching.WatchClock(Microsoft.Extensions.Options.Options.Create(_house.Watching), _house.Time);
        ImmutableArray<int> all = [.. Enumerable.Range(0, 150)];

        var turns = Enumerable.Range(0, 3).Select(round => clock.Turn(all, round)).ToArray();

        Assert.Equal(all, turns.SelectMany(turn => turn));
        Assert.All(turns, turn => Assert.InRange(turn.Length, 1, 60));
        Assert.Equal(clock.Turn(all, 0), clock.Turn(all, 3));
        Assert.Equal(_house.Watching.FirstLook, clock.Wait(150, 0) * 3);
    }

    private Task<ResponseRequest> DoneAsync() => EndedAsync(_isolate, "activity-1", OutcomeKind.Done);

    private async Task<ResponseRequest> EndedAsync(Mock<IResponseAction> action, string activity, OutcomeKind outcome)
    {
        action.Executes(new ActionReceipt("machine-action-1"));
        action.Reports(new ActionProgress.Ended(new(outcome, "So it ended.")));
        var request = (await _house.AskAsync(action.Object, activity: activity)).Value.Request;
        request = request.State == RequestState.Pending ? (await _house.ReviewAsync(request, Cast.Cid, approves: true)).Value : request;
        await _house.DispatchAsync(request);
        await _house.PollAsync(request);
        return await _house.ReadAsync(request);
    }

    /// <summary>Looks as a worker would.</summary>
    /// <returns>How long until the next look.</returns>
    private async Task<TimeSpan> LookAsync(ResponseRequest request)
    {
        await _house.SettleAsync((await _house.DueAsync(request, WorkKind.Watch))!, _house.Watch.RunAsync);
        return (await _house.DueAsync(request, WorkKind.Watch))!.Entry.Due - _house.Time.GetUtcNow();
    }
}
