using System.Collections.Immutable;
using BotResponder.Core.People;
using BotResponder.Core.Requests;
using Microsoft.Extensions.Options;

namespace BotResponder.Core.Customers;

/// <summary>Every customer, and who may do what for whom. Built once from the configuration; a contradiction in it stops the start.</summary>
public sealed class CustomerDirectory
{
    private readonly ImmutableDictionary<CustomerId, Customer> _byId;
    private readonly ImmutableDictionary<ConversationKey, Customer> _byChannel;
    private readonly ImmutableDictionary<string, Customer> _byMark;

    /// <exception cref="InvalidOperationException">A tenant or a channel stands twice, or a person is not written as tenant id/object id.</exception>
    public CustomerDirectory(IOptions<CustomerOptions> options, RequestIds ids)
    {
        var linked = Linked(options.Value.LinkedAccounts);
        var customers = options.Value.Customers.Select(entry => Read(entry) with { Linked = linked }).ToImmutableArray();
        RefuseTwice(customers.Select(customer => customer.Id.Tenant), "TenantId");
        RefuseTwice(customers.SelectMany(customer => customer.Channels).Select(channel => channel.Value), "Channel");
        _byId = customers.ToImmutableDictionary(customer => customer.Id);
        _byChannel = customers.SelectMany(customer => customer.Channels.Select(channel => (channel, customer))).ToImmutableDictionary(pair => pair.channel, pair => pair.customer);
        _byMark = customers.ToImmutableDictionary(customer => ids.Mark(customer.Id), StringComparer.Ordinal);
    }

    public IEnumerable<Customer> All => _byId.Values.OrderBy(customer => customer.Name, StringComparer.Ordinal);

    public Customer? Find(CustomerId id) => _byId.GetValueOrDefault(id);

    public Customer? FindByChannel(ConversationKey channel) => _byChannel.GetValueOrDefault(channel);

    /// <summary>Whose request an id is; null for text that is no request id of this bot.</summary>
    public Customer? FindByRequest(RequestId id) => RequestIds.IsPossible(id) ? _byMark.GetValueOrDefault(id.Value.Split('.')[0]) : null;

    /// <summary>For whom this person holds any role.</summary>
    public IEnumerable<Customer> Of(PersonId person) => All.Where(customer => customer.Knows(person));

    /// <summary>True for a tenant that is a customer or holds somebody with a role. The bot tells any other nothing.</summary>
    public bool IsKnownTenant(string tenant) =>
        _byId.ContainsKey(new(tenant)) || _byId.Values.Any(customer => customer.Roles.Keys.Any(person => person.Tenant == tenant));

    private static Customer Read(CustomerEntry entry)
    {
        var roles = entry.Responders.Select(text => (Person: Person(text), Role: Role.Responder))
            .Concat(entry.Approvers.Select(text => (Person(text), Role.Approver)))
            .Concat(entry.Contacts.Select(text => (Person(text), Role.Contact)))
            .Concat(entry.SeniorApprovers.Select(text => (Person(text), Role.SeniorApprover)))
            .Concat(entry.Auditors.Select(text => (Person(text), Role.Auditor)))
            .Concat(entry.Administrators.Select(text => (Person(text), Role.Administrator)));
        return new()
        {
            Id = new(Lower(entry.TenantId)),
            Name = entry.Name,
            Channels = [.. entry.Channels.Select(channel => new ConversationKey(channel))],
            Roles = roles.GroupBy(held => held.Item1).ToImmutableDictionary(group => group.Key, group => group.Select(held => held.Item2).ToImmutableHashSet()),
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

    private static void RefuseTwice(IEnumerable<string> values, string what)
    {
        if (values.GroupBy(value => value, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Skip(1).Any()) is { } twice)
        {
            throw new InvalidOperationException($"Protection:Customers: {what} {twice.Key} stands twice.");
        }
    }

#pragma warning disable CA1308 // Entra prints ids in lower case, and so do our keys.
    internal static string Lower(string id) => id.ToLowerInvariant();
#pragma warning restore CA1308
}
