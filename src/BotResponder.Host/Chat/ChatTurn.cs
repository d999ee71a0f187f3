using BotResponder.Teams.Activities;

namespace BotResponder.Host.Chat;

/// <summary>Routes one taken activity. Whatever it does knows when it has been done already: a turn may be run again.</summary>
internal sealed class ChatTurn(ChatRooms rooms, TeamBook teams, MessageTurn messages, EventTurn events, InvokeTurn invokes)
{
    public async Task RunAsync(Activity activity, CancellationToken cancellationToken)
    {
        // The message extension is used where the bot is no member: such a place must not pass for one that it can write to.
        if (activity.Name != InvokeNames.ExtensionSubmit)
        {
            await teams.LearnAsync(activity, cancellationToken);
        }

        switch (activity.Type)
        {
            case ActivityTypes.Message when rooms.Enter(activity) is { } chat:
                await messages.RunAsync(chat, ActivityText.WithoutMentionOfBot(activity), cancellationToken);
                break;
            case ActivityTypes.Invoke:
                await invokes.RunAsync(activity, cancellationToken);
                break;
            case ActivityTypes.InstallationUpdate or ActivityTypes.ConversationUpdate or ActivityTypes.MessageUpdate or ActivityTypes.MessageDelete:
                await events.RunAsync(activity, cancellationToken);
                break;
            default:
                break;
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
