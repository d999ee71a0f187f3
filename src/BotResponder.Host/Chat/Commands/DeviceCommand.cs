using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Lookups;
using BotResponder.Host.Cards;

namespace BotResponder.Host.Chat.Commands;

/// <summary>Looks at one device of the customer. What is not there and what is another customer's are one answer: only this customer's tenant is asked.</summary>
internal sealed class DeviceCommand(DeviceSheets sheets, DeviceViews views, DialogTurn dialogs, ChatReplies replies) : CustomerCommand
{
    private const string Device = "device";

    public override CommandGrammar Grammar { get; } = CommandGrammar.ForVerb(Device).Takes(Device, "host name or Defender device id");

    public override string Summary => "Shows a device: its health, who is logged on, whether it is isolated, what is open for it and what was done to it.";

    protected override async Task RunAsync(ChatContext chat, Customer customer, CommandArguments arguments, CancellationToken cancellationToken)
    {
        var found = await sheets.FindAsync(customer.Id, arguments[Device], cancellationToken);
        if (found.Problem is Problem.Ambiguous ambiguous)
        {
            await dialogs.ChooseAsync(chat, new ParsedCommand(Grammar, arguments), ambiguous, cancellationToken);
        }
        else if (!found.TryGetValue(out var sheet, out var problem))
        {
            await replies.SayAsync(chat, problem, cancellationToken);
        }
        else
        {
            var (card, summary) = DeviceCard.Render(await views.OfAsync(customer, sheet, cancellationToken));
            await replies.SayAsync(chat, card, summary, cancellationToken);
        }
    }
}
