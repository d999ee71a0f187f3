using BotResponder.Core.Requests;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>The targets of a request, a page a card, in the order in which they were typed.</summary>
internal static class TargetPages
{
    private const int Size = 50;

    public static int Count(ResponseRequest request) => (request.Operations.Length + Size - 1) / Size;

    /// <param name="page">1 to <see cref="Count"/>.</param>
    public static (AdaptiveCard Card, CardText Summary) Render(ResponseRequest request, int page, DateTimeOffset now)
    {
        var title = CardText.Ours($"Targets of {CardText.Theirs(request.Code.Value)}, page {page} of {Count(request)}");
        var lines = request.Operations.Select((operation, index) => (operation, index)).Skip((page - 1) * Size).Take(Size).Select(each =>
            CardParts.Line(CardText.Ours($"**{each.index + 1}** {RequestTargets.Line(each.operation)}: {CardText.Theirs(RequestTargets.Stage(each.operation))}")));
        List<CardElement> body = [CardParts.Heading(title), .. lines];
        if (page < Count(request))
        {
            body.Add(CardParts.Small(CardText.Ours($"Type **targets {CardText.Theirs(request.Code.Value)} {page + 1}** for the next page.")));
        }

        body.Add(CardParts.AsOf(now));
        return (new AdaptiveCard { FallbackText = title, Body = body, FullWidth = true }, title);
    }
}
