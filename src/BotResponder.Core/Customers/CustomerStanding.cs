using BotResponder.Core.Delegations;
using BotResponder.Core.Groups;

namespace BotResponder.Core.Customers;

/// <summary>One customer with who holds a role at this moment. Puts it together anew only when a group was read or a membership has come of age.</summary>
internal sealed class CustomerStanding(Customer named, RoleGroups groups, StandingDelegations delegations)
{
    private volatile Joined? _joined;

    /// <summary>As the settings name it.</summary>
    public Customer Named => named;

    /// <summary>With what is delegated at this moment.</summary>
    public Customer Now => delegations.Join(Grouped);

    private Customer Grouped
    {
        get
        {
            if (named.Groups.IsEmpty)
            {
                return named;
            }

            if (_joined is not { } joined || joined.State != groups.State || groups.Now >= joined.Until)
            {
                var state = groups.State;
                var (customer, until) = groups.Join(named);
                _joined = joined = new(customer, state, until);
            }

            return joined.Customer;
        }
    }

    /// <param name="State">What had been read.</param>
    /// <param name="Until">As a timestamp.</param>
    private sealed record Joined(Customer Customer, object State, long Until);
}
