using System.Collections.Immutable;
using static BotResponder.Core.Policies.PolicyDecision;

namespace BotResponder.Core.Policies;

/// <summary>What the rules say about a request. Deny goes before needs approval, which goes before allow, whatever their order. Every target must surely be
/// covered by a rule that allows or asks for approval, or all of it is denied. Pure.</summary>
public static class PolicyEngine
{
    public static PolicyDecision Decide(ImmutableArray<PolicyRule> rules, PolicyQuestion question)
    {
        List<PolicyRule> approvals = [];
        PolicyRule? allowed = null;
        var covered = new bool[question.Targets.Length];
        foreach (var rule in rules)
        {
            var reach = Reach(rule, question, covered);
            switch (rule.Effect)
            {
                case RuleEffect.Deny { Instead: var instead } when reach != Match.No:
                    return new Denied([rule.Name], $"The rule “{rule.Name}” forbids it{(rule.When.Over is { } budget ? $": {budget.Describe()}" : "")}.{(instead is null ? "" : $" {instead}")}");
                case RuleEffect.NeedsApproval when reach != Match.No:
                    approvals.Add(rule);
                    break;
                case RuleEffect.Allow when reach == Match.Yes:
                    allowed ??= rule;
                    break;
            }
        }

        return Array.IndexOf(covered, false) is >= 0 and var bare ? new Denied([], $"No rule of the policy covers {question.Targets[bare].Target.Name}.")
            : approvals.Count > 0 ? Combine(approvals, question)
            : allowed is not null ? new Allowed([allowed.Name], "No approval needed.")
            : new Denied([], "No rule of the policy covers it.");
    }

    /// <summary>How surely a rule is about any target of the request. Those that it surely covers are ticked off.</summary>
    private static Match Reach(PolicyRule rule, PolicyQuestion question, bool[] covered)
    {
        var ofRequest = rule.When.OfRequest(question);
        if (ofRequest == Match.No || (rule.Effect is RuleEffect.Allow { Limits: var limits } && limits.Refuse(question) is not null))
        {
            return Match.No;
        }

        var most = Match.No;
        for (var index = 0; index < covered.Length; index++)
        {
            var reach = rule.When.OfTarget(question.Targets[index]);
            reach = reach < ofRequest ? reach : ofRequest;
            covered[index] |= reach == Match.Yes && rule.Effect is not RuleEffect.Deny;
            most = reach > most ? reach : most;
        }

        return most;
    }

    /// <summary>Every rule that applies must be met: another rule can only ask for more.</summary>
    private static PolicyDecision Combine(List<PolicyRule> rules, PolicyQuestion question)
    {
        var effects = rules.ConvertAll(rule => (RuleEffect.NeedsApproval)rule.Effect);
        for (var index = 0; index < rules.Count; index++)
        {
            if (effects[index].Limits.Refuse(question) is { } broken)
            {
                return new Denied([rules[index].Name], $"The rule “{rules[index].Name}” forbids it: {broken}.");
            }
        }

        var demands = effects.Select(effect => effect.Demand).ToImmutableArray();

        // A hundred rules may ask for the same, and each is said once.
        var different = demands.DistinctBy(demand => demand.Shape).ToList();
        var said = different.Where(demand => !different.Exists(other => other.Exceeds(demand))).Select(PolicyText.Say);
        return new NeedsApprovals(
            [.. rules.Select(rule => rule.Name)], string.Join(" And ", said),
            demands, effects.Min(effect => effect.DenyAfter), effects.Min(effect => effect.Expiry))
        {
            Escalation = [.. effects.SelectMany(effect => effect.Escalation).OrderBy(step => step.After)],
        };
    }
}
