using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;

namespace BotResponder.Teams.Connector;

/// <summary>An activity as it is posted. Exactly one of <see cref="Text"/> and <see cref="Attachments"/> is set; neither to show that the bot is typing.</summary>
/// <remarks>Source: minimal outbound message of the Connector protocol v3.</remarks>
internal sealed record OutgoingActivity
{
    [JsonPropertyOrder(-1)]
    public string Type { get; init; } = "message";

    public string? Id { get; init; }

    public OutgoingId? From { get; init; }

    public OutgoingRecipient? Recipient { get; init; }

    public OutgoingId? Conversation { get; init; }

    public string? ReplyToId { get; init; }

    public string? Text { get; init; }

    public string? TextFormat { get; init; }

    public IReadOnlyList<OutgoingAttachment>? Attachments { get; init; }

    public IReadOnlyList<MentionEntity>? Entities { get; init; }

    public string? Summary { get; init; }

    public OutgoingChannelData? ChannelData { get; init; }

    internal static OutgoingActivity Of(OutgoingMessage message)
    {
        var common = new OutgoingActivity
        {
            Entities = message.Mentions.Count > 0 ? [.. message.Mentions.Select(mention => mention.Entity)] : null,
            ChannelData = message.Alert ? new OutgoingChannelData(new OutgoingNotification(Alert: true)) : null,
        };
        return message switch
        {
            OutgoingMessage.Text text => common with { Text = text.Markdown.Markdown, TextFormat = "markdown" },
            OutgoingMessage.Card card => common with
            {
                Summary = card.Summary.Plain,
                Attachments = [new OutgoingAttachment("application/vnd.microsoft.card.adaptive", card.Content)],
            },
            _ => throw new ArgumentException("A message is text or a card.", nameof(message)),
        };
    }

    internal static MessageSize Measure(OutgoingMessage message) => Measure(Of(message).ToUtf8());

    internal static MessageSize Measure(ReadOnlySpan<byte> utf8) => new(Encoding.UTF8.GetCharCount(utf8));

    internal byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this, ConnectorJson.Wire.OutgoingActivity);
}

internal sealed record OutgoingId(string Id);

/// <param name="IsTargeted">True: nobody else in the conversation sees it.</param>
internal sealed record OutgoingRecipient(string Id, bool IsTargeted);

internal sealed record OutgoingAttachment(string ContentType, AdaptiveCard Content);

internal sealed record OutgoingChannelData(OutgoingNotification? Notification = null, OutgoingId? Tenant = null, OutgoingId? Channel = null);

internal sealed record OutgoingNotification(bool Alert);

/// <summary>Creates a chat with one person, or a thread in a channel; never a group chat, which Teams refuses.</summary>
internal sealed record OutgoingConversation(
    bool IsGroup, OutgoingId Bot, IReadOnlyList<OutgoingId>? Members, string TenantId, OutgoingChannelData ChannelData, OutgoingActivity? Activity = null);
