using System.Collections.Immutable;
using BotResponder.Core.Delegations;
using BotResponder.Core.Groups;
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

    /// <summary>The first of them in the settings, where the bot speaks unasked. Null when the customer has none.</summary>
    public ConversationKey? FirstChannel { get; init; }

    /// <summary>Who holds which role now, by name or through a group.</summary>
    public required ImmutableDictionary<PersonId, ImmutableHashSet<Role>> Roles { get; init; }

    /// <summary>The same without memberships of groups that are younger than <see cref="CustomerOptions.MembershipAge"/>. Null when nobody has such.</summary>
    public ImmutableDictionary<PersonId, ImmutableHashSet<Role>>? SettledRoles { get; init; }

    /// <summary>Who approves for whom at this moment. Makes nobody an approver in her own right.</summary>
    public ImmutableArray<Delegation> Delegations { get; init; } = [];

    /// <summary>The groups whose members hold a role.</summary>
    public ImmutableArray<RoleGroup> Groups { get; init; } = [];

    /// <summary>Its clock on the wall: rules that speak of hours mean this one.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Which accounts are one human being's, whatever the customer.</summary>
    public LinkedAccounts Linked { get; init; } = LinkedAccounts.None;

    /// <summary>What of it the bot may touch.</summary>
    public CustomerScope Scope { get; init; } = CustomerScope.Everything;

    /// <summary>Accounts that it must not touch, or not easily.</summary>
    public ProtectedAccounts Protected { get; init; } = new([], [], 0);

    /// <summary>12 hexadecimal digits: the same settings give the same ones.</summary>
    public string Version { get; init; } = "";

    /// <summary>Everybody who approves anything here. Which request each may approve, its pinned policy says.</summary>
    public IEnumerable<PersonId> Approvers => Roles.Where(held => held.Value.Contains(Role.Approver) || held.Value.Contains(Role.SeniorApprover)).Select(held => held.Key);

    public bool Grants(PersonId person, Role role) => Roles.TryGetValue(person, out var held) && held.Contains(role);

    public ImmutableHashSet<Role> RolesOf(PersonId person) => Roles.GetValueOrDefault(person, []);

    public ImmutableHashSet<Role> SettledRolesOf(PersonId person) => (SettledRoles ?? Roles).GetValueOrDefault(person, []);

    /// <summary>May she ask for response actions at all? For which, the policy says.</summary>
    public bool MayAsk(PersonId person) => Grants(person, Role.Responder) || Grants(person, Role.Contact);

    /// <summary>Does she ask, approve, or break the glass? Whoever does none of it only reads.</summary>
    public bool MayAct(PersonId person) => MayAsk(person) || Grants(person, Role.BreakGlass) || Approvers.Contains(person);

    public bool Knows(PersonId person) => Roles.ContainsKey(person) || DelegatedTo(person).Any();

    /// <summary>By approvers who still are.</summary>
    public IEnumerable<Delegation> DelegatedTo(PersonId person) => Delegations.Where(delegation => delegation.To.Id == person && Approvers.Contains(delegation.From.Id));
}

/// <summary>Every member of the group holds the role.</summary>
public sealed record RoleGroup(GroupId Group, Role Role);
