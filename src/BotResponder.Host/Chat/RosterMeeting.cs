using BotResponder.Core.Customers;
using BotResponder.Core.People;
using BotResponder.Host.People;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Connector;

namespace BotResponder.Host.Chat;

/// <summary>Learns who of a conversation's members can be asked in their own chats. Only people with a role are kept: of guests, visitors and colleagues the bot
/// needs nothing, and an approver who gets her role later is looked up when she is first asked.</summary>
internal sealed class RosterMeeting(ConnectorClient connector, ChatBook book, CustomerDirectory customers)
{
    public async Task RunAsync(ConversationReference reference, CancellationToken cancellationToken)
    {
        await foreach (var page in connector.GetPagedMembersAsync(reference, cancellationToken))
        {
            if (page is not ConnectorAnswer<IReadOnlyList<TeamMember>>.Done { Value: var members })
            {
                return;
            }

            foreach (var member in members)
            {
                await MeetAsync(reference, member, cancellationToken);
            }
        }
    }

    private async Task MeetAsync(ConversationReference reference, TeamMember member, CancellationToken cancellationToken)
    {
        if (member.PersonObjectId() is { } objectId && member.Id is { } teamsId)
        {
            var person = new PersonId(Speakers.Lower(member.TenantId ?? reference.TenantId), Speakers.Lower(objectId));
            if (customers.Of(person).Any())
            {
                await book.LearnAsync(person, new(teamsId, member.Name ?? "", new(reference.ChannelOrChatId())), cancellationToken);
            }
        }
    }
}
