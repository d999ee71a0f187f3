using BotResponder.Core.Customers;
using BotResponder.Core.Requests;
using BotResponder.Teams.Activities;

namespace BotResponder.Host.Chat;

/// <summary>What happens around the conversation: the bot comes and goes, channels do, messages are changed afterwards.</summary>
internal sealed class EventTurn(InstallTurn installs, TeamBook teams, EditTurn edits)
{
    public async Task RunAsync(Activity activity, CancellationToken cancellationToken)
    {
        switch (activity)
        {
            case { Type: ActivityTypes.MessageUpdate or ActivityTypes.MessageDelete }:
                await edits.RunAsync(activity, cancellationToken);
                break;
            case { Type: ActivityTypes.InstallationUpdate, Action: "remove" }:
                await installs.LeaveAsync(activity, cancellationToken);
                break;
            case { ChannelData: { EventType: TeamEvents.ChannelDeleted, Team.Id: { } team, Channel.Id: { } channel } }:
                await teams.ForgetAsync(team, new ConversationKey(channel), cancellationToken);
                break;
            case { ChannelData: { EventType: TeamEvents.TeamDeleted or TeamEvents.TeamHardDeleted, Team.Id: { } team } }:
                await teams.ForgetAsync(team, cancellationToken);
                break;
            case { Type: ActivityTypes.InstallationUpdate or ActivityTypes.ConversationUpdate }:
                await installs.RunAsync(activity, cancellationToken);
                break;
            default:
                break;
        }
    }
}

/// <summary>The events of teams that mean something here. Everything is stored under ids, so that a new name changes nothing.</summary>
internal static class TeamEvents
{
    public const string ChannelDeleted = "channelDeleted";
    public const string TeamDeleted = "teamDeleted";
    public const string TeamHardDeleted = "teamHardDeleted";
}

/// <summary>A message was edited, deleted or restored after the bot has read it. It is never read as a command again.</summary>
internal sealed class EditTurn(ChatRooms rooms, CustomerDirectory customers, NoteMessageChange note)
{
    private const string Undeleted = "undeleteMessage";

    public async Task RunAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (rooms.Enter(activity) is not { } chat)
        {
            return;
        }

        var kind = activity.Type == ActivityTypes.MessageDelete ? MessageChangeKind.Deleted
            : activity.ChannelData?.EventType == Undeleted ? MessageChangeKind.Restored
            : MessageChangeKind.Edited;
        var text = kind == MessageChangeKind.Deleted ? "" : ActivityText.WithoutMentionOfBot(activity);
        var change = new MessageChange(kind, chat.Person, chat.Tenant, chat.Conversation, chat.ActivityId, text, activity.Timestamp);

        // A personal chat does not say for which of her customers the message asked.
        foreach (var customer in customers.FindByChannel(chat.Conversation) is { } owner ? [owner] : customers.Of(chat.Person.Id))
        {
            if (await note.RunAsync(customer.Id, change, cancellationToken))
            {
                return;
            }
        }
    }
}
