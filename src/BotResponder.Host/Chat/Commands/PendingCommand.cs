using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Requests;
using BotResponder.Host.Cards;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Chat.Commands;

internal sealed class PendingCommand(RequestBook requests, ChatReplies replies, RequestCards cards, TimeProvider time) : CustomerCommand
{
    private const int Most = 20;

    public override CommandGrammar Grammar { get; } = CommandGrammar.ForVerb("pending");

    public override string Summary => "Lists every request that is not finished, and those whose broken glass nobody has reviewed yet.";

    protected override async Task RunAsync(ChatContext chat, Customer customer, CommandArguments arguments, CancellationToken cancellationToken)
    {
        var unreviewed = await requests.AwaitingReviewAsync(customer.Id, Most, cancellationToken);
        var open = unreviewed.Concat(await requests.OpenAsync(customer.Id, Most, cancellationToken)).DistinctBy(request => request.Id).Take(Most).ToArray();
        if (open.Length == 0)
        {
            await replies.SayAsync(chat, CardText.Ours($"Nothing is open for {CardText.Theirs(customer.Name)}."), cancellationToken);
            return;
        }

        var (card, summary) = ListCards.Pending(customer.Name, open, cards.TitleOf, time.GetUtcNow());
        await replies.SayAsync(chat, card, summary, cancellationToken);
    }
}
