using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Requests;
using BotResponder.Host.Cards;

namespace BotResponder.Host.Chat.Commands;

/// <summary>Tries a response action on the policy. The target is looked up as in earnest; nothing is stored and nothing is done.</summary>
internal sealed class CanCommand(AskPolicy policy, TypedAction actions, ChatReplies replies) : CustomerCommand
{
    private const string Wish = "command";

    public override CommandGrammar Grammar { get; } = CommandGrammar.ForVerb("can").TakesRest(Wish, "a response action as you would type it", "i");

    public override string Summary => "Says what the policy would say to a response action of yours, without asking for it.";

    protected override async Task RunAsync(ChatContext chat, Customer customer, CommandArguments arguments, CancellationToken cancellationToken)
    {
        if (!actions.Bind(arguments[Wish].TrimEnd('?', ' '), "can I", needsReason: false).TryGetValue(out var wish, out var malformed))
        {
            await replies.SayAsync(chat, malformed, cancellationToken);
            return;
        }

        var ask = new Ask(chat.Person, customer.Id, chat.Tenant, chat.Asked, wish.Action, wish.Parameters, wish.Reason, Undoes: null) { Place = chat.Place, Lease = wish.Lease };
        if (!(await policy.RunAsync(ask, cancellationToken)).TryGetValue(out var answer, out var problem))
        {
            await replies.SayAsync(chat, problem, cancellationToken);
            return;
        }

        var (card, summary) = PolicyCards.Can(wish.Action.Descriptor.Title, answer);
        await replies.SayAsync(chat, card, summary, cancellationToken);
    }
}
