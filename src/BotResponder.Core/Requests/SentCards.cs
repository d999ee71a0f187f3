using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace BotResponder.Core.Requests;

/// <summary>Which messages show a request. Kept apart from the request: sending a card changes no decision.</summary>
public sealed record SentCards(ImmutableArray<CardCopy> Copies)
{
    public static SentCards None { get; } = new([]);

    /// <summary>True when a tap in this conversation may come from one of the copies.</summary>
    public bool Shows(ConversationKey conversation) => Copies.Any(copy => copy.Conversation == conversation);
}

/// <summary>One message that shows the request.</summary>
/// <param name="ActivityId">Null until it was sent.</param>
/// <param name="IsLost">True when the conversation no longer takes messages.</param>
public sealed record CardCopy(
    ConversationKey Conversation, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? ActivityId, bool IsLost = false);
