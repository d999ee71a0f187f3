using BotResponder.Defender;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>The link of a collected package.</summary>
internal static class PackageCard
{
    public static (AdaptiveCard Card, CardText Summary) Render(InvestigationPackage package, DateTimeOffset now)
    {
        var title = CardText.Ours($"Investigation package of {CardText.Theirs(package.Device)}");
        var collected = package.CollectedAt is { } at ? CardText.Ours($"Collected {CardParts.Time(at)}. ") : CardText.Empty;
        return (
            new AdaptiveCard
            {
                FallbackText = title,
                Body =
                [
                    CardParts.Heading(title),
                    CardParts.Line(CardText.Ours($"{collected}The link works for about a minute, for whoever holds it. Ask again when it is over.")),
                    CardParts.AsOf(now),
                ],
                Actions = [new OpenUrlAction(package.Link) { Title = CardText.Ours("Download the package") }],
            },
            title);
    }
}
