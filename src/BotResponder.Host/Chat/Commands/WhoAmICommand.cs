using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Host.Cards;

namespace BotResponder.Host.Chat.Commands;

internal sealed class WhoAmICommand(CustomerDirectory customers, ChatReplies replies) : IChatCommand
{
    public CommandGrammar Grammar { get; } = CommandGrammar.ForVerb("whoami");

    public string Summary => "Shows who you are to me, and what you may do.";

    public bool NeedsCustomer => false;

    public Task RunAsync(ChatContext chat, CommandArguments arguments, CancellationToken cancellationToken)
    {
        var (card, summary) = WhoAmICard.Render(chat.Person, chat.Customer, customers.Of(chat.Person.Id));
        return replies.SayAsync(chat, card, summary, cancellationToken);
    }
}
