using BotResponder.Core.Commands;
using BotResponder.Host.Cards;

namespace BotResponder.Host.Chat.Commands;

internal sealed class ShowCommand(RequestLookup lookup, ChatReplies replies, CardRefresher refresher) : IChatCommand
{
    private const string Request = "request";

    public CommandGrammar Grammar { get; } = CommandGrammar.ForVerb("show").Takes(Request, "the code of a request, such as R-4F7K2");

    public string Summary => "Shows a request's card again, here; it stays up to date like the others.";

    public bool NeedsCustomer => false;

    public async Task RunAsync(ChatContext chat, CommandArguments arguments, CancellationToken cancellationToken)
    {
        if ((await lookup.FindAsync(chat, arguments[Request], cancellationToken)).TryGetValue(out var request, out var problem))
        {
            await refresher.AddCopyAsync(request, chat.Here, chat.Person.Id, cancellationToken);
        }
        else
        {
            await replies.SayAsync(chat, problem, cancellationToken);
        }
    }
}
