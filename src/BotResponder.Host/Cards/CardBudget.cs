using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>A list that would be too large for Teams ends earlier, and says how much is missing and how to see it.</summary>
internal static class CardBudget
{
    /// <param name="entries">The first are the ones that stay.</param>
    /// <param name="elsewhere">How to see the rest; a sentence.</param>
    /// <param name="tail">Stands behind the entries, whatever is left out.</param>
    public static AdaptiveCard Fit(CardText title, IReadOnlyList<CardElement> entries, CardText elsewhere, IReadOnlyList<CardElement> tail)
    {
        var shown = entries.Count;
        var card = Draw(title, entries, tail);
        while (shown > 0 && IsLarge(card, title))
        {
            shown--;
            var note = CardParts.Line(CardText.Ours($"**{entries.Count - shown} more do not fit on this card.** {elsewhere}"));
            card = Draw(title, [.. entries.Take(shown), note], tail);
        }

        return card;
    }

    /// <summary>Above what Teams surely takes.</summary>
    public static bool IsLarge(AdaptiveCard card, CardText summary) => new OutgoingMessage.Card(card, summary).Measure().IsLarge;

    private static AdaptiveCard Draw(CardText title, IReadOnlyList<CardElement> entries, IReadOnlyList<CardElement> tail) =>
        new() { FallbackText = title, Body = [CardParts.Heading(title), .. entries, .. tail], FullWidth = true };
}
