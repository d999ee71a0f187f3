using BotResponder.Core.People;
using BotResponder.Host.People;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Connector;

namespace BotResponder.Host.Chat;

/// <summary>The bot was added somewhere: it learns who is there, so that approvers can be asked in their own chats, and says hello once. It was removed: it forgets the place.</summary>
internal sealed class InstallTurn(ConnectorClient connector, ChatBook book, TeamBook teams, WelcomeTurn welcome, ILogger<InstallTurn> log)
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
            await MeetAsync(reference.AtTop(), cancellationToken);
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

    private async Task MeetAsync(ConversationReference reference, CancellationToken cancellationToken)
    {
        await foreach (var page in connector.GetPagedMembersAsync(reference, cancellationToken))
        {
            if (page is not ConnectorAnswer<IReadOnlyList<TeamMember>>.Done { Value: var members })
            {
                return;
            }

            foreach (var member in members)
            {
                if (member.PersonObjectId() is { } objectId && member.Id is { } teamsId)
                {
                    var person = new PersonId(Speakers.Lower(member.TenantId ?? reference.TenantId), Speakers.Lower(objectId));
                    await book.LearnAsync(person, new(teamsId, member.Name ?? "", new(reference.ChannelOrChatId())), cancellationToken);
                }
            }
        }
    }
}
