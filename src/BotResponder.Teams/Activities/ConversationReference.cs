namespace BotResponder.Teams.Activities;

/// <summary>Everything needed to write into a conversation later. Stored by the host; checked again on every send, because a stored
/// row may have been tampered with.</summary>
/// <param name="ServiceUrl">As last seen in this conversation.</param>
/// <param name="ConversationId">As Teams gave it; in a channel thread it ends in ";messageid={root}".</param>
/// <param name="TenantId">The tenant of the conversation.</param>
/// <param name="BotId">"28:{appId}".</param>
/// <param name="ConversationType">personal, groupChat or channel; null when Teams did not say.</param>
/// <param name="ThreadRootId">The message that began the thread; null outside channel threads.</param>
public sealed record ConversationReference(
    string ServiceUrl,
    string ConversationId,
    string TenantId,
    string BotId,
    string ChannelId = ChannelIds.Teams,
    string? ConversationType = null,
    string? ThreadRootId = null)
{
    private const string ThreadMark = ";messageid=";

    /// <returns>Null when the activity lacks a service URL, a conversation, a recipient or one uncontradicted tenant.</returns>
    public static ConversationReference? FromActivity(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        if (activity is not { ServiceUrl: { } serviceUrl, Conversation.Id: { } conversationId, Recipient.Id: { } botId }
            || activity.TenantId() is not { } tenantId)
        {
            return null;
        }

        return new ConversationReference(serviceUrl, conversationId, tenantId, botId)
        {
            ConversationType = activity.Conversation.ConversationType,
            ThreadRootId = RootOf(conversationId),
        };
    }

    /// <summary>The same for every thread of a channel; a chat's own id otherwise.</summary>
    public string ChannelOrChatId() =>
        ConversationId.IndexOf(ThreadMark, StringComparison.OrdinalIgnoreCase) is var mark and >= 0 ? ConversationId[..mark] : ConversationId;

    /// <summary>A message sent there begins a new thread of the channel.</summary>
    public ConversationReference AtTop() => this with { ConversationId = ChannelOrChatId(), ThreadRootId = null };

    /// <summary>A message sent there answers in the thread that the message began.</summary>
    public ConversationReference InThread(string rootMessageId) =>
        this with { ConversationId = ChannelOrChatId() + ThreadMark + rootMessageId, ThreadRootId = rootMessageId };

    private static string? RootOf(string conversationId) =>
        conversationId.IndexOf(ThreadMark, StringComparison.OrdinalIgnoreCase) is var mark and >= 0
        && mark + ThreadMark.Length < conversationId.Length
            ? conversationId[(mark + ThreadMark.Length)..]
            : null;
}
