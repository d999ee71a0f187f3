using BotResponder.Core.Customers;
using BotResponder.Core.People;
using BotResponder.Core.Policies;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Tests.Approvals;
using BotResponder.Tests.Samples;
using CsCheck;

namespace BotResponder.Tests.Delegations;

/// <summary>What a lent right does not do. Each stands beside what it does.</summary>
public sealed class DelegationAttacks
{
    private static readonly TimeSpan Shift = TimeSpan.FromHours(8);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [Trait("Attack", "18")]
    [InlineData("ann", true)]
    [InlineData("bob", false)]
    public async Task Approve_ForWhoAskedHerself_DoesNotCount(string requester, bool counts)
    {
        var house = Eyes.Under();
        await LendAsync(house, Cast.Bob, Cast.Eve);
        var request = await house.AskedAsync(Isolation.Action().Object, Cast.Named(requester));

        var answer = await house.ReviewAsync(request, Cast.Eve, approves: true);

        Assert.Equal(counts, answer.Problem is null);
        Assert.Equal(counts ? Cast.Bob.Id : null, (await house.ReadAsync(request)).Reviews.FirstOrDefault()?.For);
    }

    [Fact]
    [Trait("Attack", "18")]
    public async Task Approve_WhatTheDelegateAskedForHerself_DoesNotCount()
    {
        var house = Eyes.Under();
        await LendAsync(house, Cast.Cid, Cast.Ann);
        var request = await house.AskedAsync(Isolation.Action().Object);

        Assert.IsType<Problem.NotAllowed>((await house.ReviewAsync(request, Cast.Ann, approves: true)).Problem);
    }

    [Fact]
    [Trait("Attack", "18")]
    public async Task Approve_ActionOnTheLendersAccount_DoesNotCount()
    {
        var house = Eyes.Under();
        await LendAsync(house, Eyes.Kim, Eyes.OfContoso("lou"));
        var request = await house.AskedAsync(Isolation.Action(preview: Isolation.Preview(new("account", Eyes.Kim.Id.ObjectId, "kim"))).Object);

        Assert.IsType<Problem.NotAllowed>((await house.ReviewAsync(request, Eyes.OfContoso("lou"), approves: true)).Problem);
    }

    [Theory]
    [Trait("Attack", "19")]
    [InlineData("bob", "eve")]
    [InlineData("eve", "bob")]
    [InlineData("eve", "zoe")]
    public async Task Approve_LenderAndDelegates_AreOneApproval(string first, string second)
    {
        var house = Eyes.Under();
        await LendAsync(house, Cast.Bob, Cast.Eve);
        await LendAsync(house, Cast.Bob, Cast.Named("zoe"));
        house.Time.Advance(new CustomerOptions().MembershipAge);
        var request = await house.AskedAsync(Isolation.Action(preview: Isolation.Preview(isCritical: true)).Object);

        Assert.Null((await house.ReviewAsync(request, Cast.Named(first), approves: true)).Problem);
        Assert.IsType<Problem.NotAllowed>((await house.ReviewAsync(request, Cast.Named(second), approves: true)).Problem);
        Assert.IsType<Problem.Conflict>((await house.ReviewAsync(request, Cast.Named(first), approves: true)).Problem);

        Assert.Equal(RequestState.Approved, (await house.ReviewAsync(request, Cast.Cid, approves: true)).Value.State);
    }

    [Fact]
    [Trait("Attack", "18")]
    public async Task Delegate_WhatWasLent_CannotBePassedOn()
    {
        var house = Eyes.Under();
        await LendAsync(house, Cast.Bob, Cast.Eve);

        var passed = await house.Delegate.RunAsync(Cast.Contoso, new(Cast.Eve, Cast.Named("zoe"), Shift, "tired", "a"), Token);

        Assert.Contains("cannot be passed on", Assert.IsType<Problem.NotAllowed>(passed.Problem).Sentence, StringComparison.Ordinal);
        Assert.Equal("delegation.refused", (await house.TrailAsync())[^1].Fact.Kind);
    }

