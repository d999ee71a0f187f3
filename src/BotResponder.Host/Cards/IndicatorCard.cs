using BotResponder.Defender.Lookups;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>The tenant's indicators. Values are shown as text: no client makes a link of what is dangerous.</summary>
internal static class IndicatorCard
{
    private const int Most = 20;
    private const int LongestValue = 300;

    /// <param name="text">What was searched for; null for all.</param>
    public static (AdaptiveCard Card, CardText Summary) Render(string customer, string? text, ListedIndicators listed, DateTimeOffset now)
    {
        var title = text is null
            ? CardText.Ours($"Indicators of {CardText.Theirs(customer)}")
            : CardText.Ours($"Indicators of {CardText.Theirs(customer)} with {CardText.Theirs(text, 80)}");
        CardElement[] head = [CardParts.Line(CardText.Ours($"I can see {listed.Count} of the {listed.Limit} that a tenant may have."))];
        CardElement[] none = listed.Rows.IsEmpty ? [CardParts.Line(CardText.Ours("There is none."))] : [];
        var more = listed.Rows.Length - Most;
        CardElement[] tail = more > 0 ? [CardParts.Line(CardText.Ours($"The newest are shown, {more} more are not: type **indicators for** and a part of the value."))] : [];
        return (CardBudget.Fit(
            title, [.. head, .. none, .. listed.Rows.Take(Most).Select(Entry)], CardText.Ours("Type **indicators for** and a part of the value to see fewer."),
            [.. tail, CardParts.AsOf(now)]), title);
    }

    private static Container Entry(ListedIndicator row)
    {
        var until = row.ExpiresAt is { } at ? CardText.Ours($"until {CardText.Theirs(at.UtcDateTime.ToString("d MMM yyyy", System.Globalization.CultureInfo.InvariantCulture))}") : CardText.Ours("for ever");
        return new(
        [
            new TextBlock(CardText.Ours($"{CardText.Theirs(row.Action)}: {CardText.Theirs(row.Value, LongestValue)}")) { Weight = TextWeight.Bolder },
            CardParts.Line(CardText.Ours($"{CardText.Theirs(row.Title, 120)}, {until}, made by {CardText.TheirName(row.CreatedBy.Length > 0 ? row.CreatedBy : "somebody unknown", 80)}")),
        ])
        { Separator = true };
    }
}
