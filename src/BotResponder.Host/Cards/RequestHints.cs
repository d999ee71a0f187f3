using BotResponder.Core.Requests;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>Who must act, and how: by button or, where a client shows none, by words.</summary>
internal static class RequestHints
{
    /// <summary>Enough for the toast; a card that names a whole department is read by nobody.</summary>
    private const int MostNamed = 10;

    public static IEnumerable<CardElement> Of(RequestView view)
    {
        var (request, role) = (view.Request, view.Audience.Role);
        var code = CardText.Theirs(request.Code.Value);
        return (request.State, role) switch
        {
            (RequestState.Pending, CardRole.Everybody) =>
            [
                .. Named(view),
                CardParts.Small(CardText.Ours($"Approvers see Approve and Deny here. Where they do not show, type **approve {code}** or **deny {code}** (mention me in a channel). Whoever asked can type **withdraw {code}**.")),
            ],
            (RequestState.Pending, CardRole.Approver) => [CardParts.Small(CardText.Ours($"You may approve or deny it, here or by typing **approve {code}** or **deny {code}**."))],
            (RequestState.Pending, CardRole.Requester) => [CardParts.Small(CardText.Ours($"This is your request. Until somebody answers you can take it back, here or by typing **withdraw {code}**."))],
            (RequestState.Pending, CardRole.Bystander) => [CardParts.Small(CardText.Ours("There is nothing for you to decide now."))],
            (_, CardRole.Everybody) when request.AwaitsReview => [.. Named(view)],
            (RequestState.Approved, CardRole.Everybody) => [CardParts.Small(CardText.Ours($"Whoever asked can still type **withdraw {code}**."))],
            (RequestState.Running, _) when view.AwaitsWord => [CardParts.Small(CardText.Ours($"When it is done in the portal, say so: **Done** here, or type **done {code}** (mention me in a channel). Then I look whether it was."))],
            (RequestState.Running, CardRole.Everybody) when request.CanStop => [CardParts.Small(CardText.Ours($"Whoever asked can type **withdraw {code}** to stop what has not been sent yet."))],
            _ => [],
        };
    }

    /// <summary>The mentions that <see cref="Of"/> has put into the text.</summary>
    public static IReadOnlyList<Mention> Mentions(RequestView view) =>
        (view.Request.State == RequestState.Pending || view.Request.AwaitsReview) && view.Audience.Role == CardRole.Everybody ? [.. view.Audience.MustAct.Take(MostNamed)] : [];

    private static IEnumerable<CardElement> Named(RequestView view)
    {
        var named = Mentions(view);
        if (named.Count == 0)
        {
            return [];
        }

        var more = view.Audience.MustAct.Count - named.Count;
        var names = CardText.Join(", ", named.Select(mention => mention.InText));
        return [CardParts.Line(more > 0 ? CardText.Ours($"Please look: {names} and {more} more") : CardText.Ours($"Please look: {names}"))];
    }
}
