namespace BotResponder.Core.Policies;

/// <summary>What an action asks for unless a customer's rules say otherwise.</summary>
/// <param name="Approvals">How many distinct approvers, never the requester. 0 runs at once.</param>
/// <param name="CriticalAssetApprovals">The same for critical targets (domain controllers, protected tags); not below <paramref name="Approvals"/>.</param>
public sealed record ActionPolicy(ActionRisk Risk, int Approvals, int CriticalAssetApprovals);

public enum ActionRisk
{
    Low,
    Medium,
    High,
}
