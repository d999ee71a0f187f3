using BotResponder.Host.Cards;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Extension;

/// <summary>A kind of thing to search for, and what is said about it when there is nothing to show.</summary>
/// <param name="Dataset">One of <see cref="CardDatasets"/>.</param>
/// <param name="NeedsWords">What whoever typed nothing is told; null where nothing means all.</param>
/// <param name="None">Nothing fits these words.</param>
internal sealed record Searched(string Dataset, CardText? NeedsWords, Func<CardText, CardText> None)
{
    public static Searched Devices { get; } = new(
        CardDatasets.Devices, CardText.Ours("Type the beginning of the device's name."), words => CardText.Ours($"No device's name begins with {words}."));

    public static Searched Accounts { get; } = new(
        CardDatasets.Accounts, CardText.Ours("Type the beginning of the account's name."), words => CardText.Ours($"No account's name begins with {words}."));

    public static Searched Alerts { get; } = new(CardDatasets.Alerts, null, words => words.IsEmpty
        ? CardText.Ours("No alert of the last 30 days is open.")
        : CardText.Ours($"No open alert of the last 30 days is about {words}. An older or resolved one is found by its whole id."));
}
