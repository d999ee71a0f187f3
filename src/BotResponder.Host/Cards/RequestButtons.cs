using BotResponder.Core.Requests;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>What the reader can do with a request now. A final card has no button but Undo, which asks for a new request.</summary>
internal static class RequestButtons
{
    public static IReadOnlyList<CardAction>? Of(RequestView view)
    {
        List<CardAction> buttons = [.. Decisions(view)];
        if (!RequestLifecycle.IsFinal(view.Request.State) && view.PortalLink is { } link)
        {
            buttons.Add(new OpenUrlAction(link) { Title = CardText.Ours("Open in Defender") });
        }

        return buttons.Count == 0 ? null : buttons;
    }

    /// <summary>Carries the request's id only: what it shows is read from the store, however old the card is that asks.</summary>
    public static ExecuteAction Refresh(ResponseRequest request) => Verb(request, CardVerbs.Refresh, CardText.Ours("Refresh"), null);

    private static IEnumerable<CardAction> Decisions(RequestView view)
    {
        var request = view.Request;
        return (request.State, view.Audience.Role) switch
        {
            (RequestState.Pending, CardRole.Approver) =>
            [
                Typed(request, CardVerbs.Approve, CardText.Ours("Approve"), ActionStyle.Positive),
                Typed(request, CardVerbs.Deny, CardText.Ours("Deny"), ActionStyle.Destructive),
            ],
            (RequestState.Pending or RequestState.Approved, CardRole.Requester) =>
                [Typed(request, CardVerbs.Withdraw, CardText.Ours("Withdraw"), null) with { AssociatedInputs = AssociatedInputs.None }],
            (RequestState.Running, CardRole.Requester) when request.CanStop =>
                [Typed(request, CardVerbs.Withdraw, CardText.Ours("Stop the rest"), ActionStyle.Destructive) with { Tooltip = CardText.Ours("What has not been sent yet is not sent any more") }],
            (RequestState.Running, CardRole.Requester) when request.IsHandedOver =>
                [Typed(request, CardVerbs.Withdraw, CardText.Ours("Withdraw"), ActionStyle.Destructive) with { Tooltip = CardText.Ours("Nobody watches it any more then; what was started goes on") }],
            (RequestState.Running, CardRole.Everybody) when request.IsHandedOver => [Look(request)],
            (RequestState.Pending or RequestState.Approved, CardRole.Everybody) => [Look(request)],
            (RequestState.Running, CardRole.Everybody) when request.CanStop => [Look(request)],
            (var state, _) when RequestLifecycle.IsFinal(state) && request.HoldsAny && view.CanBeUndone && request.UndoneBy is null =>
                [Typed(request, CardVerbs.Undo, CardText.Ours("Undo"), null) with { Tooltip = CardText.Ours("Asks to take it back, as a request of its own") }],
            _ => [],
        };
    }

    /// <summary>For whose client the card did not fetch by itself.</summary>
    private static ExecuteAction Look(ResponseRequest request) =>
        Verb(request, CardVerbs.Refresh, CardText.Ours("Show my buttons"), null) with { Tooltip = CardText.Ours("Shows what you can do with this request") };

    /// <summary>A client that is too old for the button types the words, which go through the very same door.</summary>
    private static ExecuteAction Typed(ResponseRequest request, string verb, CardText title, ActionStyle? style) =>
        Verb(request, verb, title, style) with { Fallback = new TypedFallback(title, $"{verb} {request.Code}") };

    private static ExecuteAction Verb(ResponseRequest request, string verb, CardText title, ActionStyle? style) => new()
    {
        Title = title,
        Verb = verb,
        Style = style,
        Data = new Dictionary<string, string>(StringComparer.Ordinal) { [CardVerbs.Request] = request.Id.Value },
    };
}
