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
}

/// <param name="Url">https only.</param>
/// <exception cref="ArgumentException">The address is not absolute https.</exception>
public sealed record OpenUrlAction(Uri Url) : CardAction
{
    public Uri Url { get; } = Url is { IsAbsoluteUri: true, Scheme: "https" }
        ? Url
        : throw new ArgumentException("Only absolute https addresses are opened from cards.", nameof(Url));
}
