using System.Globalization;
using System.Text;
using BotResponder.Core.Approvals;
using BotResponder.Core.Customers;

namespace BotResponder.Core.Policies;

/// <summary>Rules in words: for people, for the README, and for the version of a policy.</summary>
public static class PolicyText
{
    /// <summary>A demand in one sentence.</summary>
    public static string Say(ApprovalDemand demand)
    {
        var who = string.Join(" or ", demand.Roles.Order().Select(Roles.Describe));
        var word = demand.Roles is [var only] ? Roles.Describe(only) : demand.Roles.Contains(Role.Approver) && demand.Roles.Length == 2 ? "approver" : $"people who are {who}";
        var many = demand.Approvals == 1 || demand.Roles.Length > 2 || word.StartsWith("people", StringComparison.Ordinal) ? "" : "s";
        string?[] sides =
        [
            demand.FromProvider > 0 ? $"{Number(demand.FromProvider)} of the provider" : null,
            demand.FromCustomer > 0 ? $"{Number(demand.FromCustomer)} of the customer" : null,
        ];
        var of = string.Join(" and ", sides.OfType<string>());
        return $"{Number(demand.Approvals)} {word}{many}{(of.Length > 0 ? $", {of}" : "")}, never the requester.";
    }

    /// <summary>The rules as a table, in their order.</summary>
    public static string Table(IEnumerable<PolicyRule> rules)
    {
        var table = new StringBuilder("| rule | when | then |\n|---|---|---|\n");
        foreach (var rule in rules)
        {
            table.Append('|').Append($" {rule.Name} | {When(rule.When)} | {Then(rule.Effect)} |\n");
        }

        return table.ToString();
    }

    public static string When(RuleConditions when)
    {
        string?[] parts =
        [
            List("customer", when.Customers), List("action", when.Actions), List("risk", when.Risks), List("asked by", when.People),
            List("asked by a", when.Roles.Select(Roles.Describe)), List("asked in", when.Places),
            when.Hours is { } hours ? string.Create(CultureInfo.InvariantCulture, $"from {hours.From:HH\\:mm} until {hours.Until:HH\\:mm}") : null,
            List("kind", when.TargetKinds), List("target", when.Targets),
            when.Critical switch { true => "a critical target", false => "no critical target", null => null },
            when.BreaksGlass switch { true => "the glass is broken", false => "the glass is not broken", null => null },
            List("fact", when.Facts.Select(fact => $"{fact.Label} = {fact.Text}")),
            when.Over?.Describe(),
        ];
        var text = string.Join("; ", parts.OfType<string>());
        return text.Length > 0 ? text : "always";
    }

    public static string Then(RuleEffect effect) => effect switch
    {
        RuleEffect.Deny { Instead: var instead } => instead is null ? "denied" : $"denied: {instead}",
        RuleEffect.Allow { Limits: var limits } => $"allowed{Limit(limits)}",
        RuleEffect.NeedsApproval { Demand: var demand, Limits: var limits } needs => $"{Say(demand)}"
            + $"{(needs.DenyAfter > 1 ? $" {Number(needs.DenyAfter)} denials end it." : "")}"
            + $"{(needs.Expiry is { } expiry ? $" It waits {expiry.ToString("c", CultureInfo.InvariantCulture)}." : "")}{string.Concat(needs.Escalation.Select(step => $" After {step.After.ToString("c", CultureInfo.InvariantCulture)} {string.Join(" and ", step.Roles.Select(Roles.Describe))} too."))}{Limit(limits)}",
        _ => throw new InvalidOperationException($"{effect} has no words."),
    };

    private static string Limit(RuleLimits limits) =>
        $"{(limits.MostTargets is { } most ? $" At most {Number(most)} targets." : "")}{(limits.Reason is { } reason ? $" The reason matches {reason}." : "")}";

    private static string? List<T>(string word, IEnumerable<T> values) => string.Join(" or ", values) is { Length: > 0 } text ? $"{word} {text}" : null;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
