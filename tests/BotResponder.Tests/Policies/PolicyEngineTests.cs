using BotResponder.Core.Policies;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Policies;

public sealed class PolicyEngineTests
{
    [Theory]
    [InlineData(0, 0, false, 0, "No approval needed.")]
    [InlineData(0, 1, true, 1, "1 approver, because of a critical device.")]
    [InlineData(1, 2, false, 1, "1 approver, not the requester.")]
    [InlineData(1, 2, true, 2, "2 approvers, because of a critical device.")]
    [InlineData(2, 2, true, 2, "2 approvers, not the requester.")]
    public void Decide_ByPolicyAndTarget_SaysHowManyAndWhy(int approvals, int critical, bool isCritical, int needed, string rule)
    {
        var action = Isolation.Descriptor with { Policy = new(ActionRisk.Medium, approvals, critical) };

        var decision = PolicyEngine.Decide(action, [Isolation.Preview(), Isolation.Preview(isCritical: isCritical)]);

        Assert.Equal(new PolicyDecision(needed, rule), decision);
    }
}
