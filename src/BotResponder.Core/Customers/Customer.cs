using System.Collections.Immutable;
using BotResponder.Core.People;
using BotResponder.Core.Requests;

namespace BotResponder.Core.Customers;

/// <summary>A Microsoft 365 tenant that the bot protects; the provider's own is one too.</summary>
public sealed record Customer
{
    public required CustomerId Id { get; init; }

    public required string Name { get; init; }

    /// <summary>A command typed in one of these is for this customer.</summary>
    public required ImmutableHashSet<ConversationKey> Channels { get; init; }

    public required ImmutableDictionary<PersonId, ImmutableHashSet<Role>> Roles { get; init; }

    public IEnumerable<PersonId> Approvers => Roles.Where(held => held.Value.Contains(Role.Approver)).Select(held => held.Key);

    public bool Grants(PersonId person, Role role) => Roles.TryGetValue(person, out var held) && held.Contains(role);

    public bool Knows(PersonId person) => Roles.ContainsKey(person);
}

/// <summary>What somebody may do for one customer. Who holds none may do nothing and sees nothing.</summary>
public enum Role
{
    /// <summary>Asks for response actions and reads the trail.</summary>
    Responder,

    /// <summary>Approves and denies; reads the trail.</summary>
    Approver,

    /// <summary>The customer's own security contact: asks for response actions and reads the trail, for this customer only.</summary>
    Contact,
}
