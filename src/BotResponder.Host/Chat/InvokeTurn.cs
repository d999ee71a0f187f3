using BotResponder.Host.Extension;
using BotResponder.Teams.Activities;

namespace BotResponder.Host.Chat;

/// <summary>What was begun by a tap or in a dialog and taken into the inbox, because it may have to ask Microsoft.</summary>
internal sealed class InvokeTurn(ChatRooms rooms, TapTurn taps, RespondTurn respond)
{
    public async Task RunAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (activity.Name == InvokeNames.ExtensionSubmit)
        {
            await respond.RunAsync(activity, cancellationToken);
        }
        else if (rooms.Enter(activity) is { } chat)
        {
            await taps.RunAsync(chat, activity, cancellationToken);
        }
    }
}
