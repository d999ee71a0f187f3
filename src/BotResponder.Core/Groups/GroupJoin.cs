using System.Collections.Immutable;
using BotResponder.Core.Customers;
using BotResponder.Core.People;

namespace BotResponder.Core.Groups;

/// <summary>Adds the roles that people hold through groups to those that the settings name.</summary>
internal sealed class GroupJoin(Customer named)
{
    private readonly Dictionary<PersonId, ImmutableHashSet<Role>> _roles = new(named.Roles);
    private readonly Dictionary<PersonId, ImmutableHashSet<Role>> _settled = new(named.Roles);

    /// <summary>For how long the result stays right.</summary>
    public TimeSpan Holds { get; private set; } = TimeSpan.FromDays(1);

    public Customer Customer => named with { Roles = _roles.ToImmutableDictionary(), SettledRoles = _settled.ToImmutableDictionary() };

    public void Until(TimeSpan wait) => Holds = wait < Holds ? wait : Holds;

    /// <param name="young">How long the membership does not yet count for critical targets; zero or less when it does.</param>
    public void Add(PersonId person, Role role, TimeSpan young)
    {
        Add(_roles, person, role);
        if (young > TimeSpan.Zero)
        {
            Until(young);
        }
        else
        {
            Add(_settled, person, role);
        }
    }

    private static void Add(Dictionary<PersonId, ImmutableHashSet<Role>> roles, PersonId person, Role role) =>
        roles[person] = roles.GetValueOrDefault(person, []).Add(role);
}
