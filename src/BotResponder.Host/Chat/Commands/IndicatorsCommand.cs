using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Defender.Lookups;
using BotResponder.Host.Cards;

namespace BotResponder.Host.Chat.Commands;

internal sealed class IndicatorsCommand(IndicatorList indicators, ChatReplies replies, TimeProvider time) : CustomerCommand
{
    private const string Text = "text";

    public override CommandGrammar Grammar { get; } = CommandGrammar.ForVerb("indicators").MayTakeAfter("for", Text, "a part of the value or title");

    public override string Summary => "Lists the newest indicators, and how many of the tenant's 15,000 are used.";

    protected override async Task RunAsync(ChatContext chat, Customer customer, CommandArguments arguments, CancellationToken cancellationToken)
    {
        var read = await indicators.ReadAsync(customer.Id, arguments.Find(Text), cancellationToken);
        if (read.TryGetValue(out var listed, out var problem))
        {
            var (card, summary) = IndicatorCard.Render(customer.Name, arguments.Find(Text), listed, time.GetUtcNow());
            await replies.SayAsync(chat, card, summary, cancellationToken);
        }
        else
        {
            await replies.SayAsync(chat, problem, cancellationToken);
        }
    }
}
