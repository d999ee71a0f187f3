using BotResponder.Core.Actions;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Core.Work;
using BotResponder.Tests.Samples;
using Moq;

namespace BotResponder.Tests.Requests;

/// <summary>One request, one approval, many targets: each has its own call, its own outcome and its own lane.</summary>
public sealed partial class ManyTargetsTests
{
    private readonly Mock<IResponseAction> _action = Isolation.Action();
    private readonly House _house;

    public ManyTargetsTests() => _house = new(_action.Object);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Submit_ThreeTargets_AreOneRequestWithThreeOperations()
    {
        var request = await AskedAsync(3);

        Assert.Equal(["WS-0", "WS-1", "WS-2"], request.Operations.Select(operation => operation.Target.Name));
        Assert.Equal("3 devices", request.Subject);
        Assert.Equal(["It loses its network."], request.Consequences);
        Assert.All(request.Operations, operation => Assert.Equal(["Device id"], operation.Preview.Facts.Select(fact => fact.Label)));
        Assert.Equal(request.Text(), (await _house.RebuildAsync(request)).Text());
    }

    [Fact]
    public async Task Submit_TwoNamesOfOneTarget_AreOneOperation()
    {
        Finds(Isolation.Preview(), Isolation.Preview(), Isolation.Preview(new("device", "0b6cdaff", "WS-043")));

        var request = (await _house.Submit.RunAsync(Ask(3), Token)).Value.Request;

        Assert.Equal(["WS-042", "WS-043"], request.Operations.Select(operation => operation.Target.Name));
    }

    [Fact]
    public async Task Submit_SomeAreNotThere_IsRefusedAndNamesThem()
    {
        Finds(Isolation.Preview(), new Problem.NotFound("There is no device called WS-1 here."), new Problem.Ambiguous("There are two devices called WS-2.", []));

        var problem = (await _house.Submit.RunAsync(Ask(3), Token)).Problem!;

        Assert.Contains("2 of 3 cannot be asked for. There is no device called WS-1 here. There are two devices called WS-2.", problem.Sentence, StringComparison.Ordinal);
        Assert.Empty(await _house.Book.OpenAsync(Cast.Contoso, 10, Token));
    }

    [Fact]
    public async Task Submit_MicrosoftCannotAnswerForOne_SaysThatAndNotThatItIsMissing()
    {
        Finds(Isolation.Preview(), new Problem.NotFound("There is no such device."), new Problem.Unavailable("Defender could not be reached."));

        Assert.Equal("Defender could not be reached.", (await _house.Submit.RunAsync(Ask(3), Token)).Problem?.Sentence);
    }

