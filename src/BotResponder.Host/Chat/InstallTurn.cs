using BotResponder.Core.Customers;
using BotResponder.Core.People;
using BotResponder.Host.Cards;
using BotResponder.Host.People;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Connector;

namespace BotResponder.Host.Chat;

/// <summary>The bot was added somewhere: it learns who is there, so that approvers can be asked in their own chats, and says hello.</summary>
internal sealed class InstallTurn(ConnectorClient connector, ChatBook book, CustomerDirectory customers, ChatVocabulary vocabulary, ILogger<InstallTurn> log)
{
    public async Task RunAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (ConversationReference.FromActivity(activity) is not { } reference || !customers.IsKnownTenant(Speakers.Lower(reference.TenantId)))
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
            var (card, summary) = HelpCard.Welcome(vocabulary);
            await connector.SendAsync(reference.AtTop(), new OutgoingMessage.Card(card, summary), null, cancellationToken);
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
