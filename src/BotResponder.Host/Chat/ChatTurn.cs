using BotResponder.Host.People;
using BotResponder.Teams.Activities;

namespace BotResponder.Host.Chat;

/// <summary>Routes one taken activity. Whatever it does knows when it has been done already: a turn may be run again.</summary>
internal sealed class ChatTurn(ChatRooms rooms, ChatBook book, MessageTurn messages, InstallTurn installs, TapTurn taps)
{
    public async Task RunAsync(Activity activity, CancellationToken cancellationToken)
    {
        await book.LearnAsync(activity, cancellationToken);
        switch (activity.Type)
        {
            case ActivityTypes.Message when rooms.Enter(activity) is { } chat:
                await messages.RunAsync(chat, ActivityText.WithoutMentionOfBot(activity), cancellationToken);
                break;
            case ActivityTypes.Invoke when rooms.Enter(activity) is { } chat:
                await taps.RunAsync(chat, activity, cancellationToken);
                break;
            case ActivityTypes.InstallationUpdate or ActivityTypes.ConversationUpdate:
                await installs.RunAsync(activity, cancellationToken);
                break;
            default:
                break; // Reactions, edits and deletions change no request.
        }
    }
}

/// <summary>A typed message: an answer to an open question, or a command.</summary>
internal sealed class MessageTurn(DialogTurn dialogs, CommandTurn commands)
{
    public async Task RunAsync(ChatContext chat, string text, CancellationToken cancellationToken)
    {
        if (!await dialogs.TryAnswerAsync(chat, text, cancellationToken))
        {
            await commands.RunAsync(chat, text, cancellationToken);
        }
    }
}
