using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using BotResponder.Core.Actions;
using BotResponder.Core.Approvals;
using BotResponder.Core.Customers;
using Microsoft.Extensions.Options;

namespace BotResponder.Core.Policies;

/// <summary>The policy in force: the rules of the settings and, behind them, those that ship. Built once; a contradiction stops the start.</summary>
public sealed class PolicyBook
{
    private readonly ImmutableArray<PolicyRule> _own;
    private readonly ImmutableHashSet<string> _names;
    private readonly ConcurrentDictionary<ActionId, ImmutableArray<PolicyRule>> _byAction = new();

    /// <exception cref="InvalidOperationException">A rule cannot be read, two contradict each other, or nobody could ever meet one.</exception>
    public PolicyBook(IOptions<PolicyOptions> options, ActionCatalog catalog, CustomerDirectory customers)
    {
        var reader = new PolicyReader(catalog);
        _own = [.. options.Value.Rules.Select(reader.Read)];
        _names = [.. _own.Select(rule => rule.Name)];
        RefuseContradictions();
        foreach (var rule in _own)
        {
            RefuseUnknownCustomers(rule, customers);
            RefuseHopeless(rule, customers);
        }

        All = [.. _own, .. catalog.All.SelectMany(action => Shipped(action.Descriptor))];
        var text = string.Join('\n', All.Select(rule => $"{rule.Name}\t{PolicyText.When(rule.When)}\t{PolicyText.Then(rule.Effect)}"));
        Version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
    }

    /// <summary>In the order in which they are read.</summary>
    public ImmutableArray<PolicyRule> All { get; }

    /// <summary>12 hexadecimal digits: the same rules give the same ones.</summary>
    public string Version { get; }

    public PolicyDecision Decide(PolicyQuestion question) => PolicyEngine.Decide(About(question.Action), question);

    /// <summary>Those that may be about an action, in their order.</summary>
    internal ImmutableArray<PolicyRule> About(ActionDescriptor action) =>
        _byAction.GetOrAdd(action.Id, static (_, asked) => [.. asked.Book._own, .. asked.Book.Shipped(asked.Action)], (Book: this, Action: action));

    private IEnumerable<PolicyRule> Shipped(ActionDescriptor action) => ShippedRules.Of(action).Where(rule => !_names.Contains(rule.Name));

    private void RefuseContradictions()
    {
        if (_own.GroupBy(rule => rule.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Skip(1).Any()) is { } twice)
        {
            throw new InvalidOperationException($"Policy: two rules are called \"{twice.Key}\".");
        }

        foreach (var same in _own.GroupBy(rule => PolicyText.When(rule.When), StringComparer.OrdinalIgnoreCase))
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
