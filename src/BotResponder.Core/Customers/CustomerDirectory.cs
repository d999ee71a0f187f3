using System.Collections.Immutable;
using BotResponder.Core.Delegations;
using BotResponder.Core.Groups;
using BotResponder.Core.People;
using BotResponder.Core.Requests;
using Microsoft.Extensions.Options;

namespace BotResponder.Core.Customers;

/// <summary>Every customer, and who may do what for whom. Built from the configuration; a contradiction in it stops the start. Members of groups come and go.</summary>
public sealed class CustomerDirectory
{
    private const string GroupMark = "group:";

    private volatile Served _served;

    /// <exception cref="InvalidOperationException">A tenant or a channel stands twice, or a person is not written as tenant id/object id.</exception>
    public CustomerDirectory(IOptions<CustomerOptions> options, RequestIds ids, RoleGroups groups, StandingDelegations delegations)
    {
        var linked = Linked(options.Value.LinkedAccounts);
        var customers = options.Value.Customers.Select(entry => Read(entry, options.Value) with { Linked = linked }).ToImmutableArray();
        RefuseTwice(customers.Select(customer => customer.Id.Tenant), "TenantId");
        RefuseTwice(customers.SelectMany(customer => customer.Channels).Select(channel => channel.Value), "Channel");
        RefuseStrangeGroups(customers);
        _served = new([.. customers.OrderBy(customer => customer.Name, StringComparer.Ordinal).Select(customer => new CustomerStanding(customer, groups, delegations))], ids);
    }

    public IEnumerable<Customer> All => _served.ByName.Select(standing => standing.Now);

    public Customer? Find(CustomerId id) => _served.ById.GetValueOrDefault(id)?.Now;

    public Customer? FindByChannel(ConversationKey channel) => _served.ByChannel.GetValueOrDefault(channel)?.Now;

    /// <summary>Whose request an id is; null for text that is no request id of this bot.</summary>
    public Customer? FindByRequest(RequestId id) => RequestIds.IsPossible(id) ? _served.ByMark.GetValueOrDefault(id.Value.Split('.')[0])?.Now : null;

    /// <summary>For whom this person holds any role.</summary>
    public IEnumerable<Customer> Of(PersonId person) => All.Where(customer => customer.Knows(person));

    /// <summary>True for a tenant that is a customer or holds somebody with a role. The bot tells any other nothing.</summary>
    public bool IsKnownTenant(string tenant) =>
        _served is var served && (served.ById.ContainsKey(new(tenant)) || served.ByName.Any(standing => standing.Named.Roles.Keys.Any(person => person.Tenant == tenant)));

    /// <summary>From now on it knows what another one, built of newer settings, does.</summary>
    public void TakeOver(CustomerDirectory newer) => _served = newer._served;

    private static Customer Read(CustomerEntry entry, CustomerOptions options)
    {
        var held = new (IList<string> Named, Role Role)[]
        {
            (entry.Responders, Role.Responder), (entry.Approvers, Role.Approver), (entry.Contacts, Role.Contact),
            (entry.SeniorApprovers, Role.SeniorApprover), (entry.Auditors, Role.Auditor), (entry.Administrators, Role.Administrator), (entry.BreakGlass, Role.BreakGlass),
        }.SelectMany(list => list.Named.Select(text => (Text: text, list.Role))).ToLookup(each => each.Text.StartsWith(GroupMark, StringComparison.OrdinalIgnoreCase));
        return new()
        {
            Id = new(Lower(entry.TenantId)),
            Name = entry.Name,
            Channels = [.. entry.Channels.Select(channel => new ConversationKey(channel))],
            FirstChannel = entry.Channels is [var first, ..] ? new ConversationKey(first) : null,
            Roles = held[false].GroupBy(each => Person(each.Text), each => each.Role).ToImmutableDictionary(group => group.Key, group => group.ToImmutableHashSet()),
            Groups = [.. held[true].Select(each => new RoleGroup(Group(each.Text), each.Role)).Distinct()],
            Scope = LimitsReader.Scope(entry),
            Protected = LimitsReader.Protected(entry, options),
            Version = SettingsVersion.Of(entry, options),
            TimeZone = TimeZoneInfo.TryFindSystemTimeZoneById(entry.TimeZone, out var zone)
                ? zone
                : throw new InvalidOperationException($"Protection:Customers: {entry.Name} has the time zone \"{entry.TimeZone}\", which this machine does not know. Write an IANA name such as Europe/Berlin."),
        };
    }

    private static LinkedAccounts Linked(IEnumerable<string> groups)
    {
        try
        {
            return new(groups.Select(group => group.Split('=', StringSplitOptions.TrimEntries).Select(Person).ToArray()));
        }
        catch (ArgumentException twice)
        {
            throw new InvalidOperationException($"Protection:LinkedAccounts: {twice.Message}", twice);
        }
    }

    /// <summary>A person as settings name her.</summary>
    /// <exception cref="InvalidOperationException">It is not written as tenant id/object id.</exception>
    internal static PersonId Person(string text) => text.Split('/') is [{ Length: > 0 } tenant, { Length: > 0 } objectId]
        ? new(Lower(tenant), Lower(objectId))
        : throw new InvalidOperationException($"Protection: write a person as tenant id/object id, not as \"{text}\".");

    private static GroupId Group(string text) => Person(text[GroupMark.Length..]) is { Tenant: var tenant, ObjectId: var objectId } && Guid.TryParseExact(objectId, "D", out _)
        ? new(tenant, objectId)
        : throw new InvalidOperationException($"Protection: write a group as group:tenant id/object id, not as \"{text}\".");

    /// <summary>A group is read with the bot's rights in its tenant.</summary>
    private static void RefuseStrangeGroups(ImmutableArray<Customer> customers)
    {
        if (customers.SelectMany(customer => customer.Groups).FirstOrDefault(held => customers.All(customer => customer.Id.Tenant != held.Group.Tenant)) is { Group: var strange })
        {
            throw new InvalidOperationException($"Protection: the group {strange} stands in a tenant that is no customer, so the bot cannot read it. Name its members one by one.");
        }
    }

    private static void RefuseTwice(IEnumerable<string> values, string what)
    {
        if (values.GroupBy(value => value, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Skip(1).Any()) is { } twice)
        {
            throw new InvalidOperationException($"Protection:Customers: {what} {twice.Key} stands twice.");
        }
    }

    /// <summary>One edition of the settings.</summary>
    private sealed class Served(ImmutableArray<CustomerStanding> byName, RequestIds ids)
    {
        public ImmutableArray<CustomerStanding> ByName => byName;

        public ImmutableDictionary<CustomerId, CustomerStanding> ById { get; } = byName.ToImmutableDictionary(standing => standing.Named.Id);

        public ImmutableDictionary<ConversationKey, CustomerStanding> ByChannel { get; } =
            byName.SelectMany(standing => standing.Named.Channels.Select(channel => (channel, standing))).ToImmutableDictionary(pair => pair.channel, pair => pair.standing);

        public ImmutableDictionary<string, CustomerStanding> ByMark { get; } = byName.ToImmutableDictionary(standing => ids.Mark(standing.Named.Id), StringComparer.Ordinal);
    }

#pragma warning disable CA1308 // Entra prints ids in lower case, and so do our keys.
    internal static string Lower(string id) => id.ToLowerInvariant();
#pragma warning restore CA1308
}
