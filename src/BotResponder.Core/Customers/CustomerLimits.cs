using System.Collections.Immutable;
using BotResponder.Core.Groups;

namespace BotResponder.Core.Customers;

/// <summary>What limits the bot in a tenant, for whatever reads targets there. As the settings in force say at that moment.</summary>
/// <param name="customers">Null where nobody is served and nothing is done: a list of actions, a manifest.</param>
public sealed class CustomerLimits(CustomerDirectory? customers)
{
    private static readonly ProtectedAccounts None = new([], [], 0);

    public CustomerScope ScopeOf(CustomerId customer) => customers is null ? CustomerScope.Everything : Find(customer).Scope;

    public ProtectedAccounts ProtectedIn(CustomerId customer) => customers is null ? None : Find(customer).Protected;

    private Customer Find(CustomerId customer) => customers!.Find(customer) ?? Nobody(customer);

    /// <summary>A customer who is not served any more: nothing of it is inside.</summary>
    private static Customer Nobody(CustomerId customer) => new()
    {
        Id = customer,
        Name = "",
        Channels = [],
        Roles = ImmutableDictionary<People.PersonId, ImmutableHashSet<Role>>.Empty,
        Scope = new([new() { DeviceGroups = [""] }], [new() { Classes = [AccountClass.Synced, AccountClass.Cloud] }]),
    };
}

/// <summary>Accounts that the bot keeps its hands off, or that more people must approve.</summary>
/// <param name="EmergencyAccounts">Object ids, sign-in names or SIDs, lower case: nobody bars one, whoever approves.</param>
/// <param name="VipGroups">Whoever is in one of these is critical.</param>
/// <param name="LeastGlobalAdministrators">So many enabled ones must be left; 0 for any number.</param>
public sealed record ProtectedAccounts(ImmutableHashSet<string> EmergencyAccounts, ImmutableArray<GroupId> VipGroups, int LeastGlobalAdministrators)
{
    public bool IsEmergencyAccount(params ReadOnlySpan<string?> names)
    {
        foreach (var name in names)
        {
            if (name is not null && EmergencyAccounts.Contains(name.ToLowerInvariant()))
            {
                return true;
            }
        }

        return false;
    }
}
