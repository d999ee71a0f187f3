using BotResponder.Core.Actions;

namespace BotResponder.Core.Policies;

/// <summary>What the shipped policy says about a request: how many approvers, and why. Pure.</summary>
public static class PolicyEngine
{
    public static PolicyDecision Decide(ActionDescriptor action, IEnumerable<ActionPreview> targets)
    {
        var policy = action.Policy;
        return targets.Any(target => target.IsCritical) && policy.CriticalAssetApprovals > policy.Approvals
            ? new(policy.CriticalAssetApprovals, $"{policy.CriticalAssetApprovals} {(policy.CriticalAssetApprovals == 1 ? "approver" : "approvers")}, because of a critical {action.TargetKind}.")
            : new(policy.Approvals, policy.Approvals switch
            {
                0 => "No approval needed.",
                1 => "1 approver, not the requester.",
                _ => $"{policy.Approvals} approvers, not the requester.",
            });
    }
}

/// <param name="Rule">The rule in force, in one sentence of ours.</param>
public sealed record PolicyDecision(int Approvals, string Rule);
