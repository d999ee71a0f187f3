using BotResponder.Core.Ledgers;
using BotResponder.Core.People;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Approvals;

/// <summary>Who tries to approve and may not. Each stands beside the same tap by somebody who may.</summary>
public sealed class ApproverAttacks
{
    [Theory]
    [Trait("Attack", "18")]
    [InlineData("ann", false)]
    [InlineData("ann-admin", false)]
    [InlineData("cid", true)]
    public async Task Approve_RequesterOrAnotherAccountOfHers_DoesNotCount(string name, bool counts) =>
        await AssertAsync(Eyes.Under(), Isolation.Preview(), Cast.Named(name), counts);

    [Theory]
    [Trait("Attack", "18")]
    [Trait("Attack", "26")]
    [InlineData("kim", "kim", false)]
    [InlineData("dee-guest", "dee", false)]
    [InlineData("kim", "cid", true)]
    [InlineData("somebody", "kim", true)]
    public async Task Approve_ActionOnHerOwnAccount_DoesNotCount(string target, string name, bool counts)
    {
        var account = Isolation.Preview(new("account", Eyes.OfContoso(target).Id.ObjectId.ToUpperInvariant(), target));

        await AssertAsync(Eyes.Under(), account, name == "kim" ? Eyes.Kim : Cast.Named(name), counts);
    }

    [Theory]
    [Trait("Attack", "18")]
    [InlineData("aud")]
    [InlineData("eve")]
    public async Task Answer_WhoOnlyReadsOrHoldsNoRole_DoesNotCountEitherWay(string name)
    {
        var house = Eyes.Under();
        var request = await house.AskedAsync(Isolation.Action().Object);

        Assert.IsType<Problem.NotAllowed>((await house.ReviewAsync(request, Cast.Named(name), approves: true)).Problem);
        Assert.IsType<Problem.NotAllowed>((await house.ReviewAsync(request, Cast.Named(name), approves: false)).Problem);

        Assert.Equal(RequestState.Denied, (await house.ReviewAsync(request, Cast.Cid, approves: false)).Value.State);
    }

    [Fact]
    [Trait("Attack", "19")]
    public async Task Approve_TwoAccountsOfOnePerson_AreOneApproval()
    {
        var house = Eyes.Under();
        var request = await house.AskedAsync(Isolation.Action(preview: Isolation.Preview(isCritical: true)).Object);

        await house.ReviewAsync(request, Cast.Cid, approves: true);

        Assert.IsType<Problem.NotAllowed>((await house.ReviewAsync(request, Eyes.CidToo, approves: true)).Problem);
        Assert.Equal(RequestState.Approved, (await house.ReviewAsync(request, Cast.Dee, approves: true)).Value.State);
    }

    [Fact]
    [Trait("Attack", "19")]
    public async Task Approve_OnePersonsTapsAndAccountsAtOnce_AreOneApproval()
    {
        var house = Eyes.Under();
        for (var round = 0; round < 20; round++)
        {
            var request = await house.AskedAsync(Isolation.Action(preview: Isolation.Preview(isCritical: true)).Object, activity: $"activity-{round}");
            using var barrier = new Barrier(4);
            await Task.WhenAll(new[] { Cast.Cid, Cast.Cid, Eyes.CidToo, Eyes.CidToo }.Select(person => Task.Run(() =>
            {
                barrier.SignalAndWait(TestContext.Current.CancellationToken);
                return house.ReviewAsync(request, person, approves: true);
            }, TestContext.Current.CancellationToken)));

            var after = await house.ReadAsync(request);
            Assert.Equal((RequestState.Pending, 1), (after.State, after.Reviews.Length));
            Assert.Equal(RequestState.Approved, (await house.ReviewAsync(request, Cast.Dee, approves: true)).Value.State);
            await house.WithdrawAsync(request, Cast.Ann);
        }
    }

    [Fact]
    [Trait("Attack", "19")]
    public async Task Approve_BothSidesAreNeeded_TwoOfOneSideAreNotEnough()
    {
        var house = Eyes.Under(Eyes.BothSides);
        var request = await house.AskedAsync(Isolation.Action().Object);

        await house.ReviewAsync(request, Cast.Cid, approves: true);
        var second = await house.ReviewAsync(request, Cast.Dee, approves: true);

        Assert.Contains("1 from the customer", Assert.IsType<Problem.NotAllowed>(second.Problem).Sentence, StringComparison.Ordinal);
        Assert.Equal(RequestState.Approved, (await house.ReviewAsync(request, Eyes.Kim, approves: true)).Value.State);
    }

    [Theory]
    [Trait("Attack", "22")]
    [InlineData("\"approvals\":2", "\"approvals\":1")]
    [InlineData("\"denyAfter\":1", "\"denyAfter\":9")]
    [InlineData("\"policy\":", "\"politics\":")]
    [InlineData("nothing at all", "nothing at all")]
    public async Task Approve_PinnedPolicyWeakenedBehindTheBot_IsRefused(string old, string changed)
    {
        var house = Eyes.Under();
        var request = await house.AskedAsync(Isolation.Action(preview: Isolation.Preview(isCritical: true)).Object);
        var body = (await house.RowAsync(LedgerRows.Request(request.Id)))!.Body;
        await house.TamperAsync(LedgerRows.Request(request.Id), body.Replace(old, changed, StringComparison.Ordinal));

        var answer = await house.ReviewAsync(request, Cast.Cid, approves: true);

        Assert.Equal(old != changed, body.Contains(old, StringComparison.Ordinal));
        Assert.Equal(old != changed, answer.Problem is Problem.Refused);
        Assert.Equal(old == changed, answer.Problem is null);
    }

    [Theory]
    [Trait("Attack", "23")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Approve_RoleTakenAwayBetweenCardAndTap_DoesNotCount(bool isTaken)
    {
        var before = Eyes.Under();
        var request = await before.AskedAsync(Isolation.Action().Object);

        var after = Eyes.Over(before.Records, before.Queue, isTaken ? Eyes.Protection(Cast.Cid) : Eyes.Protection(), []);
        var answer = await after.ReviewAsync(request, Cast.Cid, approves: true);

        Assert.Equal(isTaken, answer.Problem is Problem.NotAllowed);
    }

    [Theory]
    [Trait("Attack", "23")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dispatch_RoleTakenAwayBetweenTapAndRun_IsNotSent(bool isTaken)
    {
        var action = Isolation.Action();
        action.Executes(new Core.Actions.ActionReceipt("machine-action-1"));
        var before = Eyes.Under();
        var request = await before.ApprovedAsync(action.Object);

        var after = Eyes.Over(before.Records, before.Queue, isTaken ? Eyes.Protection(Cast.Cid) : Eyes.Protection(), [], action.Object);
        await after.DispatchAsync(request);

        action.VerifyExecuted(isTaken ? 0 : 1);
        Assert.Equal(isTaken ? RequestState.Refused : RequestState.Running, (await after.ReadAsync(request)).State);
    }

    private static async Task AssertAsync(House house, Core.Actions.ActionPreview preview, Person approver, bool counts)
    {
        var request = await house.AskedAsync(Isolation.Action(preview: preview).Object);

        var answer = await house.ReviewAsync(request, approver, approves: true);

        Assert.Equal(counts, answer.Problem is null);
        Assert.Equal(counts ? RequestState.Approved : RequestState.Pending, (await house.ReadAsync(request)).State);
        Assert.Equal(counts ? "request.reviewed" : "request.attempt-refused", (await house.TrailAsync())[^1].Fact.Kind);
    }
}
