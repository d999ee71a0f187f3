namespace BotResponder.Teams.Cards;

/// <summary>Sends the card's inputs and its own data. The only button that works on the card of a dialog.</summary>
public sealed record SubmitAction : CardAction
{
    /// <summary>Comes back with the inputs' values. Whoever taps can change it.</summary>
    public IReadOnlyDictionary<string, string>? Data { get; init; }

    /// <summary>None leaves the inputs out and does not check them.</summary>
    public AssociatedInputs? AssociatedInputs { get; init; }
}
