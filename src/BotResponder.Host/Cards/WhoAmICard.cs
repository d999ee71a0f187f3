using BotResponder.Core.Customers;
using BotResponder.Core.People;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>Who somebody is to the bot, with the ids that an administrator needs to give her a role.</summary>
internal static class WhoAmICard
{
    /// <param name="here">The customer of the conversation; null when it is for none.</param>
    /// <param name="customers">Those for whom the person has a role.</param>
    public static (AdaptiveCard Card, CardText Summary) Render(Person person, Customer? here, IEnumerable<Customer> customers)
    {
        var title = CardText.Ours("Who you are to me");
        var roles = customers
            .Select(customer => CardText.Ours($"{CardText.Theirs(customer.Name)}: {CardText.Theirs(string.Join(", ", [.. customer.RolesOf(person.Id).Order().Select(Describe), .. Delegated(customer, person.Id)]))}"))
            .ToList();
        var facts = new FactSet(
        [
            new(CardText.Ours("Name"), CardText.Theirs(person.Name)),
            new(CardText.Ours("Object id"), CardText.Theirs(person.Id.ObjectId)),
            new(CardText.Ours("Tenant id"), CardText.Theirs(person.Id.Tenant)),
            new(CardText.Ours("This place"), here?.Knows(person.Id) == true ? CardText.Ours($"is for {CardText.Theirs(here.Name)}") : CardText.Ours("is for no customer of yours")),
            new(CardText.Ours("You may"), roles.Count == 0 ? CardText.Ours("do nothing yet: ask the people who run this bot for a role") : CardText.Join("; ", roles)),
        ]);
        return (new AdaptiveCard { FallbackText = title, Body = [CardParts.Heading(title), facts] }, title);
    }

    /// <summary>What was lent to her, and what she has lent. Names are other people's text.</summary>
    private static IEnumerable<string> Delegated(Customer customer, PersonId person) =>
    [
        .. customer.DelegatedTo(person).Select(delegation => $"approve for {delegation.From.Name} until {CardParts.Time(delegation.Until).Plain} (delegated)"),
        .. customer.Delegations.Where(delegation => delegation.From.Id == person).Select(delegation => $"{delegation.To.Name} approves for you until {CardParts.Time(delegation.Until).Plain}"),
    ];

    private static string Describe(Role role) => role switch
    {
        Role.Responder => "ask for response actions (responder)",
        Role.Approver => "approve and deny (approver)",
        Role.SeniorApprover => "approve and deny, also what is kept for seniors (senior approver)",
        Role.Auditor => "read the trail and the cards (auditor)",
        Role.Administrator => "answer for this bot, and read the trail and the cards (administrator)",
        Role.BreakGlass => "act at once in an emergency, reviewed afterwards (breaker of the glass)",
        Role.Contact => "ask for response actions (security contact)",
        _ => throw new InvalidOperationException($"Role {role} has no words."),
    };
}
