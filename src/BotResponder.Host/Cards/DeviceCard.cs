using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Requests;
using BotResponder.Defender.Lookups;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>A device as it is now, for somebody who looks: nothing on it decides or changes anything.</summary>
internal static class DeviceCard
{
    private const int LongestFact = 300;

    /// <summary>As many open requests as anybody reads; <c>pending</c> shows them all.</summary>
    private const int MostOpen = 5;

    public static (AdaptiveCard Card, CardText Summary) Render(DeviceView view)
    {
        var sheet = view.Sheet;
        var title = CardText.Ours($"Device {CardText.TheirName(sheet.Name, 100)}");
        var facts = new FactSet(
        [
            new(CardText.Ours("Customer"), CardText.Theirs(view.Customer)),
            .. sheet.Facts.Select(fact => new Fact(CardText.Theirs(fact.Label), CardText.Theirs(fact.Text, LongestFact))),
        ]);
        var card = CardBudget.Fit(
            title, [facts, .. Warnings(sheet), .. Open(view), .. Actions(view)], CardText.Ours("Type **pending** or **audit for** and the device's name, or look in Defender."),
            [CardParts.AsOf(view.Now)]);
        return (sheet.Portal is { } page ? card with { Actions = [new OpenUrlAction(page) { Title = CardText.Ours("Open in Defender") }] } : card, title);
    }

    private static IEnumerable<CardElement> Warnings(DeviceSheet sheet) => sheet.Warnings.IsEmpty
        ? []
        : [new Container([CardParts.Section(CardText.Ours("Take care")), .. sheet.Warnings.Select(warning => CardParts.Line(CardText.Ours($"• {CardText.Theirs(warning, CardParts.Whole)}")))]) { Style = ContainerStyle.Attention }];

    private static IEnumerable<CardElement> Open(DeviceView view)
    {
        yield return CardParts.Section(CardText.Ours("My open requests"));
        if (view.Open.Count == 0)
        {
            yield return CardParts.Line(CardText.Ours("None."));
        }

        foreach (var request in view.Open.Take(MostOpen))
        {
            yield return CardParts.Line(CardText.Ours(
                $"• **{CardText.Theirs(request.Code.Value)}** {CardText.Theirs(view.TitleOf(request.Action))}: {CardText.Theirs(RequestLifecycle.Describe(request.State))}, asked by {CardText.TheirName(request.Requester.Name, 80)} at {CardParts.Minute(request.CreatedAt)}"));
        }

        if (view.Open.Count > MostOpen)
        {
            yield return CardParts.Line(CardText.Ours($"• {view.Open.Count - MostOpen} more: type **pending**"));
        }
    }

    private static IEnumerable<CardElement> Actions(DeviceView view)
    {
        yield return CardParts.Section(CardText.Ours("What Defender was told to do, newest first"));
        if (view.Sheet.ActionsUnread is { } why)
        {
            yield return CardParts.Line(CardText.Ours($"Unknown: {CardText.Theirs(why, CardParts.Whole)}"));
        }
        else if (view.Sheet.Actions.IsEmpty)
        {
            yield return CardParts.Line(CardText.Ours("Nothing on record."));
        }

        foreach (var action in view.Sheet.Actions)
        {
            var at = action.At is { } instant ? CardParts.Time(instant) : CardText.Ours("at an unknown time");
            yield return CardParts.Line(CardText.Ours($"• {at} {CardText.Theirs(action.Title)}: {CardText.Theirs(action.Status)}, {By(view, action)}"));
        }
    }

    private static CardText By(DeviceView view, SeenAction action) =>
        action.Claims is { } request && view.Ours.TryGetValue(request, out var code) ? CardText.Ours($"by me for {CardText.Theirs(code.Value)}")
        : action.Requestor.Length > 0 ? CardText.Ours($"not by me: {CardText.TheirName(action.Requestor, 80)}")
        : CardText.Ours("not by me");
}

/// <param name="Open">The bot's requests about this device that are not finished, oldest first.</param>
/// <param name="Ours">Which of the requests that machine actions claim to be of are really the bot's, and about this device.</param>
/// <param name="TitleOf">What an action is called.</param>
internal sealed record DeviceView(
    string Customer, DeviceSheet Sheet, IReadOnlyList<ResponseRequest> Open, ImmutableDictionary<RequestId, ShortCode> Ours, Func<ActionId, string> TitleOf, DateTimeOffset Now);
