using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BotResponder.Core.Approvals;

namespace BotResponder.Core.Policies;

/// <summary>One line of the policy.</summary>
/// <param name="Name">Stands in audit lines, on cards and in answers; each once in the policy.</param>
public sealed record PolicyRule(string Name, RuleConditions When, RuleEffect Effect);

/// <summary>What a rule says.</summary>
public abstract record RuleEffect
{
    private RuleEffect()
    {
    }

    /// <summary>Nobody does it by the bot, whoever approves.</summary>
    /// <param name="Instead">Who does it, and where: a sentence of the settings. Null when nobody should.</param>
    public sealed record Deny(string? Instead = null) : RuleEffect;

    /// <summary>It is done when the demand is met, besides those of every other rule that applies.</summary>
    /// <param name="DenyAfter">How many denials end the request, 1 to 10.</param>
    /// <param name="Expiry">How long it may wait for approvers; null for what the settings of approvals say.</param>
    public sealed record NeedsApproval(ApprovalDemand Demand, RuleLimits Limits, int DenyAfter = 1, TimeSpan? Expiry = null) : RuleEffect
    {
        /// <summary>Who is asked next when nobody decides, soonest first.</summary>
        public ImmutableArray<EscalationStep> Escalation { get; init; } = [];
    }

    /// <summary>It is done at once, when no rule says otherwise.</summary>
    public sealed record Allow(RuleLimits Limits) : RuleEffect;
}

/// <summary>What a request must look like.</summary>
/// <param name="MostTargets">Null for any number.</param>
/// <param name="Reason">What must stand in the reason, such as a ticket's number; null for anything.</param>
public sealed record RuleLimits(int? MostTargets, Regex? Reason)
{
    public static RuleLimits None { get; } = new(null, null);

    /// <returns>Why the request breaks them; null when it does not.</returns>
    internal string? Refuse(PolicyQuestion question) =>
        MostTargets is { } most && question.Targets.Length > most ? $"one request may have {most} {(most == 1 ? "target" : "targets")}, and this one has {question.Targets.Length}"
        : Reason is { } pattern && !pattern.IsMatch(question.Reason) ? $"the reason must have in it what matches {pattern}"
        : null;
}
