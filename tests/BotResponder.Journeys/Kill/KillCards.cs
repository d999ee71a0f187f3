using BotResponder.Core.Requests;
using BotResponder.Journeys.Processes;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys.Kill;

/// <summary>Every card of a request, wherever it is, as everybody sees it.</summary>
internal sealed class KillCards(ProofWorld world, ShortCode code)
{
    private static readonly CastMember[] Readers = [Cast.Ann, Cast.Bo, Cast.Cy];

    /// <summary>Each card once.</summary>
    public IEnumerable<SeenCard> Sent() =>
        from conversation in world.Microsoft.Teams.Conversations
        let reader = Readers.FirstOrDefault(conversation.Members.Contains)
        where reader is not null
        from card in SeenBy(reader, conversation)
        select card;

    /// <summary>Those that somebody sees unfinished, once for each who does.</summary>
    public IEnumerable<SeenCard> Running() =>
        from conversation in world.Microsoft.Teams.Conversations
        from person in conversation.Members
        from card in SeenBy(person, conversation)
        where !CardFacts.IsDone(card.Message)
        select card;

    private IEnumerable<SeenCard> SeenBy(CastMember person, TeamsConversation conversation) => world.Microsoft.Teams.ViewFor(person, conversation)
        .Where(message => message.Author is null && message.Card?.Contains(code.Value, StringComparison.Ordinal) == true)
        .Select(message => new SeenCard(person, conversation, message));
}

/// <summary>A card as somebody sees it.</summary>
internal sealed record SeenCard(CastMember Reader, TeamsConversation Conversation, MessageView Message)
{
    public override string ToString() => $"a card in {Conversation.Name}, as {Reader.Name} sees it: {CardFacts.Headline(Message)}";
}
