using BotResponder.Host.Inbox;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Chat;

/// <summary>Taps that may have to ask Microsoft: taken over durably, and handled after they were answered.</summary>
internal sealed class LaterTaps(ActivityInbox inbox, TurnRunner turns)
{
    public async Task<InvokeAnswer> TakeAsync(Activity activity, CardText sentence, CancellationToken cancellationToken)
    {
        if (await inbox.TakeAsync(activity, cancellationToken) is { } item)
        {
            turns.Start(item);
        }

        return new InvokeAnswer.Message(sentence);
    }
}
