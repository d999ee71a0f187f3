using BotResponder.Core.Approvals;
using BotResponder.Core.BreakGlass;
using BotResponder.Core.Customers;
using BotResponder.Core.People;
using BotResponder.Core.Requests;
using BotResponder.Host.People;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Connector;

namespace BotResponder.Host.Cards;

/// <summary>Where a request's card belongs: the thread that asked, and the personal chat of everybody who may approve it.</summary>
internal sealed class CardPlaces(ChatBook book, CustomerDirectory customers, ConnectorClient connector, TimeProvider time, ILogger<CardPlaces> log)
{
    /// <summary>How to write into a conversation of the request; null when the bot does not know it.</summary>
    public async Task<ConversationReference?> FindAsync(ResponseRequest request, ConversationKey conversation, CancellationToken cancellationToken)
    {
        var reference = await book.FindAsync(conversation, cancellationToken);
        return conversation == request.Asked.Conversation && request.Asked.Thread is { } thread ? reference?.InThread(thread) : reference;
    }

    /// <summary>The copy for the place that asked: a requester's own chat has one reader.</summary>
    public async Task<CardCopy> OfAskedAsync(ResponseRequest request, CancellationToken cancellationToken)
    {
        var asked = request.Asked.Conversation;
        return new(asked, ActivityId: null) { Reader = ReaderIn(await book.FindAsync(asked, cancellationToken), request.Requester.Id) };
    }

    /// <returns>Null where others look too.</returns>
    public static PersonId? ReaderIn(ConversationReference? place, PersonId person) => place is { ConversationType: "personal" } ? person : null;

    /// <summary>The copies for the personal chats of the approvers who are asked now, as the policy counts them. An approver whom the bot cannot reach is logged and left out: the thread's card is for her too.</summary>
    public async Task<IReadOnlyList<CardCopy>> OfApproversAsync(ResponseRequest request, CancellationToken cancellationToken)
    {
        if ((request.ApprovalsNeeded == 0 && request.Glass is null) || customers.Find(request.Customer) is not { } customer)
        {
            return [];
        }

        return await OfPeopleAsync(
            request, request.Glass is null ? ApprovalPlan.Asked(request, customer, time.GetUtcNow()) : GlassRules.Awaited(request, customer), cancellationToken);
    }

    /// <summary>The same for these people.</summary>
    public async Task<IReadOnlyList<CardCopy>> OfPeopleAsync(ResponseRequest request, IEnumerable<PersonId> people, CancellationToken cancellationToken)
    {
        if (await book.FindAsync(request.Asked.Conversation, cancellationToken) is not { } asked)
        {
            return [];
        }

        List<CardCopy> chats = [];
        foreach (var approver in people)
        {
            if (await OpenChatAsync(approver, asked, cancellationToken) is { } chat)
            {
                chats.Add(new(chat, ActivityId: null) { Reader = approver });
            }
            else
            {
                log.ApproverNotReached(request.Id, approver);
            }
        }

        return chats;
    }

    /// <summary>The copies for the provider's channels of the customer, when it was asked in the customer's own Teams.</summary>
    public async Task<IReadOnlyList<CardCopy>> OfProviderAsync(ResponseRequest request, CancellationToken cancellationToken)
    {
        if (customers.Find(request.Customer) is not { } customer || await book.FindAsync(request.Asked.Conversation, cancellationToken) is not { } asked || asked.TenantId != customer.Id.Tenant)
        {
            return [];
        }

        List<CardCopy> copies = [];
        foreach (var channel in customer.Channels.OrderBy(channel => channel.Value, StringComparer.Ordinal))
        {
            if (await book.FindAsync(channel, cancellationToken) is { } place && place.TenantId != customer.Id.Tenant)
            {
                copies.Add(new(channel, ActivityId: null));
            }
        }

        return copies;
    }

    /// <summary>Somebody's own chat with the bot; null when the bot cannot reach her.</summary>
    public async Task<ConversationReference?> FindChatAsync(ResponseRequest request, PersonId person, CancellationToken cancellationToken) =>
        await book.FindAsync(request.Asked.Conversation, cancellationToken) is { } asked && await OpenChatAsync(person, asked, cancellationToken) is { } chat
            ? await book.FindAsync(chat, cancellationToken)
            : null;

    private async Task<ConversationKey?> OpenChatAsync(PersonId person, ConversationReference near, CancellationToken cancellationToken)
    {
        if (await MeetAsync(person, near, cancellationToken) is not { } teamsId)
        {
            return null;
        }

        // A person's chat lies in her own tenant, whoever asked: it is opened over a place of that tenant, if the bot has met her in one.
        var home = near.TenantId == person.Tenant ? near : await HomeAsync(person, cancellationToken) ?? near;
        var created = await connector.CreatePersonalConversationAsync(home.ServiceUrl, person.Tenant, home.BotId, teamsId, cancellationToken);
        if (created is not ConnectorAnswer<ConversationReference>.Done { Value: var chat })
        {
            return null;
        }

        await book.LearnAsync(chat, cancellationToken);
        return new(chat.ChannelOrChatId());
    }

    private async Task<ConversationReference?> HomeAsync(PersonId person, CancellationToken cancellationToken) =>
        await book.FindAsync(person, cancellationToken) is { } known && await book.FindAsync(known.MetIn, cancellationToken) is { } place && place.TenantId == person.Tenant
            ? place
            : null;

    private async Task<string?> MeetAsync(PersonId person, ConversationReference near, CancellationToken cancellationToken)
    {
        if (await book.FindAsync(person, cancellationToken) is { } known)
        {
            return known.TeamsId;
        }

        if (await connector.GetMemberAsync(near, person.ObjectId, cancellationToken) is not ConnectorAnswer<TeamMember>.Done { Value: { Id: { } id } member })
        {
            return null;
        }

        await book.LearnAsync(person, new(id, member.Name ?? "", new(near.ChannelOrChatId())), cancellationToken);
        return id;
    }
}
