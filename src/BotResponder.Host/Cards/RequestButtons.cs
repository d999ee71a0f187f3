using BotResponder.Core.Requests;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>What can be done with a request now. A final card that cannot be undone has no button but the portal's.</summary>
internal static class RequestButtons
{
    public static IReadOnlyList<CardAction>? Of(RequestView view)
    {
        var request = view.Request;
        List<CardAction> buttons = [];
        switch (request.State)
        {
            case RequestState.Pending:
                buttons.Add(Verb(request, CardVerbs.Approve, CardText.Ours("Approve"), ActionStyle.Positive));
                buttons.Add(Verb(request, CardVerbs.Deny, CardText.Ours("Deny"), ActionStyle.Destructive));
                buttons.Add(Verb(request, CardVerbs.Withdraw, CardText.Ours("Withdraw"), null) with { AssociatedInputs = AssociatedInputs.None });
                break;
            case RequestState.Approved:
                buttons.Add(Verb(request, CardVerbs.Withdraw, CardText.Ours("Withdraw"), null));
                break;
            case RequestState.Running when request.CanStop:
                buttons.Add(Verb(request, CardVerbs.Withdraw, CardText.Ours("Stop the rest"), ActionStyle.Destructive) with { Tooltip = CardText.Ours("What has not been sent yet is not sent any more") });
                break;
            case var state when RequestLifecycle.IsFinal(state) && request.HasDoneAny && view.CanBeUndone && request.UndoneBy is null:
                buttons.Add(Verb(request, CardVerbs.Undo, CardText.Ours("Undo"), null) with { Tooltip = CardText.Ours("Asks to take it back; somebody approves that too") });
                break;
            default:
                break;
        }

        if (request.Operations is [{ Preview.PortalLink: { Scheme: "https" } link }])
        {
            buttons.Add(new OpenUrlAction(link) { Title = CardText.Ours("Open in Defender") });
        }

        return buttons.Count == 0 ? null : buttons;
    }

    /// <summary>Carries the request's id only: what it shows is read from the store, however old the card is that asks.</summary>
    public static ExecuteAction Refresh(ResponseRequest request) => Verb(request, CardVerbs.Refresh, CardText.Ours("Refresh"), null);

    private static ExecuteAction Verb(ResponseRequest request, string verb, CardText title, ActionStyle? style) => new()
    {
        Title = title,
        Verb = verb,
        Style = style,
        Data = new Dictionary<string, string>(StringComparer.Ordinal) { [CardVerbs.Request] = request.Id.Value },
    };
}
