using BotResponder.Core.Containments;
using BotResponder.Core.Customers;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>What the bot has contained and nobody has released, a page a card, oldest first. A look, not a copy that is kept up to date.</summary>
internal static class ContainedCard
{
    /// <summary>Each has a button of its own: few enough for a phone.</summary>
    public const int Size = 5;

    public static int Pages(int count) => Math.Max(1, (count + Size - 1) / Size);

    /// <param name="shown">Those of the page.</param>
    /// <param name="page">1 to <see cref="Pages"/>.</param>
    public static (AdaptiveCard Card, CardText Summary) Render(Customer customer, IReadOnlyList<ContainedLine> shown, int count, int page, DateTimeOffset now)
    {
        var title = CardText.Ours($"Still contained for {CardText.Theirs(customer.Name)}: {count}");
        List<CardElement> tail = [];
        if (page < Pages(count))
        {
            tail.Add(CardParts.Small(CardText.Ours($"Page {page} of {Pages(count)}. Type **contained {page + 1}** for the next.")));
        }

        tail.Add(CardParts.Small(CardText.Ours("Undo asks for a release with its own approvals. What was ended in the portal stays here until the bot learns of it.")));
        tail.Add(CardParts.AsOf(now));
        return (CardBudget.Fit(title, [.. shown.Select(line => Entry(line, customer.TimeZone))], CardText.Ours("Type **contained** and the number of a page."), tail), title);
    }

    private static Container Entry(ContainedLine line, TimeZoneInfo zone)
    {
        var contained = line.Containment;
        List<CardElement> items =
        [
            new TextBlock(CardText.Ours($"{CardText.TheirName(contained.Target.Name, 80)}: {CardText.Theirs(line.Words.During)}")) { Weight = TextWeight.Bolder },
            CardParts.Small(CardText.Theirs(contained.Target.Id, CardParts.Whole)),
            CardParts.Line(CardText.Ours($"Since {CardText.Theirs(CustomerClock.Say(zone, contained.Since))}, asked by {CardText.TheirName(contained.By.Name, 80)} in {CardText.Theirs(contained.Code.Value)}")),
            CardParts.Line(End(line, zone)),
            new ActionSet([RequestButtons.Undo(contained.Request, contained.Code, CardText.Ours($"Undo {CardText.Theirs(contained.Code.Value)}"))]),
        ];
        return new(items) { Separator = true };
    }

    private static CardText End(ContainedLine line, TimeZoneInfo zone) => line.Lease switch
    {
        null => CardText.Ours("No end: it lasts until somebody undoes it"),
        { Note: { } note } => CardText.Theirs(note, 400),
        { Ends: { } ends } => RequestLease.Until(line.Words, zone, ends),
        _ => CardText.Ours("Its time begins when all of its targets are done"),
    };
}

/// <param name="Lease">Of its request; null when it has no end.</param>
/// <param name="Words">How the action calls what it does.</param>
internal sealed record ContainedLine(Containment Containment, Lease? Lease, Core.Commands.LastingWords Words);
