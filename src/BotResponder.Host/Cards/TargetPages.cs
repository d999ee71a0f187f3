using BotResponder.Core.Requests;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>The targets of a request, a page a card, in the order in which they were typed.</summary>
internal static class TargetPages
{
    private const int Size = 50;
    private const int ShortName = 12;

    public static int Count(ResponseRequest request) => (request.Operations.Length + Size - 1) / Size;

    /// <summary>Every id of the page stands on it whole; names are cut where they would make it too large for Teams.</summary>
    /// <param name="page">1 to <see cref="Count"/>.</param>
    public static (AdaptiveCard Card, CardText Summary) Render(ResponseRequest request, int page, DateTimeOffset now)
    {
        var title = CardText.Ours($"Targets of {CardText.Theirs(request.Code.Value)}, page {page} of {Count(request)}");
        var card = Draw(request, page, now, title, RequestTargets.NameLength);
        return (CardBudget.IsLarge(card, title) ? Draw(request, page, now, title, ShortName) : card, title);
    }

    private static AdaptiveCard Draw(ResponseRequest request, int page, DateTimeOffset now, CardText title, int nameLength)
    {
        var lines = request.Operations.Select((operation, index) => (operation, index)).Skip((page - 1) * Size).Take(Size).Select(each =>
            CardParts.Line(CardText.Ours($"**{each.index + 1}** {RequestTargets.Line(each.operation, nameLength)}: {CardText.Theirs(RequestTargets.Stage(each.operation))}")));
        List<CardElement> body = [CardParts.Heading(title), .. lines];
        if (page < Count(request))
        {
            body.Add(CardParts.Small(CardText.Ours($"Type **targets {CardText.Theirs(request.Code.Value)} {page + 1}** for the next page.")));
        }

        body.Add(CardParts.AsOf(now));
        return new() { FallbackText = title, Body = body, FullWidth = true };
    }
}