    [Fact]
    public async Task Submit_MoreThanAllowed_IsRefusedBeforeAnythingIsRead()
    {
        var problem = (await _house.Submit.RunAsync(Ask(_house.Approvals.MostTargets + 1), Token)).Problem!;

        Assert.Contains("301 devices; one request may have 300", problem.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_TheSameTargetsInAnotherOrder_IsTheOpenRequest()
    {
        var first = await AskedAsync(2);
        Finds(Preview(1), Preview(0));

        var again = (await _house.Submit.RunAsync(Ask(2) with { Asked = new(Cast.Channel, "activity-2") }, Token)).Value;

        Assert.Equal((first.Id, false), (again.Request.Id, again.IsNew));
    }

    [Fact]
    public async Task Submit_OneIsCritical_NeedsTheApproversOfACriticalOne()
    {
        Finds(Preview(0), Preview(1) with { IsCritical = true });

        Assert.Equal(2, (await _house.Submit.RunAsync(Ask(2), Token)).Value.Request.ApprovalsNeeded);
    }

    [Fact]
    public async Task Approve_Twenty_FirstEightAreDispatchedAndAllStandInTheirLanes()
    {
        var request = await ApprovedAsync(20);

        Assert.Equal(Enumerable.Range(0, 8), await WokenAsync(request));
        Assert.Equal(20, await LanesAsync(request));
    }

    [Fact]
    public async Task Dispatch_OneIsAnswered_TheNextComesIntoTheWindow()
    {
        _action.Executes(new ActionReceipt("machine-action-1"), new Problem.Refused("No."));
        var request = await ApprovedAsync(20);

        await DispatchAsync(request, 3);
        var afterOne = await WokenAsync(request);
        await DispatchAsync(request, 5);

        Assert.Equal([0, 1, 2, 4, 5, 6, 7, 8], afterOne);
        Assert.Equal([0, 1, 2, 4, 6, 7, 8, 9], await WokenAsync(request));
    }

    [Fact]
    public async Task Dispatch_All_EachIsCalledOnceAndTheRequestIsAsGoodAsItsWorst()
    {
        var calls = new List<string>();
        _action.Setup(each => each.ExecuteAsync(It.IsAny<ActionOrder>(), It.IsAny<CancellationToken>())).ReturnsAsync((ActionOrder order, CancellationToken _) =>
        {
            calls.Add(order.Target.Name);
            return order.Target.Name == "WS-11" ? new Problem.Refused("Its operating system cannot.") : new ActionReceipt($"of {order.Target.Name}");
        });
        _action.Setup(each => each.ReadStatusAsync(It.IsAny<Core.Customers.CustomerId>(), It.IsAny<ActionReceipt>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new ActionProgress.Ended(new(OutcomeKind.Done, "Isolated.")));
        var request = await ApprovedAsync(20);

        await DrainAsync(request);

        var ended = await _house.ReadAsync(request);
        Assert.Equal(20, calls.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(20, calls.Count);
        Assert.Equal(RequestState.Refused, ended.State);
        Assert.Equal(19, ended.Operations.Count(operation => operation.Outcome is { Kind: OutcomeKind.Done }));
        Assert.Equal(ended.Text(), (await _house.RebuildAsync(request)).Text());
        Assert.Equal(0, await LanesAsync(request));
        Assert.Equal([WorkKind.Cards], await LeftAsync());
    }

    [Fact]
    public async Task Withdraw_WhileItRuns_StopsWhatWasNotSentAndKeepsWhatWas()
    {
        _action.Executes(new ActionReceipt("machine-action-1"));
        var request = await ApprovedAsync(20);
        await DispatchAsync(request, 0);

        var withdrawn = (await _house.WithdrawAsync(request, Cast.Ann)).Value;
        await DrainAsync(request, WorkKind.Lanes);

        Assert.Equal(RequestState.Running, withdrawn.State);
        Assert.Equal(19, withdrawn.Operations.Count(operation => operation.Outcome is { Kind: OutcomeKind.Cancelled }));
        Assert.Empty(await WokenAsync(request));
        Assert.NotNull(await _house.RowAsync(LedgerRows.Lane(request.Operations[0].Target)));
        Assert.Null(await _house.RowAsync(LedgerRows.Lane(request.Operations[19].Target)));
        Assert.IsType<Problem.Conflict>((await _house.WithdrawAsync(request, Cast.Ann)).Problem);
    }

    [Fact]
    public async Task Withdraw_BeforeTheLanesAreEntered_LeavesNoneBehind()
    {
        var asked = await AskedAsync(20);
        var request = (await _house.ReviewAsync(asked, Cast.Cid, approves: true)).Value;

        await _house.WithdrawAsync(request, Cast.Ann);
        await DrainAsync(request, WorkKind.Lanes);

        Assert.Equal(0, await LanesAsync(request));
        Assert.Empty(await WokenAsync(request));
    }

    [Fact]
    public async Task Approve_TargetIsBusy_ThatOneWaitsAndRunsWhenItIsFree()
    {
        _action.Executes(new ActionReceipt("machine-action-1"), new ActionReceipt("machine-action-2"));
        _action.Reports(new ActionProgress.Ended(new(OutcomeKind.Done, "Isolated.")));
        _action.Previews(Preview(2));
        var first = await _house.ApprovedAsync(_action.Object, activity: "activity-0");
        var many = await ApprovedAsync(3);

        var before = await WokenAsync(many);
        await _house.DispatchAsync(first);
        await _house.PollAsync(first);

        Assert.Equal([0, 1], before);
        Assert.Equal(first.Code, many.Operations[2].WaitsFor);
        Assert.Equal([0, 1, 2], await WokenAsync(many));
    }
}
