using BotResponder.Defender.Alerts;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>An alert or an incident, as Defender has it now. A look, not a copy that is kept up to date: it says when it was true.</summary>
internal static class CaseCard
{
    private const int MostComments = 3;
    private const int LongestTitle = 150;

    public static (AdaptiveCard Card, CardText Summary) Render(CaseView view, string customer, DateTimeOffset now)
    {
        var what = view.IsAlert ? CardText.Ours("Alert") : CardText.Ours("Incident");
        var title = CardText.Ours($"{what}: {CardText.Theirs(view.Title, LongestTitle)}");
        List<CardElement> entries = [Facts(view, customer), .. Story(view), .. Evidence(view), .. Alerts(view), .. Comments(view)];
        var card = CardBudget.Fit(title, entries, CardText.Ours("Open it in Defender to see all of it."), [.. Hints(view), CardParts.AsOf(now)]);
        return (card with { Actions = [new OpenUrlAction(view.Portal) { Title = CardText.Ours("Open in Defender") }] }, title);
    }

    private static FactSet Facts(CaseView view, string customer) => new(
    [
        new(view.IsAlert ? CardText.Ours("Alert id") : CardText.Ours("Incident"), CardText.Theirs(view.Id, CardParts.Whole)),
        new(CardText.Ours("Customer"), CardText.Theirs(customer)),
        new(CardText.Ours("Severity"), CardText.Theirs(view.Severity)),
        new(CardText.Ours("Status"), CardText.Ours($"{CardText.Theirs(view.Status)}, {CardText.Theirs(view.Verdict)}")),
        new(CardText.Ours("Assigned to"), view.AssignedTo.Length > 0 ? CardText.TheirName(view.AssignedTo) : CardText.Ours("nobody")),
        .. view.Facts.Where(fact => fact.Text.Length > 0).Select(fact => new Fact(CardText.Theirs(fact.Label), CardText.Theirs(fact.Text))),
    ]);

    private static IEnumerable<CardElement> Story(CaseView view) => view.Description.Length > 0
        ? [CardParts.Section(CardText.Ours("What happened")), CardParts.Line(CardText.Theirs(view.Description, CardParts.Whole))]
        : [];

    /// <summary>Two lines each: what it is, and the whole id that commands take.</summary>
    private static IEnumerable<CardElement> Evidence(CaseView view) => view.Evidence.IsEmpty ? [] : view.Evidence.Select(Piece)
        .Prepend<CardElement>(CardParts.Section(CardText.Ours($"Evidence ({view.Evidence.Length})")));

    private static Container Piece(SeenEvidence evidence)
    {
        var name = evidence.Name.Length > 0 ? CardText.Ours($": {CardText.TheirName(evidence.Name)}") : CardText.Empty;
        var detail = evidence.Detail.Length > 0 ? CardText.Ours($" ({CardText.Theirs(evidence.Detail)})") : CardText.Empty;
        return new(
        [
            CardParts.Line(CardText.Ours($"**{CardText.Theirs(evidence.Kind)}**{name}{detail}")),
            .. evidence.Id.Length > 0 ? new[] { CardParts.Small(CardText.Theirs(evidence.Id, CardParts.Whole)) } : [],
        ])
        { Separator = true };
    }

    private static IEnumerable<CardElement> Alerts(CaseView view) => view.Alerts.IsEmpty ? [] : view.Alerts.Select(alert => new Container(
        [
            CardParts.Line(CardText.Ours($"**{CardText.Theirs(alert.Title, LongestTitle)}**: {CardText.Theirs(alert.Severity)}, {CardText.Theirs(alert.Status)}")),
            CardParts.Small(CardText.Theirs(alert.Id, CardParts.Whole)),
        ])
    { Separator = true }).Prepend<CardElement>(CardParts.Section(CardText.Ours($"Alerts ({view.Alerts.Length})")));

    private static IEnumerable<CardElement> Comments(CaseView view) => view.Comments.IsEmpty ? [] : view.Comments.Take(MostComments).Select(comment => CardParts.Line(
            CardText.Ours($"• {CardText.TheirName(comment.By)}{(comment.At is { } at ? CardText.Ours($", {CardParts.Time(at)}") : CardText.Empty)}: {CardText.Theirs(comment.Text, 400)}")))
        .Prepend<CardElement>(CardParts.Section(CardText.Ours($"Newest comments (of {view.Comments.Length})")));

    private static IEnumerable<CardElement> Hints(CaseView view)
    {
        var id = CardText.Theirs(view.Id, CardParts.Whole);
        yield return CardParts.Small((view.IsAlert, view.IsResolved) switch
        {
            (true, true) => CardText.Ours($"To take it back type **reopen {id} because** and why."),
            (true, false) => CardText.Ours($"To resolve it type **resolve {id} as true-positive/malware because** and why. A verdict that does not fit is answered with those that do."),
            (false, true) => CardText.Ours($"To take it back type **unclose {id} because** and why."),
            (false, false) => CardText.Ours($"To resolve all of it type **close {id} as true-positive/malware because** and why."),
        });
    }
}
