using BotResponder.Core.Actions;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Core.Work;
using BotResponder.Tests.Samples;
using Moq;

namespace BotResponder.Tests.Requests;

public sealed class DispatchOperationTests
{
    private readonly Mock<IResponseAction> _action = Isolation.Action();
    private readonly House _house;

    public DispatchOperationTests() => _house = new(_action.Object);

    [Fact]
    public async Task RunAsync_Accepted_IsRunningAndPolled()
    {
        _action.Executes(new ActionReceipt("machine-action-1"));
        var request = await _house.ApprovedAsync(_action.Object);

        await _house.DispatchAsync(request);

        var running = await _house.ReadAsync(request);
        Assert.Equal((RequestState.Running, "machine-action-1"), (running.State, running.Operations[0].Receipt?.Id));
        Assert.Null(await _house.DueAsync(request, WorkKind.Dispatch));
        Assert.Equal(House.Morning + _house.Dispatching.FirstPoll, (await _house.DueAsync(request, WorkKind.Poll))?.Entry.Due);
        _action.Verify(each => each.ExecuteAsync(
            new(Cast.Contoso, request.Id, request.Code, Isolation.Workstation, Isolation.Parameters, "ransomware", "cid") { SentAt = House.Morning, AskedBy = Cast.Ann.Name }, It.IsAny<CancellationToken>()), Times.Once);
    }

    [Fact]
    public async Task RunAsync_HandedToAPerson_SaysWhatToDoAndLeavesTheTarget()
    {
        _action.Executes(new ActionReceipt("task-1") { HandedOver = "Somebody must turn it on now." });
        var request = await _house.ApprovedAsync(_action.Object);

        await _house.DispatchAsync(request);

        var running = await _house.ReadAsync(request);
        Assert.Equal((RequestState.Running, "Somebody must turn it on now."), (running.State, running.Operations[0].Progress));
        Assert.Equal("Somebody must turn it on now.", running.Operations[0].Receipt?.HandedOver);
        Assert.Null(await _house.RowAsync(LedgerRows.Lane(Isolation.Workstation)));
        Assert.NotNull(await _house.DueAsync(request, WorkKind.Poll));
    }

    [Fact]
    public async Task RunAsync_BeforeTheCall_IsWrittenDown()
    {
        RequestState? during = null;
        var request = await _house.ApprovedAsync(_action.Object);
        _action.Setup(each => each.ExecuteAsync(It.IsAny<ActionOrder>(), It.IsAny<CancellationToken>())).Returns(async () =>
        {
            during = (await _house.ReadAsync(request)).State;
            return new ActionReceipt("machine-action-1");
        });

        await _house.DispatchAsync(request);

        Assert.Equal(RequestState.Running, during);
    }

