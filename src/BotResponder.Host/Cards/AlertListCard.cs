using BotResponder.Defender.Alerts;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>Open alerts: how many there are, and the first of them with their whole ids.</summary>
internal static class AlertListCard
{
    private const int LongestTitle = 100;

    /// <param name="severity">One of ours; null for all.</param>
    public static (AdaptiveCard Card, CardText Summary) Render(OpenAlerts open, string? severity, string customer, DateTimeOffset now)
    {
        var which = severity is null ? CardText.Empty : CardText.Ours($" of severity {CardText.Theirs(severity)}");
        var title = CardText.Ours($"Open alerts{which} of {CardText.Theirs(customer)}: {open.Count}");
        var card = CardBudget.Fit(
            title, [.. open.Shown.Select(Entry)], CardText.Ours("Ask for one severity to see fewer."), [.. Rest(open), .. Hints(open), CardParts.AsOf(now)]);
        return (card, title);
    }

    private static Container Entry(SeenAlert alert) => new(
    [
        CardParts.Line(CardText.Ours($"**{CardText.Theirs(alert.Title, LongestTitle)}**: {CardText.Theirs(alert.Severity)}, {CardText.Theirs(alert.Status)}")),
        CardParts.Small(CardText.Theirs(alert.Id, CardParts.Whole)),
    ])
    { Separator = true };

    private static IEnumerable<CardElement> Rest(OpenAlerts open) => open.Count > open.Shown.Length
        ? [CardParts.Line(CardText.Ours($"{open.Count - open.Shown.Length} more are not listed here."))]
        : [];

    private static IEnumerable<CardElement> Hints(OpenAlerts open) => open.Shown.IsEmpty ? [] :
    [
        CardParts.Small(CardText.Ours("Type **alert** and an id to see one of them. To resolve several with one verdict put commas between their ids: **resolve ID, ID as false-positive/not-malicious because** and why. All of a severity, or of a device: **resolve-alerts low on WS-042 as false-positive/not-malicious because** and why.")),
    ];
}
