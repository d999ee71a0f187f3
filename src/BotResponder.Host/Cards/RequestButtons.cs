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

    /// <summary>Wherever a request is shown that can be taken back.</summary>
    public static ExecuteAction Undo(RequestId id, ShortCode code, CardText title) =>
        Typed(id, code, CardVerbs.Undo, title, null) with { Tooltip = CardText.Ours("Asks to take it back, as a request of its own") };

    private static IEnumerable<CardAction> Decisions(RequestView view)
    {
        var request = view.Request;
        return GlassButtons.Of(view, Verb).Concat((request.State, view.Audience.Role) switch
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
            (RequestState.Running, CardRole.Everybody) when view.AwaitsWord => [Look(request)],
            (RequestState.Running, _) when view.AwaitsWord && view.Audience.MayAct =>
                [Typed(request, CardVerbs.Done, CardText.Ours("Done"), ActionStyle.Positive) with { Tooltip = CardText.Ours("Says that somebody has done it in the portal, and has me look") }],
            (RequestState.Pending or RequestState.Approved, CardRole.Everybody) => [Look(request)],
            (_, CardRole.Everybody) when request.AwaitsReview => [Look(request), .. Undo(view)],
            (RequestState.Running, CardRole.Everybody) when request.CanStop => [Look(request)],
            _ => Undo(view),
        });
    }

    private static IEnumerable<CardAction> Undo(RequestView view) =>
        view.Request is { HoldsAny: true, UndoneBy: null } request && RequestLifecycle.IsFinal(request.State) && view.CanBeUndone
            ? [Undo(request.Id, request.Code, CardText.Ours("Undo"))]
            : [];

    /// <summary>For whose client the card did not fetch by itself.</summary>
    private static ExecuteAction Look(ResponseRequest request) =>
        Verb(request, CardVerbs.Refresh, CardText.Ours("Show my buttons"), null) with { Tooltip = CardText.Ours("Shows what you can do with this request") };

    /// <summary>A client that is too old for the button types the words, which go through the very same door.</summary>
    private static ExecuteAction Typed(ResponseRequest request, string verb, CardText title, ActionStyle? style) => Typed(request.Id, request.Code, verb, title, style);

    private static ExecuteAction Typed(RequestId id, ShortCode code, string verb, CardText title, ActionStyle? style) =>
        Verb(id, verb, title, style) with { Fallback = new TypedFallback(title, $"{verb} {code}") };

    private static ExecuteAction Verb(ResponseRequest request, string verb, CardText title, ActionStyle? style) => Verb(request.Id, verb, title, style);

    private static ExecuteAction Verb(RequestId id, string verb, CardText title, ActionStyle? style) => new()
    {
        Title = title,
        Verb = verb,
        Style = style,
        Data = new Dictionary<string, string>(StringComparer.Ordinal) { [CardVerbs.Request] = id.Value },
    };
}
