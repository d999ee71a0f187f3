using BotResponder.Core.Customers;
using BotResponder.Core.People;
using BotResponder.Core.Requests;
using BotResponder.Host.People;
using BotResponder.Teams.Activities;

namespace BotResponder.Host.Chat;

/// <summary>Which customer a message is about: the channel's; in a personal chat the speaker's only one.</summary>
internal sealed class ChatRooms(CustomerDirectory customers)
{
    /// <returns>Null for what nobody can answer: a bot, or an activity without a speaker or a place.</returns>
    public ChatContext? Enter(Activity activity)
    {
        if (Speakers.IsBot(activity) || Speakers.Of(activity) is not { } person
            || ConversationReference.FromActivity(activity) is not { } reference || activity.Id is not { Length: > 0 } id)
        {
            return null;
        }

        var conversation = new ConversationKey(reference.ChannelOrChatId());
        var thread = reference.ConversationType == "channel" ? reference.ThreadRootId ?? id : null;
        return new(person, reference.AtTop(), conversation, id, thread, CustomerOf(conversation, person.Id));
    }

    /// <summary>A customer of whom the speaker is no part is not named to her.</summary>
    private Customer? CustomerOf(ConversationKey conversation, PersonId person) =>
        customers.FindByChannel(conversation) ?? (customers.Of(person).Take(2).ToArray() is [var only] ? only : null);
}
