using System.Text.Json.Serialization;

namespace BotResponder.Teams.Cards;

/// <summary>A button.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ExecuteAction), "Action.Execute")]
[JsonDerivedType(typeof(OpenUrlAction), "Action.OpenUrl")]
[JsonDerivedType(typeof(SubmitAction), "Action.Submit")]
public abstract record CardAction
{
    [JsonConverter(typeof(PlainConverter))]
    public required CardText Title { get; init; }

    public ActionStyle? Style { get; init; }

    public ActionMode? Mode { get; init; }

    [JsonConverter(typeof(PlainConverter))]
    public CardText? Tooltip { get; init; }
}

/// <summary>Sends <see cref="Activities.InvokeNames.CardAction"/>; the answer replaces the card.</summary>
public sealed record ExecuteAction : CardAction
{
    public required string Verb { get; init; }

    /// <summary>Comes back with the inputs' values. Whoever taps can change it: one opaque id is enough.</summary>
    public IReadOnlyDictionary<string, string>? Data { get; init; }

    /// <summary>None leaves the inputs out and does not check them.</summary>
    public AssociatedInputs? AssociatedInputs { get; init; }

    /// <summary>For clients that do not know the action; null: they show no button.</summary>
    public TypedFallback? Fallback { get; init; }
}

/// <summary>A button of old: tapping it is as good as typing the words, which arrive as an ordinary message.</summary>
/// <remarks>Source: Teams' messageBack card action.</remarks>
public sealed record TypedFallback
{
    public TypedFallback(CardText title, string words)
    {
        Title = title;
        Data = new(new("messageBack", words, words));
    }

    [JsonPropertyOrder(-1)]
    public string Type => "Action.Submit";

    [JsonConverter(typeof(PlainConverter))]
    public CardText Title { get; }

    [JsonInclude]
    internal TypedData Data { get; }
}

internal sealed record TypedData(TypedWords Msteams);

/// <param name="DisplayText">What the conversation shows.</param>
internal sealed record TypedWords(string Type, string Text, string DisplayText);

/// <param name="Url">https only.</param>
/// <exception cref="ArgumentException">The address is not absolute https.</exception>
public sealed record OpenUrlAction(Uri Url) : CardAction
{
    public Uri Url { get; } = Url is { IsAbsoluteUri: true, Scheme: "https" }
        ? Url
        : throw new ArgumentException("Only absolute https addresses are opened from cards.", nameof(Url));
}
