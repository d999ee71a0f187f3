using BotResponder.Core.Actions;
using BotResponder.Core.Results;
using BotResponder.Host.Cards;
using BotResponder.Host.Inbox;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Extension;

/// <summary>"Respond" on a message: what should be done, then to which of what the message names and why. The last answer is taken into the inbox and carried out afterwards, like typed words.</summary>
internal sealed class RespondDialog(ActionCatalog catalog, RespondPlaces places, ActivityInbox inbox, TurnRunner turns)
{
    public InvokeAnswer Open(ExtensionCaller caller, ExtensionCommand command)
    {
        if (caller.Customers.IsEmpty)
        {
            return new InvokeAnswer.DialogNote(ExtensionAnswer.NotHere);
        }

        var form = RespondForm.Of(command.Message, catalog);
        return form.Found.IsEmpty
            ? new InvokeAnswer.DialogNote(CardText.Ours("That message names nothing that I can act on. Type help to me to see what I can do."))
            : RespondCard.Choose(form, form.Offers(catalog), caller.Customers, notice: null);
    }

    public async Task<InvokeAnswer> GoOnAsync(ExtensionCaller caller, ExtensionCommand command, Activity activity, CancellationToken cancellationToken)
    {
        // Who holds no role in a customer's channel is refused, and a whole wish is written down, as it is for typed words.
        var form = RespondForm.Read(command, caller.Owner is { } owner ? [owner] : caller.Customers, catalog);
        if (caller.Customers.IsEmpty)
        {
            await (form.ToCommand().Problem is null ? TakeAsync(activity, command, cancellationToken) : Task.CompletedTask);
            return new InvokeAnswer.DialogNote(ExtensionAnswer.NotHere);
        }

        if (form.Action is null || form.Customer is null)
        {
            return form.Found.IsEmpty
                ? new InvokeAnswer.DialogNote(CardText.Ours("That dialog is not open any more. Nothing was done: please begin again on the message."))
                : RespondCard.Choose(form, form.Offers(catalog), caller.Customers, new Problem.Malformed("Please choose what should be done, and for whom."));
        }

        if (!form.ToCommand().TryGetValue(out _, out var problem))
        {
            return RespondCard.Ask(form, form.Reason is null ? null : problem);
        }

        await TakeAsync(activity, command, cancellationToken);
        return new InvokeAnswer.DialogNote(await places.IsHereAsync(caller.Chat.Conversation, cancellationToken)
            ? CardText.Ours("Taken. The card will appear in this conversation.")
            : CardText.Ours("Taken. I am no member of this conversation: the card will come into your own chat with me, or into the customer's channel when I cannot write to you."));
    }

    /// <summary>The message itself is nobody's business but its reader's: it is not kept.</summary>
    private async Task TakeAsync(Activity activity, ExtensionCommand command, CancellationToken cancellationToken)
    {
        if (await inbox.TakeAsync(activity with { Value = command.WithoutMessage() }, cancellationToken) is { } item)
        {
            turns.Start(item);
        }
    }
}