    /// <summary>No line in the trail, no call: the line that says that it leaves is written first.</summary>
    [Fact]
    [Trait("Attack", "42")]
    public async Task RunAsync_StoreIsDown_NobodyIsCalledUntilItIsBack()
    {
        _action.Executes(new ActionReceipt("machine-action-1"));
        var request = await _house.ApprovedAsync(_action.Object);
        _house.Watched.OnCommit = _ => throw new IOException("The store is down.");

        await Assert.ThrowsAsync<IOException>(() => _house.DispatchAsync(request));

        _action.Verify(each => each.ExecuteAsync(It.IsAny<ActionOrder>(), It.IsAny<CancellationToken>()), Times.Never);
        _house.Watched.OnCommit = commit => commit();
        await _house.DispatchAsync(request);
        _action.Verify(each => each.ExecuteAsync(It.IsAny<ActionOrder>(), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Fact]
    public async Task RunAsync_Throttled_WaitsAsLongAsAskedAndTriesAgain()
    {
        _action.Executes(new Problem.Throttled("Microsoft is busy.", TimeSpan.FromSeconds(30)), new ActionReceipt("machine-action-1"));
        var request = await _house.ApprovedAsync(_action.Object);

        await _house.DispatchAsync(request);
        var waiting = await _house.ReadAsync(request);
        var due = (await _house.DueAsync(request, WorkKind.Dispatch))!.Entry;
        await _house.DispatchAsync(request);

        Assert.Equal((RequestState.Approved, 1), (waiting.State, waiting.Operations[0].Attempt));
        Assert.Equal((House.Morning.AddSeconds(30), 1), (due.Due, due.Round));
        Assert.Equal(RequestState.Running, (await _house.ReadAsync(request)).State);
        _action.VerifyExecuted(2);
    }

    [Fact]
    public async Task RunAsync_UnavailableForEver_IsGivenUp()
    {
        _action.Setup(each => each.ExecuteAsync(It.IsAny<ActionOrder>(), It.IsAny<CancellationToken>())).ReturnsAsync(new Problem.Unavailable("Microsoft is away."));
        var request = await _house.ApprovedAsync(_action.Object);

        for (var round = 0; round <= _house.Dispatching.MostTries; round++)
        {
            Assert.Equal(round, (await _house.DueAsync(request, WorkKind.Dispatch))?.Entry.Round);
            await _house.DispatchAsync(request);
        }

        var failed = await _house.ReadAsync(request);
        Assert.Equal(RequestState.Failed, failed.State);
        Assert.Contains("Nothing was done", failed.Operations[0].Outcome?.Sentence, StringComparison.Ordinal);
        Assert.Null(await _house.DueAsync(request, WorkKind.Dispatch));
        Assert.Null(await _house.RowAsync(LedgerRows.Lane(Isolation.Workstation)));
    }

    [Fact]
    public async Task RunAsync_Refused_EndsIt()
    {
        _action.Executes(new Problem.Refused("The device cannot be isolated."));
        var request = await _house.ApprovedAsync(_action.Object);

        await _house.DispatchAsync(request);

        Assert.Equal(RequestState.Refused, (await _house.ReadAsync(request)).State);
    }

    [Fact]
    public async Task RunAsync_PinnedFactChanged_IsRefusedWithoutACall()
    {
        var request = await _house.ApprovedAsync(_action.Object);
        _action.Previews(Isolation.Preview(isCritical: true));

        await _house.DispatchAsync(request);

        var refused = await _house.ReadAsync(request);
        Assert.Equal(RequestState.Refused, refused.State);
        Assert.Contains("the target has become critical", refused.Operations[0].Outcome?.Sentence, StringComparison.Ordinal);
        _action.VerifyExecuted(0);
    }

    [Fact]
    public async Task RunAsync_RowChangedBehindTheBot_IsRefusedWithoutACall()
    {
        var request = await _house.ApprovedAsync(_action.Object);
        var body = (await _house.RowAsync(LedgerRows.Request(request.Id)))!.Body;
        await _house.TamperAsync(LedgerRows.Request(request.Id), body.Replace("0a5bcafe", "0b6cdaff", StringComparison.Ordinal));

        await _house.DispatchAsync(request);

        Assert.Equal(RequestState.Refused, (await _house.ReadAsync(request)).State);
        _action.VerifyExecuted(0);
    }

    [Fact]
    public async Task RunAsync_RecheckCannotBeRead_WaitsWithoutACall()
    {
        var request = await _house.ApprovedAsync(_action.Object);
        _action.Previews(new Problem.Unavailable("Microsoft is away."));

        await _house.DispatchAsync(request);

        Assert.Equal((RequestState.Approved, 0), ((await _house.ReadAsync(request)).State, (await _house.ReadAsync(request)).Operations[0].Attempt));
        Assert.Equal(1, (await _house.DueAsync(request, WorkKind.Dispatch))?.Entry.Round);
    }

    [Fact]
    public async Task RunAsync_NotApprovedOrOver_DoesNothing()
    {
        var request = await _house.AskedAsync(_action.Object);
        var entry = new OutboxEntry(WorkKind.Dispatch, request.Id, 0, House.Morning);

        Assert.Equal(WorkResult.Done, await _house.Dispatch.RunAsync(entry, TestContext.Current.CancellationToken));
        await _house.WithdrawAsync(request, Cast.Ann);
        Assert.Equal(WorkResult.Done, await _house.Dispatch.RunAsync(entry, TestContext.Current.CancellationToken));
        Assert.Equal(WorkResult.Done, await _house.Dispatch.RunAsync(entry with { Request = new("nobody.0") }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task RunAsync_WithdrawnAfterTheRecheck_IsNotCalled()
    {
        var request = await _house.ApprovedAsync(_action.Object);
        _action.Setup(each => each.PreviewAsync(request.Customer, request.Operations[0].Parameters, Isolation.Workstation, It.IsAny<CancellationToken>())).Returns(async () =>
        {
            await _house.WithdrawAsync(request, Cast.Ann);
            return Isolation.Preview();
        });

        await _house.DispatchAsync(request);

        Assert.Equal(RequestState.Withdrawn, (await _house.ReadAsync(request)).State);
        _action.VerifyExecuted(0);
    }
}
