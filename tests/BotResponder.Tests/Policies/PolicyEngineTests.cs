using System.Text.RegularExpressions;
using BotResponder.Core.Customers;
using BotResponder.Core.Policies;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Policies;

public sealed class PolicyEngineTests
{
    [Theory]
    [InlineData(0, 0, false, 0, "No approval needed.")]
    [InlineData(0, 1, true, 1, "1 approver, never the requester.")]
    [InlineData(1, 2, false, 1, "1 approver, never the requester.")]
    [InlineData(1, 2, true, 2, "2 approvers, never the requester.")]
    [InlineData(2, 2, true, 2, "2 approvers, never the requester.")]
    public void Decide_ByShippedRules_AsksForWhatTheActionDeclares(int approvals, int critical, bool isCritical, int needed, string why)
    {
        var action = Isolation.Descriptor with { Policy = new(ActionRisk.Medium, approvals, critical) };

        var decision = PolicyEngine.Decide(ShippedRules.Of(action), Rules.Question(Isolation.Preview(), Isolation.Preview(isCritical: isCritical)));

        Assert.Equal(why, decision.Why);
        Assert.Equal(needed, decision is PolicyDecision.NeedsApprovals needs ? needs.Demands.Max(demand => demand.Approvals) : 0);
        Assert.IsNotType<PolicyDecision.Denied>(decision);
    }

    [Fact]
    public void Decide_DenyBehindAllowAndApproval_Denies()
    {
        var decision = PolicyEngine.Decide([Rules.Allow(), Rules.Approve(), Rules.Deny()], Rules.Question());

        Assert.Equal(["deny"], Assert.IsType<PolicyDecision.Denied>(decision).Rules);
    }

    [Fact]
    public void Decide_SeveralApprovals_AllOfThemAreDemanded()
    {
        var decision = Assert.IsType<PolicyDecision.NeedsApprovals>(PolicyEngine.Decide([Rules.Allow(), Rules.Approve(1, "one"), Rules.Approve(2, "two")], Rules.Question()));

        Assert.Equal([("one", 1), ("two", 2)], decision.Demands.Select(demand => (demand.Rule, demand.Approvals)));
    }

    [Fact]
    public void Decide_NoRule_Denies() =>
        Assert.IsType<PolicyDecision.Denied>(PolicyEngine.Decide([Rules.Allow(when: new() { Actions = ["account.*"] })], Rules.Question()));

