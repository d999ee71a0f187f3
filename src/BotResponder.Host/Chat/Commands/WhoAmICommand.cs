using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Chat.Commands;

internal sealed class WhoAmICommand(CustomerDirectory customers, ChatReplies replies) : IChatCommand
{
    public CommandGrammar Grammar { get; } = CommandGrammar.ForVerb("whoami");

    public string Summary => "Shows who you are to me, and what you may do.";

    public bool NeedsCustomer => false;

    public Task RunAsync(ChatContext chat, CommandArguments arguments, CancellationToken cancellationToken)
    {
        var roles = customers.Of(chat.Person.Id)
            .Select(customer => CardText.Ours($"{CardText.Theirs(customer.Name)}: {CardText.Theirs(string.Join(", ", customer.Roles[chat.Person.Id].Order().Select(Describe)))}"))
            .ToList();
        var facts = new FactSet(
        [
            new(CardText.Ours("Name"), CardText.Theirs(chat.Person.Name)),
            new(CardText.Ours("Object id"), CardText.Theirs(chat.Person.Id.ObjectId)),
            new(CardText.Ours("Tenant id"), CardText.Theirs(chat.Person.Id.Tenant)),
            new(CardText.Ours("This place"), chat.Customer is { } here && here.Knows(chat.Person.Id) ? CardText.Ours($"is for {CardText.Theirs(here.Name)}") : CardText.Ours("is for no customer of yours")),
            new(CardText.Ours("You may"), roles.Count == 0 ? CardText.Ours("do nothing yet: ask the people who run this bot for a role") : CardText.Join("; ", roles)),
        ]);
        var card = new AdaptiveCard { FallbackText = CardText.Ours("Who you are to me"), Body = [Cards.CardParts.Heading(CardText.Ours("Who you are to me")), facts] };
        return replies.SayAsync(chat, card, CardText.Ours("Who you are to me"), cancellationToken);
    }

    private static string Describe(Role role) => role switch
    {
        Role.Responder => "ask for response actions (responder)",
        Role.Approver => "approve and deny (approver)",
        Role.SeniorApprover => "approve and deny, also what is kept for seniors (senior approver)",
        Role.Auditor => "read the trail and the cards (auditor)",
        Role.Administrator => "answer for this bot, and read the trail and the cards (administrator)",
        Role.Contact => "ask for response actions (security contact)",
        _ => throw new InvalidOperationException($"Role {role} has no words."),
    };
}
