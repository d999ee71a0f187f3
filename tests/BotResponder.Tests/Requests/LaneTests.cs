using BotResponder.Core.Actions;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Requests;
using BotResponder.Core.Work;
using BotResponder.Tests.Samples;
using Moq;

namespace BotResponder.Tests.Requests;

/// <summary>Actions on one target never overlap.</summary>
public sealed class LaneTests
{
    private readonly Mock<IResponseAction> _isolate = Isolation.Action();
    private readonly House _house;

    public LaneTests() => _house = new(_isolate.Object);

    [Fact]
    public async Task Approve_SecondRequestOnTheTarget_Waits()
    {
        var (first, second) = await TwoAsync();

        Assert.Equal(first.Code, second.Operations[0].WaitsFor);
        Assert.NotNull(await _house.DueAsync(first, WorkKind.Dispatch));
        Assert.Null(await _house.DueAsync(second, WorkKind.Dispatch));
    }

    [Fact]
    public async Task Withdraw_TheFirst_DispatchesTheSecond()
    {
        var (first, second) = await TwoAsync();

        await _house.WithdrawAsync(first, Cast.Ann);

        Assert.NotNull(await _house.DueAsync(second, WorkKind.Dispatch));
    }

    [Fact]
    public async Task Poll_TheFirstEnds_DispatchesTheSecondAndNotBefore()
    {
        _isolate.Executes(new ActionReceipt("machine-action-1"), new ActionReceipt("machine-action-2"));
        _isolate.Reports(new ActionProgress.Ended(new(OutcomeKind.Failed, "The device is off.")));
        var (first, second) = await TwoAsync();

        await _house.DispatchAsync(first);
        var during = await _house.DueAsync(second, WorkKind.Dispatch);
        await _house.PollAsync(first);
        await _house.DispatchAsync(second);

        Assert.Null(during);
        Assert.Equal((RequestState.Failed, RequestState.Running), ((await _house.ReadAsync(first)).State, (await _house.ReadAsync(second)).State));
        Assert.Null((await _house.ReadAsync(second)).Operations[0].WaitsFor);
    }

    [Fact]
    public async Task Withdraw_TheSecond_LeavesTheFirstAndWakesNobody()
    {
        var (first, second) = await TwoAsync();
        await _house.WithdrawAsync(second, Cast.Bob);

        await _house.WithdrawAsync(first, Cast.Ann);

        Assert.Null(await _house.DueAsync(second, WorkKind.Dispatch));
        Assert.Null(await _house.RowAsync(LedgerRows.Lane(Isolation.Workstation)));
    }

    [Fact]
    public async Task Approve_AnotherTarget_DoesNotWait()
    {
        await TwoAsync();
        var elsewhere = Isolation.Action(preview: Isolation.Preview(new("device", "0b6cdaff", "WS-043")));

        var third = await _house.ApprovedAsync(elsewhere.Object, activity: "third");

        Assert.Null(third.Operations[0].WaitsFor);
        Assert.NotNull(await _house.DueAsync(third, WorkKind.Dispatch));
    }

    private async Task<(ResponseRequest First, ResponseRequest Second)> TwoAsync() =>
        (await _house.ApprovedAsync(_isolate.Object, Cast.Ann, "first"), await _house.ApprovedAsync(_isolate.Object, Cast.Bob, "second"));
}
