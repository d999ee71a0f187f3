using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using BotResponder.Core.Approvals;
using BotResponder.Core.Audit;
using BotResponder.Core.Containments;
using BotResponder.Core.Customers;
using BotResponder.Core.Groups;
using BotResponder.Core.Ledgers;
using BotResponder.Core.People;
using BotResponder.Core.Results;
using Microsoft.Extensions.Options;

namespace BotResponder.Core.Delegations;

/// <summary>An approver lends her right to somebody for a time, or takes it back. Each with its line in the trail; what was refused too.</summary>
public sealed class DelegateApprovals(Ledger ledger, CurrentCustomers customers, ReadDelegations read, IOptions<ApprovalOptions> options)
{
    /// <summary>A list that nobody reads is no list of who may approve.</summary>
    private const int MostAtOnce = 3;

    /// <summary>Safe to call twice: to the same person the newest counts.</summary>
    /// <returns>What holds from now on; or why nothing does.</returns>
    public async Task<Result<Delegation>> RunAsync(CustomerId id, Wanted wanted, CancellationToken cancellationToken)
    {
        if (await customers.FindAsync(id, cancellationToken) is not { } customer)
        {
            return new Problem.NotFound("I do not serve that customer.");
        }

        var made = await ledger.DecideAsync(id, (view, token) => DecideAsync(view, customer, wanted, token), cancellationToken);
        await read.RunAsync(id, cancellationToken);
        return made;
    }

    /// <summary>Ends everything that this person has delegated for the customer.</summary>
    /// <returns>To whom; empty when there was nothing to end.</returns>
    public async Task<Result<ImmutableArray<Person>>> EndAsync(CustomerId id, Person from, string activity, CancellationToken cancellationToken)
    {
        var ended = await ledger.DecideAsync(id, (view, token) => EndAsync(view, from, activity, token), cancellationToken);
        await read.RunAsync(id, cancellationToken);
        return ended;
    }

    private static async ValueTask<Decision<ImmutableArray<Person>>> EndAsync(ILedgerView view, Person from, string activity, CancellationToken cancellationToken)
    {
        var all = Running(StandingDelegations.Read(await view.FindAsync(LedgerRows.Delegations, cancellationToken)), view.Now);
        var hers = all.Where(delegation => delegation.From.Id == from.Id).Select(delegation => delegation.To).ToImmutableArray();
        return hers.IsEmpty ? Decision<ImmutableArray<Person>>.Nothing(hers) : new(hers)
        {
            Rows = [Write(all.RemoveAll(delegation => delegation.From.Id == from.Id))],
            Facts = [new AuditFact("delegation.ended", from, $"Took back what was delegated to {string.Join(", ", hers.Select(Name))}") { Activity = activity }],
        };
    }

    private async ValueTask<Decision<Delegation>> DecideAsync(ILedgerView view, Customer customer, Wanted wanted, CancellationToken cancellationToken)
    {
        var all = Running(StandingDelegations.Read(await view.FindAsync(LedgerRows.Delegations, cancellationToken)), view.Now)
            .RemoveAll(delegation => delegation.From.Id == wanted.From.Id && delegation.To.Id == wanted.To.Id);
        if (Refuse(customer, wanted, all) is { } problem)
        {
            return Decision<Delegation>.Refused(problem, new("delegation.refused", wanted.From, $"Tried to delegate to {Name(wanted.To)}: {problem.Sentence}") { Activity = wanted.Activity });
        }

        var made = new Delegation(wanted.From, wanted.To, view.Now, view.Now + wanted.Time, wanted.Reason);
        return new(made)
        {
            Rows = [Write(all.Add(made))],
            Facts = [new AuditFact("delegation.made", wanted.From, $"Delegated the right to approve to {Name(wanted.To)} until {made.Until.UtcDateTime.ToString("u", CultureInfo.InvariantCulture)}: {wanted.Reason}") { Activity = wanted.Activity }],
        };
    }

    private Problem.NotAllowed? Refuse(Customer customer, Wanted wanted, ImmutableArray<Delegation> others)
    {
        var (from, to) = (wanted.From.Id, wanted.To.Id);
        return !customer.Approvers.Contains(from) ? new Problem.NotAllowed("Only who is an approver here in her own right can delegate that; what was delegated to you cannot be passed on. Nothing was changed.")
            : customer.Linked.AreOne(from, to) ? new Problem.NotAllowed("That is you yourself. Name somebody else. Nothing was changed.")
            : ApprovalDemand.IsOfCustomer(customer.Id, from) != ApprovalDemand.IsOfCustomer(customer.Id, to)
                ? new Problem.NotAllowed("The provider's people and the customer's own approve for their own side only, so you can delegate to somebody of yours. Nothing was changed.")
            : wanted.Time < LeaseTime.Least ? new Problem.NotAllowed($"A delegation lasts {LeaseTime.Say(LeaseTime.Least)} at least. Nothing was changed.")
            : wanted.Time > options.Value.LongestDelegation
                ? new Problem.NotAllowed($"A delegation lasts {LeaseTime.Say(options.Value.LongestDelegation)} at most. Nothing was changed: say a shorter time.")
            : others.Count(delegation => delegation.From.Id == from) >= MostAtOnce
                ? new Problem.NotAllowed($"You have delegated to {MostAtOnce} people already. Nothing was changed: type undelegate first.")
            : null;
    }

    private static ImmutableArray<Delegation> Running(ImmutableArray<Delegation> all, DateTimeOffset now) => all.RemoveAll(delegation => delegation.Until <= now);

    private static RowChange Write(ImmutableArray<Delegation> all) =>
        new(LedgerRows.Delegations, all.IsEmpty ? null : JsonSerializer.Serialize(new DelegationRow(all), DelegationJson.Default.DelegationRow));

    private static string Name(Person person) => $"{person.Name} ({person.Id})";
}

/// <param name="Activity">The message that says so.</param>
public sealed record Wanted(Person From, Person To, TimeSpan Time, string Reason, string Activity);
