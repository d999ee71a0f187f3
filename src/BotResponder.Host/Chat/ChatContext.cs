using BotResponder.Core.Customers;
using BotResponder.Core.People;
using BotResponder.Core.Policies;
using BotResponder.Core.Requests;
using BotResponder.Teams.Activities;

namespace BotResponder.Host.Chat;

/// <summary>One turn: who speaks, where, for which customer.</summary>
/// <param name="Thread">The message that began the channel thread; null outside channels.</param>
/// <param name="Customer">Null when the place does not say which, or the speaker has no business here.</param>
internal sealed record ChatContext(
    Person Person, ConversationReference Reference, ConversationKey Conversation, string ActivityId, string? Thread, Customer? Customer)
{
    /// <summary>Where answers go: into the thread of the question.</summary>
    public ConversationReference Here => Thread is null ? Reference : Reference.InThread(Thread);

    public string Tenant => Reference.TenantId;

    /// <summary>Null for a kind of conversation that Teams has invented since.</summary>
    public PlaceKind? Place => Reference.ConversationType switch
    {
        "channel" => PlaceKind.Channel,
        "groupChat" => PlaceKind.GroupChat,
        "personal" => PlaceKind.Personal,
        _ => null,
    };

    public Asked Asked => new(Conversation, ActivityId, Thread);
}
