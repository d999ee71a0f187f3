using BotResponder.Core.Actions;
using BotResponder.Core.Approvals;
using BotResponder.Core.Customers;
using BotResponder.Core.Policies;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Policies;

/// <summary>Rules and questions of the tests.</summary>
internal static class Rules
{
    /// <summary>A responder asks in a channel at ten in the morning to isolate a workstation.</summary>
    public static PolicyQuestion Question(params ActionPreview[] targets) => new()
    {
        Action = Isolation.Descriptor,
        Customer = Cast.Contoso,
        Person = Cast.Ann.Id,
        Roles = [Role.Responder],
        Place = PlaceKind.Channel,
        Hour = new(10, 0),
        Targets = [.. (targets.Length == 0 ? [Isolation.Preview()] : targets).Select(TargetFacts.Of)],
        Reason = "ransomware, INC-42",
    };

    public static PolicyRule Deny(string name = "deny", RuleConditions? when = null) => new(name, when ?? new(), new RuleEffect.Deny());

    public static PolicyRule Allow(string name = "allow", RuleConditions? when = null, RuleLimits? limits = null) =>
        new(name, when ?? new(), new RuleEffect.Allow(limits ?? RuleLimits.None));

    public static PolicyRule Approve(int approvals = 1, string name = "approve", RuleConditions? when = null, RuleLimits? limits = null) =>
        new(name, when ?? new(), new RuleEffect.NeedsApproval(new ApprovalDemand(name, approvals), limits ?? RuleLimits.None));
}
