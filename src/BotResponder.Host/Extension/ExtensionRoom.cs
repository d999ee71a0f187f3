using System.Collections.Immutable;
using BotResponder.Core.Customers;
using BotResponder.Host.Chat;
using BotResponder.Teams.Activities;

namespace BotResponder.Host.Extension;

/// <summary>Who uses the message extension, and for which customers where she stands: the same rule as for typed words.</summary>
internal sealed class ExtensionRoom(ChatRooms rooms, CustomerDirectory customers)
{
    /// <returns>Null for what nobody can answer: a bot, or an activity without a speaker or a place.</returns>
    public ExtensionCaller? Enter(Activity activity)
    {
        if (rooms.Enter(activity) is not { } chat)
        {
            return null;
        }

        // The id of an invoke is no message in whose thread one could answer.
        var here = chat with { Thread = ConversationReference.FromActivity(activity)?.ThreadRootId };
        var owner = customers.FindByChannel(chat.Conversation);
        var known = owner is null ? customers.Of(chat.Person.Id) : [owner];
        return new(here, owner, [.. known.Where(customer => customer.Knows(chat.Person.Id))]);
    }
}

/// <param name="Owner">The customer whose channel it is; null elsewhere.</param>
/// <param name="Customers">Those that she may see here: in a customer's channel that one only, so that nothing of another gets into it.</param>
internal sealed record ExtensionCaller(ChatContext Chat, Customer? Owner, ImmutableArray<Customer> Customers);
