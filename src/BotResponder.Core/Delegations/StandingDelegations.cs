using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using Microsoft.Extensions.Options;

namespace BotResponder.Core.Delegations;

/// <summary>What was read of the delegations, in this process: for cards and for who is heard. Whoever decides reads them in the commit itself.</summary>
public sealed class StandingDelegations(IOptions<CustomerOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<CustomerId, ImmutableArray<Delegation>> _known = new();

    /// <summary>The customer with those that hold at this moment.</summary>
    public Customer Join(Customer customer) => _known.TryGetValue(customer.Id, out var all) && !all.IsEmpty ? customer with { Delegations = At(all, time.GetUtcNow()) } : customer;

    /// <summary>The customer with those that hold as this decision sees them.</summary>
    internal async ValueTask<Customer> JoinAsync(ILedgerView view, Customer customer, CancellationToken cancellationToken)
    {
        var all = Read(await view.FindAsync(LedgerRows.Delegations, cancellationToken));
        Set(customer.Id, all);
        return customer with { Delegations = At(all, view.Now) };
    }

    internal void Set(CustomerId customer, ImmutableArray<Delegation> all) => _known[customer] = all;

    internal static ImmutableArray<Delegation> Read(string? body) => body is null ? [] : [.. JsonSerializer.Deserialize(body, DelegationJson.Default.DelegationRow)!.All];

    private ImmutableArray<Delegation> At(ImmutableArray<Delegation> all, DateTimeOffset now) =>
    [
        .. all.Where(delegation => delegation.Since <= now && now < delegation.Until)
            .Select(delegation => delegation with { IsSettled = now - delegation.Since >= options.Value.MembershipAge }),
    ];
}
