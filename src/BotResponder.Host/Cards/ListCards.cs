using BotResponder.Core.Actions;
using BotResponder.Core.Audit;
using BotResponder.Core.Requests;
using BotResponder.Core.Work;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>Cards that list: what is open, how things stand, what was written down. Two short lines an entry, so that a phone shows them.</summary>
internal static class ListCards
{
    public static (AdaptiveCard Card, CardText Summary) Pending(
        string customer, IReadOnlyList<ResponseRequest> open, Func<ActionId, string> title, DateTimeOffset now)
    {
        var entries = open.Select(request => new Container(
        [
            new TextBlock(CardText.Ours($"{CardText.Theirs(request.Code.Value)} {CardText.Theirs(title(request.Action))}: {CardText.Theirs(request.Subject, 80)}")) { Weight = TextWeight.Bolder },
            CardParts.Line(CardText.Ours($"{CardText.Theirs(RequestLifecycle.Describe(request.State))}, asked by {CardText.Theirs(request.Requester.Name, 80)} at {CardParts.Minute(request.CreatedAt)}{Until(request)}")),
            .. Review(request),
        ])
        { Separator = true });
        var heading = CardText.Ours($"Open for {CardText.Theirs(customer)}: {open.Count}");
        return (CardBudget.Fit(
            heading, [.. entries], CardText.Ours("The oldest are shown; type **audit** for the newest lines of the trail."),
            [CardParts.Small(CardText.Ours("Type **show** and the code to see a request here.")), CardParts.AsOf(now)]), heading);
    }

    public static (AdaptiveCard Card, CardText Summary) Status(string customer, IReadOnlyList<ResponseRequest> open, QueueDepth queue, DateTimeOffset now)
    {
        var counts = open.GroupBy(request => request.State).OrderBy(group => group.Key)
            .Select(group => new Fact(CardText.Theirs(RequestLifecycle.Describe(group.Key)), CardText.Ours($"{group.Count()}")));
        var stuck = queue.Parked == 0 ? CardText.Ours("moves; nothing is parked") : CardText.Ours($"{queue.Parked} work item(s) failed again and again and are parked: tell the people who run this bot");
        return Card(CardText.Ours($"{CardText.Theirs(customer)}: {open.Count} open"),
            [new FactSet([.. counts, new(CardText.Ours("My own work"), stuck)]), CardParts.AsOf(now)]);
    }

    public static (AdaptiveCard Card, CardText Summary) Audit(string customer, string? subject, IReadOnlyList<SealedEntry> entries, DateTimeOffset now)
    {
        var title = subject is null
            ? CardText.Ours($"Audit trail of {CardText.Theirs(customer)}, newest first")
            : CardText.Ours($"Audit trail of {CardText.Theirs(subject, 80)}, newest first");
        return (CardBudget.Fit(
            title, [.. entries.Select(Entry)], CardText.Ours("The newest are shown; type **audit for** and a device or a code to see fewer."), [CardParts.AsOf(now)]), title);
    }

    private static Container Entry(SealedEntry line)
    {
        var fact = line.Entry.Fact;
        var code = fact.Code is { } known ? CardText.Ours($" {CardText.Theirs(known.Value)}") : CardText.Empty;
        return new(
        [
            new TextBlock(CardText.Ours($"{CardParts.Time(line.Entry.At)}  {CardText.Theirs(fact.Actor.Name, 80)}{code}")) { Weight = TextWeight.Bolder },
            CardParts.Line(CardText.Theirs(fact.Sentence, 400)),
            CardParts.Small(CardText.Ours($"line {line.Entry.Sequence.ToText()}, {CardText.Theirs(fact.Kind)}, hash {CardText.Theirs(line.Hash[..12])}")),
        ])
        { Separator = true };
    }

    private static IEnumerable<CardElement> Review(ResponseRequest request) => request is { AwaitsReview: true, Glass: { } glass }
        ? [CardParts.Line(CardText.Ours($"**Glass broken**: waits for the review of {CardText.Theirs(glass.Missing)}, due by {CardParts.Time(glass.ReviewBy)}"))]
        : [];

    private static CardText Until(ResponseRequest request) =>
        request.State == RequestState.Pending ? CardText.Ours($", until {CardParts.Minute(request.ExpiresAt)}") : CardText.Empty;

    private static CardText ToText(this long number) => CardText.Theirs(number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static (AdaptiveCard Card, CardText Summary) Card(CardText title, IEnumerable<CardElement> body) =>
        (new AdaptiveCard { FallbackText = title, Body = [CardParts.Heading(title), .. body], FullWidth = true }, title);
}
