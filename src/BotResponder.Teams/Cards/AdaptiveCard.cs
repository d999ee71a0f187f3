using System.Text.Json;
using System.Text.Json.Serialization;

namespace BotResponder.Teams.Cards;

/// <summary>A card of version 1.5, the newest that Teams accepts from bots. Only elements that every Teams client draws are modelled.</summary>
public sealed record AdaptiveCard
{
    [JsonPropertyOrder(-3)]
    public string Type => "AdaptiveCard";

    [JsonPropertyName("$schema")]
    [JsonPropertyOrder(-2)]
    public string Schema => "http://adaptivecards.io/schemas/adaptive-card.json";

    [JsonPropertyOrder(-1)]
    public string Version => "1.5";

    /// <summary>Shown by clients that cannot draw the card.</summary>
    [JsonConverter(typeof(PlainConverter))]
    public required CardText FallbackText { get; init; }

    public required IReadOnlyList<CardElement> Body { get; init; }

    /// <summary>Four at most: Teams draws six and hides the rest. Action.Execute also works from an <see cref="ActionSet"/>.</summary>
    public IReadOnlyList<CardAction>? Actions { get; init; }

    public Refresh? Refresh { get; init; }

    /// <summary>Draws the card as wide as the chat. Default no.</summary>
    [JsonIgnore]
    public bool FullWidth { get; init; }

    /// <summary>People named by <see cref="Mention.InText"/> anywhere on the card.</summary>
    [JsonIgnore]
    public IReadOnlyList<Mention> Mentions { get; init; } = [];

    [JsonInclude]
    internal CardForTeams? Msteams => FullWidth || Mentions.Count > 0
        ? new CardForTeams(FullWidth ? "Full" : null, Mentions.Count > 0 ? [.. Mentions.Select(mention => mention.Entity)] : null)
        : null;

    /// <summary>As it goes over the wire.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, CardJson.Wire.AdaptiveCard);

    /// <summary>Size of the card alone in UTF-16 characters, the way Teams measures; see <see cref="Activities.MessageSize"/>.</summary>
    public int CountCharacters() => ToJson().Length;
}

/// <summary>Asks the listed people's clients to fetch their own view of the card, about once a minute while it is in sight.</summary>
public sealed record Refresh
{
    /// <param name="userIds">"29:..." ids, 60 at most. Empty: only by hand, from the card's menu.</param>
    public Refresh(ExecuteAction action, IReadOnlyList<string> userIds)
    {
        Action = action;
        UserIds = userIds;
    }

    // Declared as the base, because only then its type is written.
    public CardAction Action { get; }

    public IReadOnlyList<string> UserIds { get; }
}

internal sealed record CardForTeams(string? Width, IReadOnlyList<MentionEntity>? Entities);
