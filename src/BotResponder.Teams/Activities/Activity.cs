using System.Text.Json;

namespace BotResponder.Teams.Activities;

/// <summary>What Teams posts to the bot, as it arrived. Only what the bot uses is named; unknown members are ignored,
/// because new ones appear at any time.</summary>
/// <remarks>Source: Bot Framework activity specification, narrowed to what the Teams channel sends.</remarks>
public sealed record Activity
{
    /// <summary>One of <see cref="ActivityTypes"/>, or something newer. Never empty once read by <see cref="ActivityReader"/>.</summary>
    public string Type { get; init; } = "";

    /// <summary>Unique inside the conversation; the same id again is the same activity sent again.</summary>
    public string? Id { get; init; }

    public DateTimeOffset? Timestamp { get; init; }

    public string? ChannelId { get; init; }

    /// <summary>Where answers go. Changes over time: the latest one counts. Authenticated and on the host list once it reaches a handler.</summary>
    public string? ServiceUrl { get; init; }

    /// <summary>Who did it. <see cref="ChannelAccount.AadObjectId"/> is the person; the name proves nothing.</summary>
    public ChannelAccount? From { get; init; }

    /// <summary>The bot itself.</summary>
    public ChannelAccount? Recipient { get; init; }

    public ConversationAccount? Conversation { get; init; }

    /// <summary>As typed, mentions included. Other people's text; see <see cref="ActivityText.WithoutMentionOfBot"/>.</summary>
    public string? Text { get; init; }

    /// <summary>For card taps: the message that carries the card.</summary>
    public string? ReplyToId { get; init; }

    public IReadOnlyList<ActivityEntity>? Entities { get; init; }

    public ChannelData? ChannelData { get; init; }

    /// <summary>Names the invoke; one of <see cref="InvokeNames"/>, or something newer.</summary>
    public string? Name { get; init; }

    /// <summary>The invoke's payload. Whoever holds the client decides what stands in it.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>For installationUpdate: add, remove, add-upgrade, remove-upgrade.</summary>
    public string? Action { get; init; }

    public IReadOnlyList<ChannelAccount>? MembersAdded { get; init; }

    public IReadOnlyList<ChannelAccount>? MembersRemoved { get; init; }

    public string? Locale { get; init; }

    /// <summary>The tenant, when channelData and conversation do not contradict each other; otherwise null, and nobody has any right.</summary>
    /// <returns>Null when absent or contradictory.</returns>
    public string? TenantId()
    {
        var fromChannel = ChannelData?.Tenant?.Id;
        var fromConversation = Conversation?.TenantId;
        var agree = fromChannel is null || fromConversation is null
            || string.Equals(fromChannel, fromConversation, StringComparison.OrdinalIgnoreCase);
        return agree ? fromChannel ?? fromConversation : null;
    }
}
