using BotResponder.Core.Ledgers;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Core.Work;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Requests;

public sealed class SubmitRequestTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_Responder_AsksAndIsWrittenDown()
    {
        var (house, action) = (new House(), Isolation.Action());

        var request = (await house.AskAsync(action.Object)).Value.Request;

        Assert.Equal((RequestState.Pending, 1), (request.State, request.ApprovalsNeeded));
        Assert.Equal(House.Morning + TimeSpan.FromMinutes(30), request.ExpiresAt);
        Assert.Equal(request.Text(), (await house.ReadAsync(request)).Text());
        Assert.Equal(request.RemindAt, (await house.DueAsync(request, WorkKind.Expire))?.Entry.Due);
        Assert.NotNull(await house.DueAsync(request, WorkKind.Cards));
        Assert.Null(await house.DueAsync(request, WorkKind.Dispatch));
        Assert.Equal("request.submitted", Assert.Single(await house.TrailAsync()).Fact.Kind);
        Assert.Equal(request.Id, (await house.Book.FindAsync(Cast.Contoso, Cast.Channel, request.Code, Token))?.Id);
        Assert.Equal([request.Id], (await house.Book.OpenAsync(Cast.Contoso, 10, Token)).Select(open => open.Id));
    }

    [Theory]
    [InlineData("ann", true)]
    [InlineData("bob", true)]
    [InlineData("cid", false)]
    [InlineData("eve", false)]
    public async Task RunAsync_ByRole_OnlyWhoMayAskAsks(string name, bool mayAsk)
    {
        var (house, action) = (new House(), Isolation.Action());

        var answer = await house.AskAsync(action.Object, Cast.Named(name));

        Assert.Equal(mayAsk, answer.Problem is null);
        Assert.Equal(mayAsk ? null : "not-allowed", Assert.Single(await house.TrailAsync()).Fact.Problem);
        action.Verify(each => each.PreviewAsync(Cast.Contoso, Isolation.Parameters, null, Token), mayAsk ? Moq.Times.Once() : Moq.Times.Never());
    }

    [Fact]
    public async Task RunAsync_ContactOfTheCustomer_MayAskForThatCustomer()
    {
        var house = new House();

        var answer = await house.Submit.RunAsync(HouseSteps.AskOf(Isolation.Action().Object) with { Customer = Cast.Fabrikam }, Token);

        Assert.Equal(Cast.Fabrikam, answer.Value.Request.Customer);
        Assert.Empty(await house.TrailAsync(Cast.Contoso));
    }

    [Fact]
    public async Task RunAsync_SameActivityTwice_IsOneRequest()
    {
        var (house, action) = (new House(), Isolation.Action());

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => house.AskAsync(action.Object), Token)));

        Assert.Single(answers, answer => answer.Value.IsNew);
        Assert.Single(answers.Select(answer => answer.Value.Request.Id).Distinct());
        Assert.Single(await house.TrailAsync());
    }

    [Fact]
    public async Task RunAsync_SameWishWhileOpen_IsTheOpenOne()
    {
        var (house, action) = (new House(), Isolation.Action());
        var open = await house.AskedAsync(action.Object, activity: "first");

        var again = await house.AskAsync(action.Object, activity: "second");
        var somebodyElse = await house.AskAsync(action.Object, Cast.Bob, activity: "third");
        await house.WithdrawAsync(open, Cast.Ann);
        var afterwards = await house.AskAsync(action.Object, activity: "fourth");

        Assert.Equal((open.Id, false), (again.Value.Request.Id, again.Value.IsNew));
        Assert.True(somebodyElse.Value.IsNew);
        Assert.True(afterwards.Value.IsNew);
    }

    [Fact]
    public async Task RunAsync_TargetNotFound_IsRefusedAndWrittenDown()
    {
        var (house, action) = (new House(), Isolation.Action());
        action.Previews(new Problem.NotFound("There is no device WS-042. Did you mean WS-041?"));

        var answer = await house.AskAsync(action.Object);

        Assert.IsType<Problem.NotFound>(answer.Problem);
        var line = Assert.Single(await house.TrailAsync()).Fact;
        Assert.Equal(("request.refused", "not-found", "activity-1"), (line.Kind, line.Problem, line.Activity));
        Assert.Empty(await house.Book.OpenAsync(Cast.Contoso, 10, Token));
    }

    [Fact]
    public async Task RunAsync_SeveralTargets_AsksBackAndWritesNothing()
    {
        var (house, action) = (new House(), Isolation.Action());
        action.Previews(new Problem.Ambiguous("Which one?", [new("a", "WS-042", ""), new("b", "WS-042", "")]));

        var answer = await house.AskAsync(action.Object);

        Assert.IsType<Problem.Ambiguous>(answer.Problem);
        Assert.Empty(house.Watched.Commits);
    }

    [Fact]
    public async Task RunAsync_CriticalTarget_NeedsTwoApprovers()
    {
        var house = new House();

        var request = await house.AskedAsync(Isolation.Action(preview: Isolation.Preview(isCritical: true)).Object);
        var once = await house.ReviewAsync(request, Cast.Bob, approves: true);
        var twice = await house.ReviewAsync(request, Cast.Cid, approves: true);

        Assert.Equal(2, request.ApprovalsNeeded);
        Assert.Equal((RequestState.Pending, RequestState.Approved), (once.Value.State, twice.Value.State));
    }

    [Fact]
    public async Task RunAsync_NobodyMustApprove_IsDispatchedAtOnce()
    {
        var house = new House();

        var request = await house.AskedAsync(Isolation.Action(Isolation.ReleaseDescriptor).Object);

        Assert.Equal(RequestState.Approved, request.State);
        Assert.NotNull(await house.DueAsync(request, WorkKind.Dispatch));
        Assert.Null(await house.DueAsync(request, WorkKind.Expire));
    }

    [Fact]
    public async Task RunAsync_ShortCodeIsTaken_TakesTheNext()
    {
        var house = new House();
        var id = house.Ids.Make(Cast.Contoso, Cast.ProviderTenant, Cast.Channel, "activity-1");
        var codes = RequestIds.Codes(id).ToList();
        await house.TamperAsync(LedgerRows.Code(Cast.Channel, codes[0]), "\"abcdefgh.somebody\"");
        await house.TamperAsync(LedgerRows.Code(Cast.Channel, codes[1]), "\"abcdefgh.somebody\"");

        var request = await house.AskedAsync(Isolation.Action().Object);

        Assert.Equal((id, codes[2]), (request.Id, request.Code));
        Assert.Matches("^R-[0-9A-HJKMNP-TV-Z]{5}$", request.Code.Value);
    }

    [Fact]
    public void Make_AnythingElse_IsAnotherId()
    {
        var ids = new House().Ids;
        RequestId[] made =
        [
            ids.Make(Cast.Contoso, "t", Cast.Channel, "1"),
            ids.Make(Cast.Contoso, "t", Cast.Channel, "2"),
            ids.Make(Cast.Contoso, "t", Cast.Elsewhere, "1"),
            ids.Make(Cast.Contoso, "u", Cast.Channel, "1"),
            ids.Make(Cast.Fabrikam, "t", Cast.Channel, "1"),
        ];

        Assert.Equal(5, made.Distinct().Count());
        Assert.All(made, id => Assert.Matches("^[0-9a-hjkmnp-tv-z]{8}\\.[0-9a-hjkmnp-tv-z]{26}$", id.Value));
    }
}
