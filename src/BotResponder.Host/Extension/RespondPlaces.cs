using BotResponder.Core.Customers;
using BotResponder.Core.Requests;
using BotResponder.Host.Chat;
using BotResponder.Host.People;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Connector;

namespace BotResponder.Host.Extension;

/// <summary>Where the card of a wish belongs that began on a message: there, when the bot is a member; else in the chat with whoever asked, which everybody else's eyes do not reach; else in the customer's channel.</summary>
internal sealed class RespondPlaces(ChatBook book, ConnectorClient connector)
{
    public async Task<bool> IsHereAsync(ConversationKey conversation, CancellationToken cancellationToken) =>
        await book.FindAsync(conversation, cancellationToken) is not null;

    /// <param name="teamsId">"29:…", of whoever asked.</param>
    /// <returns>Null when the bot can write nowhere.</returns>
    public async Task<ChatContext?> FindAsync(ChatContext chat, string? teamsId, Customer? customer, CancellationToken cancellationToken)
    {
        var asked = chat with { Customer = customer };
        return await IsHereAsync(chat.Conversation, cancellationToken) ? asked
            : await PersonalAsync(asked, teamsId, cancellationToken) is { } personal ? In(asked, personal)
            : await ChannelAsync(customer, cancellationToken) is { } channel ? In(asked, channel)
            : null;
    }

    private static ChatContext In(ChatContext chat, ConversationReference place) =>
        chat with { Reference = place, Conversation = new(place.ChannelOrChatId()), Thread = null };

    private async Task<ConversationReference?> PersonalAsync(ChatContext chat, string? teamsId, CancellationToken cancellationToken)
    {
        if (teamsId is null || await connector.CreatePersonalConversationAsync(
            chat.Reference.ServiceUrl, chat.Person.Id.Tenant, chat.Reference.BotId, teamsId, cancellationToken) is not ConnectorAnswer<ConversationReference>.Done { Value: var personal })
        {
            return null;
        }

        await book.LearnAsync(personal, cancellationToken);
        return personal;
    }

    private async Task<ConversationReference?> ChannelAsync(Customer? customer, CancellationToken cancellationToken)
    {
        foreach (var channel in customer?.Channels.OrderBy(key => key.Value, StringComparer.Ordinal) ?? Enumerable.Empty<ConversationKey>())
        {
            if (await book.FindAsync(channel, cancellationToken) is { } known)
            {
                return known;
            }
        }

        return null;
    }
}
