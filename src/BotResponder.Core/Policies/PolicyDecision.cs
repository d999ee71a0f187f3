using System.Collections.Immutable;
using BotResponder.Core.Approvals;

namespace BotResponder.Core.Policies;

/// <summary>What the policy says about a request.</summary>
/// <param name="Rules">The names of the rules that decided, in the policy's order; empty when none covers the request.</param>
/// <param name="Why">In one sentence of ours.</param>
public abstract record PolicyDecision(ImmutableArray<string> Rules, string Why)
{
    public sealed record Denied(ImmutableArray<string> Rules, string Why) : PolicyDecision(Rules, Why);

    /// <param name="DenyAfter">How many denials end the request: the least that a rule says.</param>
    /// <param name="Expiry">How long it may wait: the shortest that a rule says; null when none does.</param>
    public sealed record NeedsApprovals(
        ImmutableArray<string> Rules, string Why, ImmutableArray<ApprovalDemand> Demands, int DenyAfter, TimeSpan? Expiry) : PolicyDecision(Rules, Why)
    {
        /// <summary>The steps of all rules, soonest first.</summary>
        public ImmutableArray<EscalationStep> Escalation { get; init; } = [];
    }

    public sealed record Allowed(ImmutableArray<string> Rules, string Why) : PolicyDecision(Rules, Why);
}
