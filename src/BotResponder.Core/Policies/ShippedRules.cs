using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Approvals;

namespace BotResponder.Core.Policies;

/// <summary>The rules that a fresh install has: what each action declares of itself. A rule of the settings with the same name takes the place of one.</summary>
public static class ShippedRules
{
    public static ImmutableArray<PolicyRule> Of(ActionDescriptor action)
    {
        var policy = action.Policy;
        var always = new RuleConditions { Actions = [action.Id.Value] };
        var plain = Rule(action.Id.Value, always, policy.Approvals);
        return policy.CriticalAssetApprovals > policy.Approvals
            ? [Rule(CriticalName(action.Id), always with { Critical = true }, policy.CriticalAssetApprovals), plain]
            : [plain];
    }

    /// <summary>The name of the rule for critical targets.</summary>
    public static string CriticalName(ActionId action) => $"{action}, critical";

    private static PolicyRule Rule(string name, RuleConditions when, int approvals) => new(name, when, approvals == 0
        ? new RuleEffect.Allow(RuleLimits.None)
        : new RuleEffect.NeedsApproval(new ApprovalDemand(name, approvals), RuleLimits.None));
}