    public static TheoryData<string, bool> Conditions { get; } = new()
    {
        { "customer", true }, { "other customer", false },
        { "action", true }, { "actions", true }, { "other action", false },
        { "risk", true }, { "other risk", false },
        { "person", true }, { "other person", false },
        { "role", true }, { "other role", false },
        { "place", true }, { "other place", false },
        { "hours", true }, { "over midnight", false },
        { "kind", true }, { "other kind", false },
        { "name", true }, { "names", true }, { "id", true }, { "other name", false },
        { "not critical", true }, { "critical", false },
        { "fact", true }, { "other fact", false },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public void Decide_OneCondition_HoldsOrNotForEveryEffect(string name, bool holds)
    {
        var when = Named(name);
        var question = Rules.Question(Isolation.Preview() with { Facts = [new("Tags", "server, Crown-Jewel")] });

        Assert.Equal(holds, PolicyEngine.Decide([Rules.Allow(), Rules.Deny(when: when)], question) is PolicyDecision.Denied);
        Assert.Equal(holds, PolicyEngine.Decide([Rules.Allow(), Rules.Approve(when: when)], question) is PolicyDecision.NeedsApprovals);
        Assert.Equal(holds, PolicyEngine.Decide([Rules.Allow(when: when)], question) is PolicyDecision.Allowed);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("could not be read")]
    [InlineData("server, web, and so on…")]
    [InlineData(null)]
    public void Decide_FactThatIsNotKnown_CountsAgainstTheRequest(string? shown)
    {
        var when = Named("fact");
        var question = Rules.Question(Isolation.Preview() with { Facts = shown is null ? [] : [new("Tags", shown)] });

        Assert.IsType<PolicyDecision.Denied>(PolicyEngine.Decide([Rules.Allow(), Rules.Deny(when: when)], question));
        Assert.IsType<PolicyDecision.NeedsApprovals>(PolicyEngine.Decide([Rules.Allow(), Rules.Approve(when: when)], question));
        Assert.IsType<PolicyDecision.Denied>(PolicyEngine.Decide([Rules.Allow(when: when)], question));
    }

    [Fact]
    public void Decide_PlaceThatIsNotKnown_CountsAgainstTheRequest()
    {
        var question = Rules.Question() with { Place = null };

        Assert.IsType<PolicyDecision.Denied>(PolicyEngine.Decide([Rules.Allow(), Rules.Deny(when: Named("place"))], question));
        Assert.IsType<PolicyDecision.Denied>(PolicyEngine.Decide([Rules.Allow(when: Named("place"))], question));
    }

    [Fact]
    public void Decide_OneTargetOfTwo_IsEnoughToForbidAndNotToAllow()
    {
        var when = new RuleConditions { Critical = true };
        var question = Rules.Question(Isolation.Preview(), Isolation.Preview(isCritical: true));

        Assert.IsType<PolicyDecision.Denied>(PolicyEngine.Decide([Rules.Allow(), Rules.Deny(when: when)], question));
        Assert.IsType<PolicyDecision.Denied>(PolicyEngine.Decide([Rules.Allow(when: when)], question));
    }

    [Theory]
    [InlineData(1, "INC-[0-9]+", false)]
    [InlineData(2, "INC-[0-9]+", true)]
    [InlineData(2, "CHG-[0-9]+", false)]
    [InlineData(2, null, true)]
    public void Decide_LimitsOfTheRule_AreKeptWhicheverEffectItHas(int most, string? pattern, bool isAllowed)
    {
        var limits = new RuleLimits(most, pattern is null ? null : new Regex(pattern, RegexOptions.NonBacktracking));
        var question = Rules.Question(Isolation.Preview(), Isolation.Preview());

        Assert.Equal(isAllowed, PolicyEngine.Decide([Rules.Approve(limits: limits), Rules.Approve(2, "more")], question) is PolicyDecision.NeedsApprovals);
        Assert.Equal(isAllowed, PolicyEngine.Decide([Rules.Allow(limits: limits)], question) is PolicyDecision.Allowed);
    }

    private static RuleConditions Named(string name) => name switch
    {
        "customer" => new() { Customers = [Cast.Contoso] },
        "other customer" => new() { Customers = [Cast.Fabrikam] },
        "action" => new() { Actions = ["DEVICE.isolate"] },
        "actions" => new() { Actions = ["file.*", "device.*"] },
        "other action" => new() { Actions = ["device.release"] },
        "risk" => new() { Risks = [ActionRisk.Medium] },
        "other risk" => new() { Risks = [ActionRisk.High] },
        "person" => new() { People = [Cast.Ann.Id] },
        "other person" => new() { People = [Cast.Bob.Id] },
        "role" => new() { Roles = [Role.Responder] },
        "other role" => new() { Roles = [Role.Contact] },
        "place" => new() { Places = [PlaceKind.Channel] },
        "other place" => new() { Places = [PlaceKind.Personal] },
        "hours" => new() { Hours = new(new(10, 0), new(10, 1)) },
        "over midnight" => new() { Hours = new(new(18, 0), new(10, 0)) },
        "kind" => new() { TargetKinds = ["Device"] },
        "other kind" => new() { TargetKinds = ["account"] },
        "name" => new() { Targets = ["ws-042"] },
        "names" => new() { Targets = ["ws-*"] },
        "id" => new() { Targets = [Isolation.Workstation.Id] },
        "other name" => new() { Targets = ["ws-04"] },
        "critical" => new() { Critical = true },
        "not critical" => new() { Critical = false },
        "fact" => new() { Facts = [new("tags", "crown-jewel")] },
        "other fact" => new() { Facts = [new("Tags", "crown")] },
        _ => throw new ArgumentException(name, nameof(name)),
    };
}
