using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Containments;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Core.Work;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Containments;

/// <summary>The end is moved by a request of its own, for exactly what was shown.</summary>
public sealed class ExtendContainmentTests
{
    private readonly LeasedHouse _house = new();
    private readonly ExtendContainmentAction _extend;

    public ExtendContainmentTests() => _extend = new(new(() => _house.House.Extend));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Extend_Approved_MovesTheEndAndTheTimerWithIt()
    {
        var done = await _house.IsolatedAsync(LeasedHouse.Eight);
        var asked = (await AskAsync(done, "4h")).Value.Request;

        await _house.House.ReviewAsync(asked, Cast.Cid, approves: true);
        await CarryOutAsync(asked);

        var moved = await _house.House.ReadAsync(done);
        Assert.Equal((done.Lease!.Ends + TimeSpan.FromHours(4), asked.Id), (moved.Lease!.Ends, moved.Lease.Extensions.Single().Id));
        Assert.Equal(moved.Text(), (await _house.House.RebuildAsync(done)).Text());
        Assert.Equal(moved.Binding, Core.Approvals.ApprovalBinding.Of(moved));
        _house.House.Time.Advance(LeasedHouse.Eight);
        Assert.Equal(moved.Lease.Ends - _house.House.Containing.Reminder, (await _house.WakeAsync(done))!.Due);
        Assert.Null((await _house.House.ReadAsync(done)).UndoneBy);
    }

    [Fact]
    public async Task Extend_AsksForApproval_WhichTheRequesterCannotGive()
    {
        var asked = (await AskAsync(await _house.IsolatedAsync(LeasedHouse.Eight), "4h")).Value.Request;

        Assert.Equal((RequestState.Pending, 1), (asked.State, asked.ApprovalsNeeded));
        Assert.IsType<Problem.NotAllowed>((await _house.House.ReviewAsync(asked, Cast.Ann, approves: true)).Problem);
    }

    [Fact]
    public async Task Extend_TheEndMovedMeanwhile_IsRefusedAtTheCall()
    {
        var done = await _house.IsolatedAsync(LeasedHouse.Eight);
        var (first, second) = ((await AskAsync(done, "4h")).Value.Request, (await AskAsync(done, "2h", Cast.Bob, "second")).Value.Request);
        await _house.House.ReviewAsync(first, Cast.Cid, approves: true);
        await CarryOutAsync(first);

        await _house.House.ReviewAsync(second, Cast.Cid, approves: true);
        await CarryOutAsync(second);

        Assert.Equal(RequestState.Refused, (await _house.House.ReadAsync(second)).State);
        Assert.Single((await _house.House.ReadAsync(done)).Lease!.Extensions);
    }

    [Fact]
    public async Task Extend_CarriedOutTwice_MovesOnce()
    {
        var done = await _house.IsolatedAsync(LeasedHouse.Eight);
        var order = new ActionOrder(Cast.Contoso, new("abcdefgh.extension"), new("R-EXTN1"), new("containment", done.Id.Value, "x"), Bind(done, "4h"), "more", "");

        await _extend.ExecuteAsync(order, Token);
        await _extend.ExecuteAsync(order, Token);

        Assert.Equal(done.Lease!.Ends + TimeSpan.FromHours(4), (await _house.House.ReadAsync(done)).Lease!.Ends);
        Assert.NotNull((await _extend.FindOwnAsync(order, Token)).Value.Receipt);
        Assert.Null((await _extend.FindOwnAsync(order with { Request = new("abcdefgh.other") }, Token)).Value.Receipt);
    }

    [Theory]
    [InlineData("29d", true)]
    [InlineData("30d", false)]
    [InlineData("14m", false)]
    public async Task Extend_ATime_IsTakenWithinItsBoundsFromNow(string time, bool isTaken) =>
        Assert.Equal(isTaken, (await AskAsync(await _house.IsolatedAsync(LeasedHouse.Eight), time)).Problem is null);

    [Fact]
    public async Task Extend_WithoutAnEndOrAfterIt_IsRefused()
    {
        var endless = await _house.IsolatedAsync(time: null);
        Assert.Contains("no end that could be moved", (await AskAsync(endless, "4h")).Problem!.Sentence, StringComparison.Ordinal);

        var done = await _house.IsolatedAsync(LeasedHouse.Eight, "second");
        _house.House.Time.Advance(LeasedHouse.Eight);
        Assert.Contains("is over", (await AskAsync(done, "4h", activity: "late")).Problem!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "13")]
    public async Task Extend_ARequestOfAnotherCustomer_IsNotThere()
    {
        var done = await _house.IsolatedAsync(LeasedHouse.Eight);

        var preview = await _extend.PreviewAsync(Cast.Fabrikam, Bind(done, "4h"), known: null, Token);

        Assert.IsType<Problem.NotFound>(preview.Problem);
    }

    private ActionParameters Bind(ResponseRequest request, string time) => _extend.Bind(new()
    {
        Verb = "extend-containment",
        Values = CommandArguments.None.Add("containment", request.Id.Value).Add(LeaseTime.Argument, time),
    }).Value;

    private Task<Result<Submission>> AskAsync(ResponseRequest request, string time, Core.People.Person? requester = null, string activity = "extend") =>
        _house.House.Submit.RunAsync(HouseSteps.AskOf(_extend, requester, activity) with { Parameters = [Bind(request, time)] }, Token);

    private async Task CarryOutAsync(ResponseRequest request)
    {
        var dispatch = new DispatchOperation(_house.House.Book, Catalog(), _house.House.Steps, Microsoft.Extensions.Options.Options.Create(_house.House.Dispatching), _house.House.Time);
        var poll = new PollOperation(_house.House.Book, Catalog(), _house.House.Steps, Microsoft.Extensions.Options.Options.Create(_house.House.Dispatching));
        await dispatch.RunAsync((await _house.House.DueAsync(request, WorkKind.Dispatch))!.Entry, Token);
        if (await _house.House.DueAsync(request, WorkKind.Poll) is { } due)
        {
            await poll.RunAsync(due.Entry, Token);
        }
    }

    private ActionCatalog Catalog() => new([_house.Isolate.Object, _house.Release.Object, _extend]);
}
