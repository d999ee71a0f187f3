using BotResponder.Core.Actions;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Core.Work;
using BotResponder.Tests.Samples;
using Moq;

namespace BotResponder.Tests.Requests;

/// <summary>A call that left is never repeated blindly: there is never a second one while the first may be under way.</summary>
public sealed class LostAnswerTests
{
    private static readonly AdoptedReceipt Nothing = new(Receipt: null);

    private readonly Mock<IResponseAction> _action = Isolation.Action();
    private readonly House _house;

    public LostAnswerTests() => _house = new(_action.Object);

    [Fact]
    public async Task RunAsync_Uncertain_IsReadBackAndAdopted()
    {
        _action.Executes(new Problem.Uncertain("No answer."));
        _action.Finds(new AdoptedReceipt(new("machine-action-1")));
        var request = await _house.ApprovedAsync(_action.Object);

        await _house.DispatchAsync(request);
        var between = (await _house.ReadAsync(request)).Operations[0];
        await _house.DispatchAsync(request);

        Assert.Equal(OperationState.Dispatching, between.State);
        Assert.Equal("machine-action-1", (await _house.ReadAsync(request)).Operations[0].Receipt?.Id);
        Assert.NotNull(await _house.DueAsync(request, WorkKind.Poll));
        _action.VerifyExecuted(1);
    }

    [Fact]
    public async Task RunAsync_UncertainAndNothingThere_IsSentAgainOnlyAfterSettling()
    {
        _action.Executes(new Problem.Uncertain("No answer."), new ActionReceipt("machine-action-2"));
        _action.Finds(Nothing, Nothing);
        var request = await _house.ApprovedAsync(_action.Object);
        await _house.DispatchAsync(request);

        _house.Time.Advance(_house.Dispatching.Settle - TimeSpan.FromSeconds(1));
        await _house.DispatchAsync(request);
        _action.VerifyExecuted(1);
        _house.Time.Advance(TimeSpan.FromSeconds(1));
        await _house.DispatchAsync(request);
        var settled = await _house.ReadAsync(request);
        await _house.DispatchAsync(request);

        Assert.Equal(RequestState.Approved, settled.State);
        Assert.Equal(("machine-action-2", 2), ((await _house.ReadAsync(request)).Operations[0].Receipt?.Id, (await _house.ReadAsync(request)).Operations[0].Attempt));
        _action.VerifyExecuted(2);
    }

    [Fact]
    public async Task RunAsync_NeverArrives_IsSentAgainUntilItIsGivenUp()
    {
        _action.Setup(each => each.ExecuteAsync(It.IsAny<ActionOrder>(), It.IsAny<CancellationToken>())).ReturnsAsync(new Problem.Uncertain("No answer."));
        _action.Setup(each => each.FindOwnAsync(It.IsAny<ActionOrder>(), It.IsAny<CancellationToken>())).ReturnsAsync(Nothing);
        var request = await _house.ApprovedAsync(_action.Object);

        for (var attempt = 0; attempt < _house.Dispatching.MostTries; attempt++)
        {
            Assert.Equal(RequestState.Approved, (await _house.ReadAsync(request)).State);
            await _house.DispatchAsync(request);
            _house.Time.Advance(_house.Dispatching.Settle);
            await _house.DispatchAsync(request);
        }

        Assert.Equal(RequestState.Failed, (await _house.ReadAsync(request)).State);
        _action.VerifyExecuted(_house.Dispatching.MostTries);
    }

    [Fact]
    public async Task RunAsync_NeitherAnswerNorList_IsUnknownUntilItCanBeRead()
    {
        _action.Executes(new Problem.Uncertain("No answer."));
        _action.Finds([.. Enumerable.Repeat<Result<AdoptedReceipt>>(new Problem.Unavailable("Away."), _house.Dispatching.MostTries + 1), new AdoptedReceipt(new("machine-action-1"))]);
        var request = await _house.ApprovedAsync(_action.Object);
        await _house.DispatchAsync(request);

        while ((await _house.ReadAsync(request)).State != RequestState.Unknown)
        {
            await _house.DispatchAsync(request);
        }

        await _house.DispatchAsync(request);
        while ((await _house.ReadAsync(request)).State == RequestState.Unknown)
        {
            await _house.DispatchAsync(request);
        }

        Assert.Equal((RequestState.Running, "machine-action-1"), ((await _house.ReadAsync(request)).State, (await _house.ReadAsync(request)).Operations[0].Receipt?.Id));
        _action.VerifyExecuted(1);
    }

