using BotResponder.Core.Customers;
using BotResponder.Core.Delegations;
using BotResponder.Core.Requests;

namespace BotResponder.Core.Groups;

/// <summary>Customers for whoever is about to decide something: who holds which role, and what was delegated, was read a moment ago, or at least tried to be.</summary>
public sealed class CurrentCustomers(CustomerDirectory customers, ReadGroups groups, ReadDelegations delegations)
{
    /// <returns>Null for a customer who is not served.</returns>
    public async Task<Customer?> FindAsync(CustomerId id, CancellationToken cancellationToken)
    {
        if (customers.Find(id) is not { } customer)
        {
            return null;
        }

        await delegations.RunAsync(id, cancellationToken);
        if (!customer.Groups.IsEmpty)
        {
            await groups.FreshenAsync(customer, cancellationToken);
        }

        return customers.Find(id);
    }

    /// <inheritdoc cref="CustomerDirectory.FindByRequest"/>
    public async Task<Customer?> FindByRequestAsync(RequestId id, CancellationToken cancellationToken) =>
        customers.FindByRequest(id) is { } customer ? await FindAsync(customer.Id, cancellationToken) : null;
}
