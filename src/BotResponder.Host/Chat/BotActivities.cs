using BotResponder.Host.Extension;
using BotResponder.Host.Inbox;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Hosting;

namespace BotResponder.Host.Chat;

/// <summary>The bot's side of the protocol: messages are taken over durably and handled after the answer; taps are answered from the store.</summary>
internal sealed class BotActivities(ActivityInbox inbox, TurnRunner turns, InvokeAnswers invokes, ILogger<BotActivities> log) : IActivityHandler
{
    public async Task<bool> AcceptAsync(Activity activity, CancellationToken cancellationToken)
    {
        // A reaction means nothing here.
        if (activity.Type == ActivityTypes.MessageReaction)
        {
            return true;
        }

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

    public Task<InvokeAnswer> InvokeAsync(Activity activity, CancellationToken cancellationToken) => invokes.AnswerAsync(activity, cancellationToken);
}

/// <summary>Everything that Teams waits for: taps, choices while somebody types, the message extension.</summary>
internal sealed class InvokeAnswers(CardTapAnswer taps, SearchTurn search, ExtensionAnswer extension)
{
    public Task<InvokeAnswer> AnswerAsync(Activity activity, CancellationToken cancellationToken) => activity.Name switch
    {
        _ when ExtensionAnswer.Takes(activity) => extension.AnswerAsync(activity, cancellationToken),
        InvokeNames.CardAction => taps.AnswerAsync(activity, cancellationToken),
        InvokeNames.Search => search.AnswerAsync(activity, cancellationToken),
        _ => Task.FromResult<InvokeAnswer>(new InvokeAnswer.NotImplemented()),
    };
}
