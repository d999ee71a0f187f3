using BotResponder.Core.Actions;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Core.Work;
using BotResponder.Tests.Samples;
using Moq;

namespace BotResponder.Tests.Requests;

public sealed class PollOperationTests
{
    private readonly Mock<IResponseAction> _action = Isolation.Action();
    private readonly House _house;

    public PollOperationTests() => _house = new(_action.Object);

    [Theory]
    [InlineData(OutcomeKind.Done, RequestState.Done)]
    [InlineData(OutcomeKind.Failed, RequestState.Failed)]
    [InlineData(OutcomeKind.Cancelled, RequestState.Cancelled)]
    [InlineData(OutcomeKind.Unknown, RequestState.Unknown)]
    public async Task RunAsync_Ended_ClosesItAndFreesTheTarget(OutcomeKind kind, RequestState state)
    {
        var request = await RunningAsync(new ActionProgress.Ended(new(kind, "So it ended.")));

        await _house.PollAsync(request);

        var ended = await _house.ReadAsync(request);
        Assert.Equal((state, "So it ended."), (ended.State, ended.Operations[0].Outcome?.Sentence));
        Assert.Null(await _house.DueAsync(request, WorkKind.Poll));
        Assert.Null(await _house.RowAsync(LedgerRows.Lane(Isolation.Workstation)));
    }

    [Fact]
    public async Task RunAsync_StillRunning_IsSaidOnceAndAskedMoreSlowly()
    {
        var request = await RunningAsync(new ActionProgress.Running("The device is offline."), new ActionProgress.Running("The device is offline."));

        await _house.PollAsync(request);
        var (said, lines) = ((await _house.ReadAsync(request)).Operations[0].Progress, (await _house.TrailAsync()).Count);
        await _house.PollAsync(request);

        Assert.Equal("The device is offline.", said);
        Assert.Equal(lines, (await _house.TrailAsync()).Count);
        Assert.Equal(2, (await _house.DueAsync(request, WorkKind.Poll))?.Entry.Round);
    }

    [Fact]
    public async Task RunAsync_NewsWhileItRuns_IsSaidInTheThreadOnce()
    {
        var reminder = new ActionProgress.Running("It ends soon.") { IsNews = true };
        var request = await RunningAsync(new ActionProgress.Running("It is on."), reminder, reminder);

        await _house.PollAsync(request);
        var before = await _house.DueAsync(request, WorkKind.Say);
        await _house.PollAsync(request);
        var said = await _house.DueAsync(request, WorkKind.Say);
        await _house.Outbox.DoneAsync(said!, TestContext.Current.CancellationToken);
        await _house.PollAsync(request);

        Assert.Equal((null, _house.Time.GetUtcNow()), (before, said!.Entry.Due));
        Assert.Null(await _house.DueAsync(request, WorkKind.Say));
    }

    [Theory]
    [InlineData(7, 7)]
    [InlineData(90, 15)]
    public async Task RunAsync_NothingNewForAWhile_LooksAgainThen(int said, int minutes)
    {
        var request = await RunningAsync(new ActionProgress.Running("It is on.") { NextLook = TimeSpan.FromMinutes(said) });
        var before = (await _house.DueAsync(request, WorkKind.Poll))!.Entry.Due;

        await _house.PollAsync(request);

        Assert.Equal(TimeSpan.FromMinutes(minutes), (await _house.DueAsync(request, WorkKind.Poll))!.Entry.Due - before);
    }

    [Fact]
    public async Task RunAsync_StatusCannotBeRead_SaysSoAndGoesOn()
    {
        var request = await RunningAsync(new Problem.Unavailable("Microsoft is away."), new ActionProgress.Ended(new(OutcomeKind.Done, "Isolated.")));

        await _house.PollAsync(request);
        var between = await _house.ReadAsync(request);
        await _house.PollAsync(request);

        Assert.Equal(RequestState.Running, between.State);
        Assert.Contains("it is looked up again by itself", between.Operations[0].Progress, StringComparison.Ordinal);
        Assert.Equal(RequestState.Done, (await _house.ReadAsync(request)).State);
    }

    [Fact]
    public async Task RunAsync_NoLongerListed_IsUnknown()
    {
        var request = await RunningAsync(new Problem.NotFound("No such action."));

        await _house.PollAsync(request);

        Assert.Equal(RequestState.Unknown, (await _house.ReadAsync(request)).State);
    }

    [Fact]
    public async Task RunAsync_AfterTheEnd_DoesNothing()
    {
        var request = await RunningAsync(new ActionProgress.Ended(new(OutcomeKind.Done, "Isolated.")));
        var stored = (await _house.DueAsync(request, WorkKind.Poll))!;
        await _house.PollAsync(request);

        Assert.Equal(WorkResult.Done, await _house.Poll.RunAsync(stored.Entry, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 3)]
    [InlineData(2, 4.5)]
    [InlineData(50, 120)]
    [InlineData(int.MaxValue, 120)]
    public void Wait_EachRound_IsHalfAsLongAgainUpToTheSlowest(int round, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), _house.Dispatching.Wait(round));

    private async Task<ResponseRequest> RunningAsync(params Result<ActionProgress>[] reports)
    {
        _action.Executes(new ActionReceipt("machine-action-1"));
        _action.Reports(reports);
        var request = await _house.ApprovedAsync(_action.Object);
        await _house.DispatchAsync(request);
        return request;
    }
}
