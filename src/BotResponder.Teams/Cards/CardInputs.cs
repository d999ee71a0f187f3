using System.Text.Json.Serialization;

namespace BotResponder.Teams.Cards;

/// <summary>Asks for words. Clients may ignore every rule given here: what comes back is checked again.</summary>
public sealed record TextInput : CardElement
{
    [JsonConverter(typeof(PlainConverter))]
    public required CardText Label { get; init; }

    [JsonConverter(typeof(PlainConverter))]
    public CardText? Placeholder { get; init; }

    /// <summary>What stands in the box at first.</summary>
    [JsonConverter(typeof(PlainConverter))]
    public CardText? Value { get; init; }

    public bool? IsMultiline { get; init; }

    public int? MaxLength { get; init; }

    public bool? IsRequired { get; init; }

    /// <summary>Give it whenever <see cref="IsRequired"/> is set.</summary>
    [JsonConverter(typeof(PlainConverter))]
    public CardText? ErrorMessage { get; init; }
}

/// <summary>Asks for one of several. There is no expanded style on purpose: only there would clients read markdown in the titles.</summary>
public sealed record ChoiceSetInput : CardElement
{
    [JsonConverter(typeof(PlainConverter))]
    public required CardText Label { get; init; }

    public required IReadOnlyList<Choice> Choices { get; init; }

    /// <summary>When set, the client sends <see cref="Activities.InvokeNames.Search"/> with this data set's name while somebody types.</summary>
    [JsonPropertyName("choices.data")]
    public ChoiceQuery? ChoicesData { get; init; }

    public ChoiceStyle Style { get; init; } = ChoiceStyle.Compact;

    [JsonConverter(typeof(PlainConverter))]
    public CardText? Placeholder { get; init; }

    /// <summary>The value of the choice that is set at first.</summary>
    public string? Value { get; init; }

    public bool? IsMultiSelect { get; init; }

    public bool? IsRequired { get; init; }

    /// <summary>Give it whenever <see cref="IsRequired"/> is set.</summary>
    [JsonConverter(typeof(PlainConverter))]
    public CardText? ErrorMessage { get; init; }
}

/// <param name="Value">Comes back with the tap; must not contain a comma in a multi-select.</param>
public sealed record Choice(
    [property: JsonConverter(typeof(PlainConverter))] CardText Title, string Value);

public sealed record ChoiceQuery(string Dataset)
{
    [JsonPropertyOrder(-1)]
    public string Type => "Data.Query";
}
