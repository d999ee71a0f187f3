using BotResponder.Host.People;
using BotResponder.Teams.Activities;

namespace BotResponder.Host.Chat;

/// <summary>The bot was added somewhere: it meets those who are there, and says hello once. It was removed: it forgets the place.</summary>
internal sealed class InstallTurn(RosterMeeting meeting, ChatBook book, TeamBook teams, WelcomeTurn welcome, ILogger<InstallTurn> log)
{
    public async Task RunAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (ConversationReference.FromActivity(activity) is not { } reference)
        {
            return;
        }

        var isAdded = activity.Type == ActivityTypes.InstallationUpdate && activity.Action is "add" or "add-upgrade";
        if (isAdded || activity.MembersAdded is { Count: > 0 })
        {
            log.Installed(activity.Action ?? "members added", reference.ConversationType);
            await meeting.RunAsync(reference.AtTop(), cancellationToken);
        }

        if (isAdded && activity.Action == "add")
        {
            await welcome.RunAsync(reference.AtTop(), cancellationToken);
        }
    }

    /// <summary>From a team the bot is removed as a whole.</summary>
    public async Task LeaveAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (Speakers.ConversationOf(activity) is not { } conversation)
        {
            return;
        }

        log.Installed("remove", activity.Conversation?.ConversationType);
        await welcome.ForgetAsync(conversation, cancellationToken);
        await book.ForgetAsync(conversation, cancellationToken);
        if (activity.ChannelData?.Team?.Id is { Length: > 0 } team)
        {
            await teams.ForgetAsync(team, cancellationToken);
        }
    }
}