    [Theory]
    [InlineData("cid-admin", "yourself")]
    [InlineData("kim", "own side")]
    public async Task Delegate_ToOneselfOrTheOtherSide_IsRefused(string name, string sentence)
    {
        var answer = await Eyes.Under().Delegate.RunAsync(Cast.Contoso, new(Cast.Cid, name == "kim" ? Eyes.Kim : Cast.Named(name), Shift, "tired", "a"), Token);

        Assert.Contains(sentence, Assert.IsType<Problem.NotAllowed>(answer.Problem).Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Attack", "25")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Approve_WhatOnlySeniorsMay_NeedsTheLenderToBeOne(bool isSenior)
    {
        var house = Eyes.Under(new PolicyRuleEntry { Name = "device.isolate", Effect = RuleKind.NeedsApproval, ApproverRoles = { Role.SeniorApprover } });
        var lou = Eyes.OfContoso("lou");
        await LendAsync(house, isSenior ? Eyes.Sue : Eyes.Kim, lou);
        var request = await house.AskedAsync(Isolation.Action().Object);

        Assert.Equal(isSenior, (await house.ReviewAsync(request, lou, approves: true)).Problem is null);
    }

    [Theory]
    [Trait("Attack", "18")]
    [InlineData(59, false)]
    [InlineData(61, true)]
    public async Task Approve_CriticalTarget_WaitsUntilTheDelegationIsOfAge(int minutes, bool counts)
    {
        var house = Eyes.Under();
        await LendAsync(house, Cast.Bob, Cast.Eve);
        house.Time.Advance(TimeSpan.FromMinutes(minutes));
        var request = await house.AskedAsync(Isolation.Action(preview: Isolation.Preview(isCritical: true)).Object);

        Assert.Equal(counts, (await house.ReviewAsync(request, Cast.Eve, approves: true)).Problem is null);
        var other = await house.AskedAsync(Isolation.Action(preview: Isolation.Preview(new("device", "other", "WS-9"), isCritical: true)).Object, activity: "activity-2");
        Assert.Equal(RequestState.Denied, (await house.ReviewAsync(other, Cast.Eve, approves: false)).Value.State);
    }

    [Theory]
    [Trait("Attack", "23")]
    [InlineData(479, true)]
    [InlineData(480, false)]
    public async Task Approve_AfterItsTime_DoesNotCount(int minutes, bool counts)
    {
        var house = Eyes.Under();
        await LendAsync(house, Cast.Bob, Cast.Eve);
        house.Time.Advance(TimeSpan.FromMinutes(minutes));
        var request = await house.AskedAsync(Isolation.Action().Object);

        Assert.Equal(counts, (await house.ReviewAsync(request, Cast.Eve, approves: true)).Problem is null);
    }

    [Theory]
    [Trait("Attack", "23")]
    [InlineData("undelegated")]
    [InlineData("lender's role taken")]
    [InlineData("nothing")]
    public async Task Dispatch_RightGoneBetweenTapAndRun_IsNotSent(string what)
    {
        var action = Isolation.Action();
        action.Executes(new Core.Actions.ActionReceipt("machine-action-1"));
        var house = Eyes.Over(new WatchedStore(), null, Eyes.Protection(), [], action.Object);
        await LendAsync(house, Cast.Cid, Cast.Eve);
        var request = await house.AskedAsync(action.Object);
        await house.ReviewAsync(request, Cast.Eve, approves: true);

        if (what == "undelegated")
        {
            await house.Delegate.EndAsync(Cast.Contoso, Cast.Cid, "a", Token);
        }

        var after = Eyes.Over(house.Records, house.Queue, what.StartsWith("lender", StringComparison.Ordinal) ? Eyes.Protection(Cast.Cid) : Eyes.Protection(), [], action.Object);
        await after.DispatchAsync(request);

        action.VerifyExecuted(what == "nothing" ? 1 : 0);
        Assert.Equal(what == "nothing" ? RequestState.Running : RequestState.Refused, (await after.ReadAsync(request)).State);
    }

    [Fact]
    [Trait("Attack", "23")]
    public async Task Approve_UndelegatedInAnotherProcess_DoesNotCount()
    {
        var house = Eyes.Under();
        await LendAsync(house, Cast.Bob, Cast.Eve);
        var request = await house.AskedAsync(Isolation.Action().Object);
        await Eyes.Over(house.Records, house.Queue, Eyes.Protection(), []).Delegate.EndAsync(Cast.Contoso, Cast.Bob, "a", Token);

        Assert.IsType<Problem.NotAllowed>((await house.ReviewAsync(request, Cast.Eve, approves: true)).Problem);
        Assert.False(house.Customers.Find(Cast.Contoso)!.Knows(Cast.Eve.Id));
    }

    [Fact]
    public async Task Delegate_MadeChangedAndTakenBack_StandsInTheTrailAndTheChain()
    {
        var house = Eyes.Under();
        await LendAsync(house, Cast.Bob, Cast.Eve);
        await LendAsync(house, Cast.Bob, Cast.Eve, TimeSpan.FromHours(1));
        Assert.Equal(House.Morning + TimeSpan.FromHours(1), Assert.Single(house.Customers.Find(Cast.Contoso)!.Delegations).Until);

        Assert.Equal([Cast.Eve], (await house.Delegate.EndAsync(Cast.Contoso, Cast.Bob, "a", Token)).Value);
        Assert.Empty((await house.Delegate.EndAsync(Cast.Contoso, Cast.Bob, "a", Token)).Value);

        Assert.Empty(house.Customers.Find(Cast.Contoso)!.Delegations);
        Assert.Equal(["delegation.made", "delegation.made", "delegation.ended"], (await house.TrailAsync()).Select(line => line.Fact.Kind));
        Assert.True((await house.Verifier.VerifyAsync(Cast.Contoso, Token)).IsIntact);
    }

    [Fact]
    public void Count_AnyAnswersForAnybody_NeverCountOnePersonTwice()
    {
        var people = new[] { Cast.Ann, Cast.Bob, Cast.Cid, Cast.Dee, Cast.Eve };
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 5]).Array[0, 20].Sample(answers =>
        {
            var request = answers.Aggregate(Wishes.Pending(approvals: 3), (state, answer) =>
            {
                PersonId? lender = answer.Item2 < 5 && answer.Item2 != answer.Item1 ? people[answer.Item2].Id : null;
                var review = new Review(people[answer.Item1], Approves: true, null, Wishes.Now) { For = lender };
                return RequestLifecycle.Apply(state, new RequestEvent.Reviewed(review), Wishes.Now).TryGetValue(out var moved, out _) ? moved : state;
            });

            var lenders = request.Reviews.Select(review => review.For ?? review.Approver.Id).ToList();
            Assert.Equal(lenders.Count, lenders.Distinct().Count());
            Assert.DoesNotContain(Cast.Ann.Id, lenders);
        });
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(14, false)]
    [InlineData(15, true)]
    [InlineData(10_080, true)]
    [InlineData(10_081, false)]
    public async Task Delegate_TooShortOrTooLong_IsRefused(int minutes, bool isMade) =>
        Assert.Equal(isMade, (await Eyes.Under().Delegate.RunAsync(Cast.Contoso, new(Cast.Bob, Cast.Eve, TimeSpan.FromMinutes(minutes), "on leave", "a"), Token)).Problem is null);

    private static async Task LendAsync(House house, Person from, Person to, TimeSpan? time = null) =>
        Assert.Null((await house.Delegate.RunAsync(Cast.Contoso, new(from, to, time ?? Shift, "on leave", "a"), Token)).Problem);
}
