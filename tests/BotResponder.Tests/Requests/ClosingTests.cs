using BotResponder.Core.Actions;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Core.Work;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Requests;

/// <summary>A request that ends without anything having been done: taken back, or never answered.</summary>
public sealed class ClosingTests
{
    [Fact]
    public async Task Withdraw_ByTheRequester_ClosesItAndItsRows()
    {
        var house = new House();
        var request = await house.ApprovedAsync(Isolation.Action().Object);

        var withdrawn = (await house.WithdrawAsync(request, Cast.Ann)).Value;

        Assert.Equal(RequestState.Withdrawn, withdrawn.State);
        Assert.Null(await house.DueAsync(request, WorkKind.Dispatch));
        Assert.Null(await house.RowAsync(LedgerRows.Lane(Isolation.Workstation)));
        Assert.Null(await house.RowAsync(LedgerRows.Open(request.Id)));
        Assert.IsType<Problem.Conflict>((await house.WithdrawAsync(request, Cast.Ann)).Problem);
    }

    [Fact]
    public async Task Withdraw_BySomebodyElse_IsRefusedAndWrittenDown()
    {
        var house = new House();
        var request = await house.AskedAsync(Isolation.Action().Object);

        Assert.IsType<Problem.NotAllowed>((await house.WithdrawAsync(request, Cast.Cid)).Problem);
        Assert.Equal("request.attempt-refused", (await house.TrailAsync())[^1].Fact.Kind);
        Assert.Equal(RequestState.Pending, (await house.ReadAsync(request)).State);
    }

    [Fact]
    public async Task Withdraw_AfterTheCall_IsTooLate()
    {
        var action = Isolation.Action();
        action.Executes(new ActionReceipt("machine-action-1"));
        var house = new House(action.Object);
        var request = await house.ApprovedAsync(action.Object);
        await house.DispatchAsync(request);

        Assert.IsType<Problem.Conflict>((await house.WithdrawAsync(request, Cast.Ann)).Problem);
        Assert.Equal(RequestState.Running, (await house.ReadAsync(request)).State);
    }

    [Fact]
    public async Task Expire_BeforeItsTime_DoesNothing()
    {
        var house = new House();
        var request = await house.AskedAsync(Isolation.Action().Object);
        house.Time.Advance(house.Approvals.Expiry - TimeSpan.FromSeconds(1));

        var answer = await house.Expire.RunAsync(request.Customer, request.Id, TestContext.Current.CancellationToken);

        Assert.IsType<Problem.Conflict>(answer.Problem);
        Assert.Single(await house.TrailAsync());
    }

    [Fact]
    public async Task Expire_AfterItsTime_ClosesItOnce()
    {
        var house = new House();
        var request = await house.AskedAsync(Isolation.Action().Object);
        house.Time.Advance(house.Approvals.Expiry);

        var expired = await house.Expire.RunAsync(request.Customer, request.Id, TestContext.Current.CancellationToken);
        var again = await house.Expire.RunAsync(request.Customer, request.Id, TestContext.Current.CancellationToken);

        Assert.Equal(RequestState.Expired, expired.Value.State);
        Assert.IsType<Problem.Conflict>(again.Problem);
        Assert.Equal(["request.submitted", "request.expired"], (await house.TrailAsync()).Select(line => line.Fact.Kind));
        Assert.Null(await house.DueAsync(request, WorkKind.Expire));
    }

    [Fact]
    public async Task Expire_AfterAnAnswer_DoesNothing()
    {
        var house = new House();
        var request = await house.ApprovedAsync(Isolation.Action().Object);
        house.Time.Advance(house.Approvals.Expiry);

        Assert.IsType<Problem.Conflict>((await house.Expire.RunAsync(request.Customer, request.Id, TestContext.Current.CancellationToken)).Problem);
        Assert.Equal(RequestState.Approved, (await house.ReadAsync(request)).State);
    }
}
