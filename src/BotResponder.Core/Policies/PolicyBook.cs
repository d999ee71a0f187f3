using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Approvals;
using BotResponder.Core.Customers;
using Microsoft.Extensions.Options;

namespace BotResponder.Core.Policies;

/// <summary>The policy in force: the rules of the settings and, behind them, those that ship. A contradiction stops the start.</summary>
public sealed class PolicyBook
{
    private volatile PolicyEdition _edition;

    /// <exception cref="InvalidOperationException">A rule cannot be read, two contradict each other, or nobody could ever meet one.</exception>
    public PolicyBook(IOptions<PolicyOptions> options, ActionCatalog catalog, CustomerDirectory customers)
    {
        var reader = new PolicyReader(catalog);
        ImmutableArray<PolicyRule> own = [.. options.Value.Rules.Select(reader.Read)];
        RefuseContradictions(own);
        foreach (var rule in own)
        {
            RefuseUnknownCustomers(rule, customers);
            RefuseHopeless(rule, customers);
        }

        RefuseUnknownActions(catalog, customers);
        _edition = new(own, catalog);
    }

    /// <summary>Whoever decides takes it once: another may be in force a moment later.</summary>
    public PolicyEdition Now => _edition;

    /// <inheritdoc cref="PolicyEdition.All"/>
    public ImmutableArray<PolicyRule> All => _edition.All;

    /// <inheritdoc cref="PolicyEdition.Version"/>
    public string Version => _edition.Version;

    public PolicyDecision Decide(PolicyQuestion question) => PolicyEngine.Decide(_edition.About(question.Action), question);

    /// <summary>From now on the rules of another one, built of newer settings, are in force.</summary>
    public void TakeOver(PolicyBook newer) => _edition = newer._edition;

    /// <summary>A misspelt action would leave a customer's scope wider than it was meant.</summary>
    private static void RefuseUnknownActions(ActionCatalog catalog, CustomerDirectory customers)
    {
        foreach (var customer in customers.All)
        {
            if (customer.Scope.Lines.SelectMany(line => line.Actions).FirstOrDefault(pattern => !catalog.All.Any(action => RuleConditions.Fits(pattern, action.Descriptor.Id.Value))) is { } strange)
            {
                throw new InvalidOperationException($"Protection:Customers: the Scope of {customer.Name} names the action {strange}, which does not exist.");
            }
        }
    }

    private static void RefuseContradictions(ImmutableArray<PolicyRule> own)
    {
        if (own.GroupBy(rule => rule.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Skip(1).Any()) is { } twice)
        {
            throw new InvalidOperationException($"Policy: two rules are called \"{twice.Key}\".");
        }

        foreach (var same in own.GroupBy(rule => PolicyText.When(rule.When), StringComparer.OrdinalIgnoreCase))
        {
            if (same.DistinctBy(rule => rule.Effect.GetType()).Skip(1).FirstOrDefault() is { } other)
            {
                throw new InvalidOperationException($"Policy: the rules \"{same.First().Name}\" and \"{other.Name}\" contradict each other: they are about the same requests and say different things.");
            }
        }
    }

    private static void RefuseUnknownCustomers(PolicyRule rule, CustomerDirectory customers)
    {
        if (rule.When.Customers.FirstOrDefault(customer => customers.Find(customer) is null) is { Tenant: { } stranger })
        {
            throw new InvalidOperationException($"Policy: rule \"{rule.Name}\" names the customer {stranger}, which does not stand under Protection:Customers.");
        }
    }

    /// <summary>One more person than is counted here may be needed, because nobody approves what she asked for herself; with fewer nobody ever could.</summary>
    private static void RefuseHopeless(PolicyRule rule, CustomerDirectory customers)
    {
        if (rule.Effect is not RuleEffect.NeedsApproval { Demand: var demand } needs)
        {
            return;
        }

        foreach (var customer in customers.All.Where(each => rule.When.Customers.IsEmpty || rule.When.Customers.Contains(each.Id)))
        {
            if (needs.Escalation.FirstOrDefault(step => !step.Roles.Any(role => IsHeld(customer, role))) is { } vain)
            {
                throw new InvalidOperationException(
                    $"Policy: rule \"{rule.Name}\" escalates to a {string.Join(" or ", vain.Roles.Select(Roles.Describe))}, and {customer.Name} has none. Name one, or say in Customers for whom the rule is.");
            }

            if (demand.Counts(customer.Groups.Select(held => held.Role)))
            {
                // Who is in a group is known later, and changes.
                continue;
            }

            var holders = customer.Roles.Where(held => demand.Counts(held.Value)).Select(held => held.Key).ToArray();
            var ofCustomer = holders.Count(person => ApprovalDemand.IsOfCustomer(customer.Id, person));
            if (holders.Length < demand.Approvals || ofCustomer < demand.FromCustomer || holders.Length - ofCustomer < demand.FromProvider)
            {
                throw new InvalidOperationException(
                    $"Policy: rule \"{rule.Name}\" asks for {PolicyText.Say(demand)} {customer.Name} has {holders.Length - ofCustomer} of the provider and {ofCustomer} of its own, so nobody could ever meet it. Name more people, or say in Customers for whom the rule is.");
            }
        }
    }

    private static bool IsHeld(Customer customer, Role role) => customer.Groups.Any(held => held.Role == role) || customer.Roles.Values.Any(held => held.Contains(role));
}
