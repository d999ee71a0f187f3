using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BotResponder.Core.People;

namespace BotResponder.Core.Requests;

/// <summary>Which messages show a request. Kept apart from the request: sending a card changes no decision.</summary>
public sealed record SentCards(ImmutableArray<CardCopy> Copies)
{
    public static SentCards None { get; } = new([]);

    /// <summary>The Teams ids ("29:…") of those whose clients fetch the card again by themselves, 60 at most.</summary>
    public ImmutableArray<string> Viewers { get; init; } = [];

    /// <summary>True when a tap in this conversation may come from one of the copies.</summary>
    public bool Shows(ConversationKey conversation) => Copies.Any(copy => copy.Conversation == conversation);

    public bool Has(CardCopy copy) => Copies.Any(known => known.Conversation == copy.Conversation && known.ActivityId == copy.ActivityId);

    /// <summary>A message that was not known shows the request: it takes the place of one whose sending nobody has confirmed, or a new one.</summary>
    public SentCards Adopt(CardCopy copy)
    {
        if (Has(copy))
        {
            return this;
        }

        var waiting = Copies.FirstOrDefault(known => known.Conversation == copy.Conversation && known.ActivityId is null);
        return this with { Copies = waiting is null ? Copies.Add(copy) : Copies.Replace(waiting, copy with { Reader = waiting.Reader ?? copy.Reader }) };
    }

    /// <summary>What became of copies when they were shown. Somebody else may have changed the list meanwhile: nothing of that is lost.</summary>
    public SentCards Learn(ImmutableArray<CardCopy> before, ImmutableArray<CardCopy> after)
    {
        var cards = this;
        for (var index = 0; index < before.Length; index++)
        {
            cards = before[index] == after[index] ? cards
                : cards.Copies.Contains(before[index]) ? cards with { Copies = cards.Copies.Replace(before[index], after[index]) }
                : cards.Adopt(after[index]);
        }

        return cards;
    }
}

/// <summary>One message that shows the request.</summary>
/// <param name="ActivityId">Null until it was sent.</param>
/// <param name="IsLost">True when the conversation no longer takes messages.</param>
public sealed record CardCopy(
    ConversationKey Conversation, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? ActivityId, bool IsLost = false)
{
    /// <summary>The only one who sees it: it stands in her chat with the bot. Null in channels and group chats.</summary>
    public PersonId? Reader { get; init; }
}
