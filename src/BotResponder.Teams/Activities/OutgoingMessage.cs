using BotResponder.Teams.Cards;
using BotResponder.Teams.Connector;

namespace BotResponder.Teams.Activities;

/// <summary>What the bot says. Text or a card, never both in one activity: Teams would split it and give no usable id for updates.</summary>
public abstract record OutgoingMessage
{
    private OutgoingMessage()
    {
    }

    /// <summary>People named in the text by <see cref="Mention.InText"/>. For people named inside a card use <see cref="AdaptiveCard.Mentions"/>.</summary>
    public IReadOnlyList<Mention> Mentions { get; init; } = [];

    /// <summary>Also shows in the recipients' activity feed. Default no.</summary>
    public bool Alert { get; init; }

    /// <summary>How much of Teams' limit the whole activity takes.</summary>
    public MessageSize Measure() => OutgoingActivity.Measure(this);

    /// <summary>A chat message in Teams' markdown.</summary>
    public sealed record Text(CardText Markdown) : OutgoingMessage;

    /// <param name="Summary">Plain words for toast and feed; without it Teams says "Sent a card".</param>
    public sealed record Card(AdaptiveCard Content, CardText Summary) : OutgoingMessage;
}

/// <summary>Size of a serialized activity in UTF-16 characters, the way Teams measures.</summary>
/// <remarks>Source: documented limits went 28, 40, 100 KB of UTF-16; 140 KB was seen refused. 18,000 characters fit the 40 KB reading.</remarks>
public readonly record struct MessageSize(int Characters)
{
    public const int SoftLimit = 18_000;
    public const int HardLimit = 45_000;

    /// <summary>Shorten it: older limits may still hold somewhere.</summary>
    public bool IsLarge => Characters > SoftLimit;

    /// <summary>Not sent at all; the answer is <see cref="ConnectorAnswer{T}.TooLarge"/>.</summary>
    public bool IsTooLarge => Characters > HardLimit;
}
