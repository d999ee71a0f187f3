using BotResponder.Core.Policies;
using BotResponder.Core.Requests;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Policies;

/// <summary>What other rules would have said of what was asked.</summary>
public sealed class SimulatePolicyTests
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    private readonly House _house = new(Isolation.Action().Object);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_TheSameRules_DecidesNothingDifferently()
    {
        await AskAsync("activity-1", "WS-1");
        await AskAsync("activity-2", "WS-2");

        var simulation = await RunAsync();

        Assert.Equal((2, 0, 0), (simulation.Tried, simulation.Forgotten, simulation.Different.Length));
    }

    [Fact]
    public async Task Run_RulesThatForbidOrAskForMore_NamesWhatWouldChange()
    {
        var first = await AskAsync("activity-1", "WS-1");
        var second = await AskAsync("activity-2", "WS-2");

        var simulation = await RunAsync(
            new() { Name = "hands off", Effect = RuleKind.Deny, Targets = ["WS-1"] },
            new() { Name = "two", Effect = RuleKind.NeedsApproval, Approvals = 2, Customers = [Cast.Contoso.Tenant], Targets = ["WS-2"] });

        Assert.Equal(
            [(first.Id, "1 approver, never the requester.", "Denied. The rule “hands off” forbids it."), (second.Id, "1 approver, never the requester.", "2 approvers, never the requester.")],
            simulation.Different.Select(each => (each.Request.Id, each.Was, each.WouldBe)));
        Assert.Equal(["two", "device.isolate"], simulation.Different[1].Rules);
    }

    [Fact]
    public async Task Run_ABudget_CountsWhatWasAskedInItsOrderAndBeforeTheWindow()
    {
        var budget = new PolicyRuleEntry { Name = "storm", Effect = RuleKind.Deny, OverTargets = 2, Within = TimeSpan.FromHours(3) };
        await AskAsync("activity-1", "WS-1");
        _house.Time.Advance(TimeSpan.FromHours(2));
        await AskAsync("activity-2", "WS-2");
        _house.Time.Advance(TimeSpan.FromMinutes(10));
        var third = await AskAsync("activity-3", "WS-3");

        var simulation = await _house.Simulate.RunAsync(_house.Customers.Find(Cast.Contoso)!, new() { Rules = [budget] }, TimeSpan.FromHours(1), Token);

        Assert.Equal(2, simulation.Tried);
        Assert.Equal(third.Id, Assert.Single(simulation.Different).Request.Id);
    }

    [Fact]
    public async Task Run_RulesByPlaceAndRole_KnowThemFromTheRequest()
    {
        await AskAsync("activity-1", "WS-1", PlaceKind.Personal);
        var inChannel = await AskAsync("activity-2", "WS-2", PlaceKind.Channel);

        var simulation = await RunAsync(new PolicyRuleEntry
        {
            Name = "not in channels",
            Effect = RuleKind.Deny,
            Places = [PlaceKind.Channel],
            Roles = [Core.Customers.Role.Responder],
        });

        Assert.Equal(inChannel.Id, Assert.Single(simulation.Different).Request.Id);
    }

    [Fact]
    public async Task Run_BeforeTheWindow_IsNotTriedAndNothingIsWritten()
    {
        await AskAsync("activity-1", "WS-1");
        _house.Time.Advance(TimeSpan.FromDays(31));
        await AskAsync("activity-2", "WS-2");
        var before = (await _house.TrailAsync()).Count;

        var simulation = await RunAsync(new PolicyRuleEntry { Name = "hands off", Effect = RuleKind.Deny });

        Assert.Equal((1, 1), (simulation.Tried, simulation.Different.Length));
        Assert.Equal(before, (await _house.TrailAsync()).Count);
    }

    [Fact]
    public async Task Run_RulesThatContradictThemselves_SaysSo() => await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(
        new PolicyRuleEntry { Name = "one", Effect = RuleKind.Deny }, new PolicyRuleEntry { Name = "one", Effect = RuleKind.Allow }));

    private Task<PolicySimulation> RunAsync(params PolicyRuleEntry[] rules) =>
        _house.Simulate.RunAsync(_house.Customers.Find(Cast.Contoso)!, new() { Rules = [.. rules] }, Month, Token);

    private async Task<ResponseRequest> AskAsync(string activity, string device, PlaceKind place = PlaceKind.Channel)
    {
        var action = Isolation.Action(preview: Isolation.Preview(new("device", $"id-of-{device}", device)));
        return (await _house.Submit.RunAsync(HouseSteps.AskOf(action.Object, activity: activity) with { Place = place }, Token)).Value.Request;
    }
}
