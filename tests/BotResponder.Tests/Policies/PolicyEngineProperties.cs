using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Policies;
using BotResponder.Tests.Samples;
using CsCheck;

namespace BotResponder.Tests.Policies;

/// <summary>Whatever the rules are, and in whatever order.</summary>
public sealed class PolicyEngineProperties
{
    private static readonly Gen<RuleConditions> Conditions = OneOf(
        new RuleConditions(),
        new() { Critical = true },
        new() { Critical = false },
        new() { Actions = ["device.*"] },
        new() { Actions = ["account.*"] },
        new() { Places = [PlaceKind.Personal] },
        new() { Facts = [new("Tags", "server")] },
        new() { Hours = new(new(22, 0), new(6, 0)) });

    private static readonly Gen<PolicyRule> AnyRule = Gen.Select(Conditions, Gen.Int[0, 2], Gen.Int[1, 3], Gen.Int[1, 2], (when, kind, approvals, most) => kind switch
    {
        0 => Rules.Deny($"deny {most}", when),
        1 => Rules.Approve(approvals, $"approve {approvals}", when, new(most, null)),
        _ => Rules.Allow($"allow {most}", when, new(most, null)),
    });

    private static readonly Gen<ActionPreview> AnyTarget = Gen.Select(Gen.Bool, OneOf("server", "none", "unknown"), (critical, tags) =>
        Isolation.Preview(isCritical: critical) with { Facts = [new("Tags", tags)] });

    private static readonly Gen<PolicyQuestion> AnyQuestion = Gen.Select(AnyTarget.Array[1, 3], Gen.Int[0, 3], Gen.Int[0, 23], (targets, place, hour) =>
        Rules.Question(targets) with { Place = place == 3 ? null : (PlaceKind)place, Hour = new(hour, 0) });

    [Fact]
    public void Decide_RuleThatDenies_BeatsAllOthersWhereverItStands() => Gen.Select(AnyRule.Array[0, 12], Gen.Int[0, 12], AnyQuestion).Sample((rules, place, question) =>
    {
        var all = rules.ToImmutableArray().Insert(Math.Min(place, rules.Length), Rules.Deny("always"));

        Assert.IsType<PolicyDecision.Denied>(PolicyEngine.Decide(all, question));
    });

    [Fact]
    public void Decide_OneRuleMore_NeverTurnsARulesDenyIntoAnythingElse() => Gen.Select(AnyRule.Array[1, 12], AnyRule, Gen.Int[0, 12], AnyQuestion).Sample((rules, more, place, question) =>
    {
        var after = PolicyEngine.Decide(rules.ToImmutableArray().Insert(Math.Min(place, rules.Length), more), question);

        switch (PolicyEngine.Decide([.. rules], question))
        {
            case PolicyDecision.Denied { Rules.IsEmpty: false }:
                Assert.IsType<PolicyDecision.Denied>(after);
                break;
            case PolicyDecision.NeedsApprovals before:
                Assert.True(after is PolicyDecision.Denied || (after is PolicyDecision.NeedsApprovals needs && !before.Demands.Except(needs.Demands).Any()));
                break;
        }
    });

    [Fact]
    public void Decide_OtherOrder_IsTheSameVerdict() => Gen.Select(AnyRule.Array[1, 12], AnyQuestion).Sample((rules, question) =>
        Assert.Equal(PolicyEngine.Decide([.. rules], question).GetType(), PolicyEngine.Decide([.. rules.Reverse()], question).GetType()));

    [Fact]
    public void Decide_OneTargetMore_NeverAsksForLess() => Gen.Select(AnyRule.Array[1, 12], AnyTarget, AnyQuestion).Sample((rules, target, question) =>
    {
        var before = PolicyEngine.Decide([.. rules], question);
        var after = PolicyEngine.Decide([.. rules], question with { Targets = question.Targets.Add(TargetFacts.Of(target)) });

        Assert.True(Weight(after) <= Weight(before), $"{before} became {after}");
    });

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static int Weight(PolicyDecision decision) => decision switch
    {
        PolicyDecision.Denied => 0,
        PolicyDecision.NeedsApprovals => 1,
        _ => 2,
    };
}
