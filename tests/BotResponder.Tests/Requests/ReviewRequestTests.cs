using System.Text.Json;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Core.Work;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Requests;

public sealed class ReviewRequestTests
{
    private readonly House _house = new();

    [Fact]
    public async Task RunAsync_Approver_ApprovesAndItIsDispatched()
    {
        var request = await _house.AskedAsync(Isolation.Action().Object);

        var approved = (await _house.ReviewAsync(request, Cast.Cid, approves: true)).Value;

        Assert.Equal(RequestState.Approved, approved.State);
        Assert.NotNull(await _house.DueAsync(request, WorkKind.Dispatch));
        Assert.Null(await _house.DueAsync(request, WorkKind.Expire));
    }

    [Fact]
    public async Task RunAsync_Denied_ClosesItsRows()
    {
        var request = await _house.AskedAsync(Isolation.Action().Object);

        var denied = (await _house.ReviewAsync(request, Cast.Cid, approves: false)).Value;

        Assert.Equal(RequestState.Denied, denied.State);
        Assert.Null(await _house.RowAsync(LedgerRows.Open(request.Id)));
        Assert.Null(await _house.RowAsync(LedgerRows.Ask(request)));
        Assert.Null(await _house.DueAsync(request, WorkKind.Dispatch));
    }

    [Theory]
    [InlineData("eve")]
    [InlineData("ann")]
    public async Task RunAsync_NoApprover_IsRefusedAndWrittenDown(string name)
    {
        var request = await _house.AskedAsync(Isolation.Action().Object);

        var answer = await _house.ReviewAsync(request, Cast.Named(name), approves: true);

        Assert.IsType<Problem.NotAllowed>(answer.Problem);
        await AssertRefusedAsync(request, "not-allowed");
    }

    [Fact]
    public async Task RunAsync_ApproverWhoAsked_IsRefused()
    {
        var request = await _house.AskedAsync(Isolation.Action().Object, Cast.Bob);

        Assert.IsType<Problem.NotAllowed>((await _house.ReviewAsync(request, Cast.Bob, approves: true)).Problem);
        await AssertRefusedAsync(request, "not-allowed");
    }

    [Fact]
    public async Task RunAsync_ConversationThatDoesNotShowIt_IsToldNothing()
    {
        var request = await _house.AskedAsync(Isolation.Action().Object);

        var answer = await _house.ReviewAsync(request, Cast.Cid, approves: true, Cast.Elsewhere);

        Assert.Same(RequestTaps.Unknown, answer.Problem);
        await AssertRefusedAsync(request, "not-found");
    }

    [Fact]
    public async Task RunAsync_ConversationWithACopy_Counts()
    {
        var request = await _house.AskedAsync(Isolation.Action().Object);
        await _house.TamperAsync(LedgerRows.Sent(request.Id), JsonSerializer.Serialize(new([new(Cast.Elsewhere, null)]), RequestJson.Default.SentCards));

        Assert.Equal(RequestState.Approved, (await _house.ReviewAsync(request, Cast.Cid, approves: true, Cast.Elsewhere)).Value.State);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("abcdefgh.0")]
    [InlineData("../../head")]
    public async Task RunAsync_IdThatIsNone_IsNotFoundAndWritesNothing(string id)
    {
        var answer = await _house.Review.RunAsync(new(new(id), Cast.Cid, Cast.Channel, "tap"), true, null, TestContext.Current.CancellationToken);

        Assert.Same(RequestTaps.Unknown, answer.Problem);
        Assert.Empty(_house.Watched.Commits);
    }

    [Theory]
    [InlineData("0a5bcafe", "0b6cdaff")]
    [InlineData("\"isCritical\":false", "\"isCritical\":true")]
    [InlineData("\\u0022WS-042\\u0022", "\\u0022WS-001\\u0022")]
    public async Task RunAsync_RowChangedBehindTheBot_IsRefused(string old, string changed)
    {
        var request = await _house.AskedAsync(Isolation.Action().Object);
        var body = (await _house.RowAsync(LedgerRows.Request(request.Id)))!.Body;
        Assert.Contains(old, body, StringComparison.Ordinal);
        await _house.TamperAsync(LedgerRows.Request(request.Id), body.Replace(old, changed, StringComparison.Ordinal));

        var answer = await _house.ReviewAsync(request, Cast.Cid, approves: true);

        Assert.IsType<Problem.Refused>(answer.Problem);
        await AssertRefusedAsync(request, "refused");
    }

    [Theory]
    [Trait("Attack", "24")]
    [InlineData(-1, RequestState.Approved)]
    [InlineData(0, RequestState.Expired)]
    [InlineData(1, RequestState.Expired)]
    public async Task RunAsync_AroundTheEndOfItsTime_CountsOnlyBefore(int seconds, RequestState state)
    {
        var request = await _house.AskedAsync(Isolation.Action().Object);
        _house.Time.Advance(_house.Approvals.Expiry + TimeSpan.FromSeconds(seconds));

        var answer = await _house.ReviewAsync(request, Cast.Cid, approves: true);

        Assert.Equal(state, (await _house.ReadAsync(request)).State);
        Assert.Equal(state == RequestState.Approved, answer.Problem is null);
        Assert.Equal(state == RequestState.Approved, await _house.DueAsync(request, WorkKind.Dispatch) is not null);
    }

    [Fact]
    public async Task RunAsync_SameTapTwice_IsCountedOnce()
    {
        var request = await _house.AskedAsync(Isolation.Action(preview: Isolation.Preview(isCritical: true)).Object);

        await _house.ReviewAsync(request, Cast.Cid, approves: true);
        var again = await _house.ReviewAsync(request, Cast.Cid, approves: true);

        Assert.IsType<Problem.Conflict>(again.Problem);
        Assert.Single((await _house.ReadAsync(request)).Reviews);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_ApproveAndDenyAtOnce_HaveOneWinner(bool inTwoProcesses)
    {
        var other = inTwoProcesses ? new House(_house.Records, _house.Queue) : _house;
        for (var round = 0; round < 20; round++)
        {
            var request = await _house.AskedAsync(Isolation.Action().Object, activity: $"activity-{round}");
            using var barrier = new Barrier(2);
            var taps = new[] { (House: _house, Person: Cast.Cid, Approves: true), (House: other, Person: Cast.Dee, Approves: false) }.Select(tap => Task.Run(() =>
            {
                barrier.SignalAndWait(TestContext.Current.CancellationToken);
                return tap.House.ReviewAsync(request, tap.Person, tap.Approves);
            }, TestContext.Current.CancellationToken));

            var answers = await Task.WhenAll(taps);

            var winner = Assert.Single(answers, answer => answer.Problem is null).Value;
            Assert.IsType<Problem.Conflict>(Assert.Single(answers, answer => answer.Problem is not null).Problem);
            Assert.Equal(winner.Text(), (await _house.ReadAsync(request)).Text());
            Assert.Equal(winner.State == RequestState.Approved, await _house.DueAsync(request, WorkKind.Dispatch) is not null);
            await _house.WithdrawAsync(request, Cast.Ann);
        }
    }

    private async Task AssertRefusedAsync(ResponseRequest request, string problem)
    {
        var line = (await _house.TrailAsync())[^1].Fact;
        Assert.Equal(("request.attempt-refused", problem, request.Id), (line.Kind, line.Problem, line.Request));
        Assert.Equal(RequestState.Pending, (await _house.ReadAsync(request)).State);
    }
}
