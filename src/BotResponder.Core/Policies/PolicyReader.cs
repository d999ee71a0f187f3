using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using BotResponder.Core.Actions;
using BotResponder.Core.Approvals;
using BotResponder.Core.Customers;

namespace BotResponder.Core.Policies;

/// <summary>Reads the rules of the settings. What it cannot read stops the start, with a sentence that names the rule.</summary>
internal sealed class PolicyReader(ActionCatalog catalog)
{
    private static readonly ImmutableArray<Role> Approving = [Role.Approver, Role.SeniorApprover, Role.Contact];
    private static readonly ImmutableArray<Role> Asking = [Role.Responder, Role.Contact, Role.BreakGlass];

    /// <exception cref="InvalidOperationException">The rule cannot be read, or contradicts itself.</exception>
    public PolicyRule Read(PolicyRuleEntry entry) => new(entry.Name, Conditions(entry), entry.Effect switch
    {
        RuleKind.Deny => Deny(entry),
        RuleKind.Allow => Allow(entry),
        RuleKind.NeedsApproval => NeedsApproval(entry),
        _ => throw Fault(entry, "says neither Deny nor NeedsApproval nor Allow"),
    });

    internal static InvalidOperationException Fault(PolicyRuleEntry entry, string what) => new($"Policy: rule \"{entry.Name}\" {what}.");

    private RuleConditions Conditions(PolicyRuleEntry entry)
    {
        foreach (var action in entry.Actions.Where(pattern => !catalog.All.Any(action => RuleConditions.Fits(pattern, action.Descriptor.Id.Value))))
        {
            throw Fault(entry, $"names the action {action}, which does not exist");
        }

        foreach (var role in entry.Roles.Except(Asking))
        {
            throw Fault(entry, $"is about what a {Roles.Describe(role)} asks for, and only responders, security contacts and breakers of the glass ask");
        }

        return new()
        {
            Customers = [.. entry.Customers.Select(tenant => new CustomerId(CustomerDirectory.Lower(tenant)))],
            Actions = [.. entry.Actions],
            Risks = [.. entry.Risks],
            People = [.. entry.People.Select(CustomerDirectory.Person)],
            Roles = [.. entry.Roles],
            Places = [.. entry.Places],
            Hours = entry.Hours is null ? null : Hours(entry, entry.Hours),
            TargetKinds = [.. entry.TargetKinds],
            Targets = [.. entry.Targets],
            Critical = entry.Critical,
            BreaksGlass = entry.BreakGlass,
            Facts = [.. entry.Facts.Select(fact => Fact(entry, fact))],
            Over = Over(entry),
        };
    }

    private static Budget? Over(PolicyRuleEntry entry) => (entry.OverTargets, entry.Within) switch
    {
        (null, null) when !entry.PerAsker => null,
        ({ } targets, { } within) when entry.Effect != RuleKind.Allow => new(entry.Name, targets, within, entry.PerAsker),
        ({ }, { }) => throw Fault(entry, "allows what goes over a budget. A budget belongs into a rule that denies or asks for approval"),
        _ => throw Fault(entry, "has half a budget: it needs both OverTargets and Within"),
    };

    private static HoursOfDay Hours(PolicyRuleEntry entry, string text) =>
        text.Split('-', StringSplitOptions.TrimEntries) is [var from, var until]
        && TimeOnly.TryParseExact(from, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
        && TimeOnly.TryParseExact(until, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var last) && first != last
            ? new(first, last)
            : throw Fault(entry, $"has the hours \"{text}\". Write them as 18:00-08:00");

    private static FactCondition Fact(PolicyRuleEntry entry, string text) => text.Split('=', 2, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } label, { Length: > 0 } value]
        ? throw Fault(entry, $"has the fact \"{text}\". Write it as Tags = crown-jewel")
        : entry.TargetKinds.Count == 0 ? throw Fault(entry, "asks for a fact, so it must say in TargetKinds of what: other targets do not have it")
        : new(label, value);

