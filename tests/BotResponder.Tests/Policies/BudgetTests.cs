using BotResponder.Core.People;
using BotResponder.Core.Policies;
using BotResponder.Core.Records;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Tests.Approvals;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Policies;

/// <summary>How much may be asked for within a window, and what happens with more.</summary>
[Trait("Attack", "29")]
public sealed class BudgetTests
{
    private const string Hour = "01:00:00";

    private int _asked;

    [Fact]
    public async Task Submit_OverADenyingBudget_IsRefusedUntilTheWindowHasPassed()
    {
        var house = House(Denies(3));
        for (var device = 0; device < 3; device++)
        {
            Assert.Null((await AskAsync(house, device)).Problem);
        }

        var refused = await AskAsync(house, 4);
        house.Time.Advance(TimeSpan.FromMinutes(62));
        var later = await AskAsync(house, 4);

        Assert.Contains($"“storm” forbids it: more than 3 targets within {Hour}.", Assert.IsType<Problem.NotAllowed>(refused.Problem).Sentence, StringComparison.Ordinal);
        Assert.Null(later.Problem);
    }

    [Fact]
    [Trait("Attack", "28")]
    public async Task Submit_OverABudgetThatAsksForMore_RaisesTheQuorum()
    {
        var house = House(new PolicyRuleEntry { Name = "storm", Effect = RuleKind.NeedsApproval, Approvals = 3, OverTargets = 1, Within = TimeSpan.FromHours(1) });

        var first = (await AskAsync(house, 1)).Value.Request;
        var second = (await AskAsync(house, 2)).Value.Request;

        Assert.Equal((1, 3), (first.ApprovalsNeeded, second.ApprovalsNeeded));
        Assert.Contains("asked before, counted for “storm”: 1", second.Policy!.Facts);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Submit_SlowDripByTwoPeople_IsCountedTogetherUnlessTheRuleSaysOtherwise(bool perAsker, bool isAllowed)
    {
        var house = House(Denies(2, perAsker));
        await AskAsync(house, 1);
        house.Time.Advance(TimeSpan.FromMinutes(29));
        await AskAsync(house, 2, Cast.Bob);
        house.Time.Advance(TimeSpan.FromMinutes(29));

        Assert.Equal(isAllowed, (await AskAsync(house, 3, Cast.Bob)).Problem is null);
    }

    [Fact]
    public async Task Submit_RefusedOrOfAnotherKind_IsNotCounted()
    {
        var house = House(Denies(1), new() { Name = "hands off", Effect = RuleKind.Deny, Targets = { "ws-1" } });
        Assert.NotNull((await AskAsync(house, 1)).Problem);
        Assert.Null((await house.AskAsync(Isolation.Action(Isolation.ReleaseDescriptor, Device(2)).Object, activity: "release")).Problem);

        Assert.Null((await AskAsync(house, 3)).Problem);
        Assert.NotNull((await AskAsync(house, 4)).Problem);
    }

    [Fact]
    public async Task Submit_FromTwoProcessesAtOnce_NeverGoesOver()
    {
        var records = new WatchedStore();
        House[] houses = [House(records, Denies(5)), House(records, Denies(5))];

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(device => Task.Run(() => AskAsync(houses[device % 2], device))));

        Assert.Equal(5, answers.Count(answer => answer.Problem is null));
        Assert.All(answers.Where(answer => answer.Problem is not null), answer => Assert.Contains("“storm”", answer.Problem!.Sentence, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ask_WithoutAskingInEarnest_KnowsTheBudgetAndSpendsNothing()
    {
        var house = House(Denies(1));
        var ask = new AskPolicy(house.Customers, house.Policy, house.Records, house.Time);
        var wish = HouseSteps.AskOf(Isolation.Action(preview: Device(9)).Object);
        Assert.IsType<PolicyDecision.NeedsApprovals>((await ask.RunAsync(wish, TestContext.Current.CancellationToken)).Value.Decision);

        Assert.Null((await AskAsync(house, 1)).Problem);

        Assert.IsType<PolicyDecision.Denied>((await ask.RunAsync(wish, TestContext.Current.CancellationToken)).Value.Decision);
    }

    [Fact]
    public void Decide_WhatWasAskedBeforeIsNotKnown_CountsAgainstTheRequest() => Assert.IsType<PolicyDecision.Denied>(PolicyEngine.Decide(
        [Rules.Deny("storm", new() { Over = new("storm", 1000, TimeSpan.FromHours(1), IsPerAsker: false) }), Rules.Allow()], Rules.Question()));

    private static PolicyRuleEntry Denies(int over, bool perAsker = false) => new()
    {
        Name = "storm",
        Effect = RuleKind.Deny,
        Actions = { "device.isolate" },
        OverTargets = over,
        Within = TimeSpan.FromHours(1),
        PerAsker = perAsker,
    };

    private static House House(params PolicyRuleEntry[] rules) => House(new WatchedStore(), rules);

    private static House House(IRecordStore records, params PolicyRuleEntry[] rules) => Eyes.Over(records, null, Eyes.Protection(), rules, Isolation.Action().Object);

    private static Core.Actions.ActionPreview Device(int number) => Isolation.Preview(new("device", $"id-{number}", $"ws-{number}"));

    private Task<Result<Submission>> AskAsync(House house, int device, Person? person = null) =>
        house.AskAsync(Isolation.Action(preview: Device(device)).Object, person, $"activity-{Interlocked.Increment(ref _asked)}");
}
