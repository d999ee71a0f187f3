using BotResponder.Host.Inbox;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Hosting;

namespace BotResponder.Host.Chat;

/// <summary>The bot's side of the protocol: messages are taken over durably and handled after the answer; taps are answered from the store.</summary>
internal sealed class BotActivities(ActivityInbox inbox, TurnRunner turns, CardTapAnswer taps, ILogger<BotActivities> log) : IActivityHandler
{
    public async Task<bool> AcceptAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (await inbox.TakeAsync(activity, cancellationToken) is { } item)
        {
            turns.Start(item);
        }
        else
        {
            log.CameAgain(activity.Id ?? "-");
        }

        return true;
    }

    public Task<InvokeAnswer> InvokeAsync(Activity activity, CancellationToken cancellationToken) => activity.Name == InvokeNames.CardAction
        ? taps.AnswerAsync(activity, cancellationToken)
        : Task.FromResult<InvokeAnswer>(new InvokeAnswer.NotImplemented());
}