    private static RuleEffect.Deny Deny(PolicyRuleEntry entry)
    {
        RefuseApprovers(entry);
        return entry.ReasonPattern is null && entry.MostTargets is null
            ? new(entry.Instead)
            : throw Fault(entry, "denies always, so a ReasonPattern or MostTargets contradicts it. Put them into the rule that allows or asks for approval");
    }

    private static RuleEffect.Allow Allow(PolicyRuleEntry entry)
    {
        RefuseInstead(entry);
        RefuseApprovers(entry);
        return new(Limits(entry));
    }

    private static void RefuseInstead(PolicyRuleEntry entry)
    {
        if (entry.Instead is not null)
        {
            throw Fault(entry, $"says {entry.Effect} and who does it instead: only what is denied is done elsewhere");
        }
    }

    private static void RefuseApprovers(PolicyRuleEntry entry)
    {
        if (entry is not { Approvals: null, FromProvider: null, FromCustomer: null, DenyAfter: null, Expiry: null, ApproverRoles.Count: 0, Escalation.Count: 0 })
        {
            throw Fault(entry, $"says {entry.Effect} and speaks of approvals: it can do one of the two");
        }
    }

    private static RuleEffect.NeedsApproval NeedsApproval(PolicyRuleEntry entry)
    {
        RefuseInstead(entry);
        foreach (var role in entry.ApproverRoles.Except(Approving))
        {
            throw Fault(entry, $"wants the approval of a {Roles.Describe(role)}, who approves nothing");
        }

        var sides = (entry.FromProvider ?? 0) + (entry.FromCustomer ?? 0);
        var demand = new ApprovalDemand(entry.Name, entry.Approvals ?? Math.Max(1, sides))
        {
            FromProvider = entry.FromProvider ?? 0,
            FromCustomer = entry.FromCustomer ?? 0,
        };
        return sides > demand.Approvals
            ? throw Fault(entry, $"asks for {demand.Approvals} approvals and for {sides} from the two sides together")
            : Escalating(entry, new(entry.ApproverRoles.Count == 0 ? demand : demand with { Roles = [.. entry.ApproverRoles.Distinct()] }, Limits(entry), entry.DenyAfter ?? 1, entry.Expiry));
    }

    private static RuleEffect.NeedsApproval Escalating(PolicyRuleEntry entry, RuleEffect.NeedsApproval needs)
    {
        ImmutableArray<EscalationStep> steps = [.. entry.Escalation.Select(step => new EscalationStep(entry.Name, step.After ?? TimeSpan.Zero, [.. step.Roles.Distinct()]))];
        var roles = steps.SelectMany(step => step.Roles).ToArray();
        return roles.FirstOrDefault(role => !needs.Demand.Roles.Contains(role), (Role)(-1)) is var strange and not (Role)(-1)
                ? throw Fault(entry, $"escalates to a {Roles.Describe(strange)}, whose approval it does not count. Name the role in ApproverRoles too")
            : roles.Length != roles.Distinct().Count() ? throw Fault(entry, "escalates to the same role twice")
            : roles.Length > 0 && roles.Length == needs.Demand.Roles.Length ? throw Fault(entry, "asks nobody at first: leave one of its ApproverRoles out of the Escalation")
            : steps.Zip(steps.Skip(1)).Any(pair => pair.First.After >= pair.Second.After) ? throw Fault(entry, "has an Escalation whose steps do not come one after the other")
            : steps is [.., var last] && last.After >= needs.Expiry ? throw Fault(entry, "has a step of its Escalation after it expires")
            : needs with { Escalation = steps };
    }

    private static RuleLimits Limits(PolicyRuleEntry entry)
    {
        try
        {
            // Reasons are other people's text: a pattern must not be able to run away on one.
            return new(entry.MostTargets, entry.ReasonPattern is { } pattern ? new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant) : null);
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or NotSupportedException)
        {
            throw new InvalidOperationException($"Policy: rule \"{entry.Name}\" has a ReasonPattern that cannot be read: {unreadable.Message}", unreadable);
        }
    }
}
