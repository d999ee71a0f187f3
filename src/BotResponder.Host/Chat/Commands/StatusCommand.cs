using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Requests;
using BotResponder.Core.Work;
using BotResponder.Host.Cards;

namespace BotResponder.Host.Chat.Commands;

internal sealed class StatusCommand(RequestBook requests, IWorkQueue queue, ChatReplies replies, TimeProvider time) : CustomerCommand
{
    private const int Most = 1000;

    public override CommandGrammar Grammar { get; } = CommandGrammar.ForVerb("status");

    public override string Summary => "Counts what is open, and says whether my own work moves.";

    protected override async Task RunAsync(ChatContext chat, Customer customer, CommandArguments arguments, CancellationToken cancellationToken)
    {
        var open = await requests.OpenAsync(customer.Id, Most, cancellationToken);
        var (card, summary) = ListCards.Status(customer.Name, open, await queue.DepthAsync(cancellationToken), time.GetUtcNow());
        await replies.SayAsync(chat, card, summary, cancellationToken);
    }
}