    [Fact]
    public async Task RunAsync_ProcessDiesDuringTheCall_TheNextLooksForItFirst()
    {
        _action.Setup(each => each.ExecuteAsync(It.IsAny<ActionOrder>(), It.IsAny<CancellationToken>())).ThrowsAsync(new IOException("The lights go out."));
        _action.Finds(new AdoptedReceipt(new("machine-action-1")));
        var request = await _house.ApprovedAsync(_action.Object);

        await Assert.ThrowsAsync<IOException>(() => _house.DispatchAsync(request));
        await _house.DispatchAsync(request);

        Assert.Equal("machine-action-1", (await _house.ReadAsync(request)).Operations[0].Receipt?.Id);
        _action.VerifyExecuted(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_TwoWorkersAtOnce_OneCalls(bool inTwoProcesses)
    {
        var request = await _house.ApprovedAsync(_action.Object);
        var entry = (await _house.DueAsync(request, WorkKind.Dispatch))!.Entry;
        var other = inTwoProcesses ? new House(_house.Records, _house.Queue, _action.Object) : _house;
        var (checkedBy, bothChecked) = (0, new TaskCompletionSource());
        _action.Setup(each => each.PreviewAsync(request.Customer, request.Operations[0].Parameters, Isolation.Workstation, It.IsAny<CancellationToken>())).Returns(async () =>
        {
            if (Interlocked.Increment(ref checkedBy) == 2)
            {
                bothChecked.SetResult();
            }

            await bothChecked.Task;
            return Isolation.Preview();
        });
        _action.Setup(each => each.ExecuteAsync(It.IsAny<ActionOrder>(), It.IsAny<CancellationToken>())).ReturnsAsync(new ActionReceipt("machine-action-1"));

        await Task.WhenAll(
            _house.Dispatch.RunAsync(entry, TestContext.Current.CancellationToken),
            other.Dispatch.RunAsync(entry, TestContext.Current.CancellationToken));

        _action.VerifyExecuted(1);
        Assert.Equal(1, (await _house.ReadAsync(request)).Operations[0].Attempt);
    }

    [Fact]
    public async Task Steps_OfAnOvertakenAttempt_ChangeNothingButAReceiptCounts()
    {
        var request = await _house.ApprovedAsync(_action.Object);
        var token = TestContext.Current.CancellationToken;
        var first = (await _house.Steps.BeginAsync(request, 0, token)).Value;
        await _house.Steps.PostponeAsync(first, 0, "It never arrived.", TimeSpan.Zero, 0, token);
        await _house.Steps.BeginAsync((await _house.ReadAsync(request)), 0, token);

        var postponed = await _house.Steps.PostponeAsync(first, 0, "It never arrived.", TimeSpan.Zero, 0, token);
        var ended = await _house.Steps.EndAsync(first, 0, new(OutcomeKind.Refused, "No."), null, token);
        var begun = await _house.Steps.BeginAsync(first, 0, token);
        var accepted = await _house.Steps.AcceptAsync(first, 0, new("machine-action-1"), TimeSpan.Zero, token);

        Assert.All([postponed, ended, begun], step => Assert.IsType<Problem.Conflict>(step.Problem));
        Assert.Equal((RequestState.Running, 2), (accepted.Value.State, accepted.Value.Operations[0].Attempt));
    }

    [Theory]
    [InlineData(false, RequestState.Refused)]
    [InlineData(true, RequestState.Unknown)]
    public async Task RunAsync_ByAVersionThatForgotTheAction_NeverSaysNothingWasDoneWhenItMayHaveBeen(bool isSent, RequestState state)
    {
        _action.Executes(new Problem.Uncertain("No answer."));
        var request = await _house.ApprovedAsync(_action.Object);
        if (isSent)
        {
            await _house.DispatchAsync(request);
        }

        await new House(_house.Records, _house.Queue).DispatchAsync(request);

        Assert.Equal(state, (await _house.ReadAsync(request)).State);
    }
}
