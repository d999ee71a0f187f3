using BotResponder.Core.Commands;
using BotResponder.Host.Cards;

namespace BotResponder.Host.Chat.Commands;

/// <summary>Which rule decided how many must approve, and on what facts.</summary>
internal sealed class WhyCommand(RequestLookup lookup, ChatReplies replies) : IChatCommand
{
    private const string Request = "request";

    public CommandGrammar Grammar { get; } = CommandGrammar.ForVerb("why").Takes(Request, "the code of a request, such as R-4F7K2");

    public string Summary => "Shows which rule of the policy decided about a request, and what it knew.";

    public bool NeedsCustomer => false;

    public async Task RunAsync(ChatContext chat, CommandArguments arguments, CancellationToken cancellationToken)
    {
        if (!(await lookup.FindAsync(chat, arguments[Request], cancellationToken)).TryGetValue(out var request, out var problem))
        {
            await replies.SayAsync(chat, problem, cancellationToken);
            return;
        }

        var (card, summary) = PolicyCards.Why(request);
        await replies.SayAsync(chat, card, summary, cancellationToken);
    }
}
