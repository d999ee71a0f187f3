using BotResponder.Core.BreakGlass;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>What stands on the card of a request for which somebody broke the glass, whatever became of it.</summary>
internal static class RequestGlass
{
    public static IEnumerable<CardElement> Banner(RequestView view)
    {
        if (view.Request.Glass is not { } glass)
        {
            return [];
        }

        var who = CardText.TheirName(view.Request.Requester.Name, 80);
        List<CardElement> lines =
        [
            new TextBlock(CardText.Ours($"Glass broken by {who}: this ran without anybody's approval")) { Weight = TextWeight.Bolder },
            CardParts.Line(glass.IsReviewed
                ? CardText.Ours("It is reviewed.")
                : CardText.Ours($"{CardText.Theirs(glass.Missing)} must review it by {CardParts.Time(glass.ReviewBy)}, or the alarm goes out, again and again until it is reviewed.")),
            .. glass.Verdicts.Select(verdict => CardParts.Line(Describe(verdict, view.Limits))),
            .. Hint(view),
        ];
        return [new Container(lines) { Style = glass.Verdicts.All(verdict => verdict.IsRight) ? ContainerStyle.Warning : ContainerStyle.Attention }];
    }

    private static IEnumerable<CardElement> Hint(RequestView view)
    {
        var code = CardText.Theirs(view.Request.Code.Value);
        return (view.Request.AwaitsReview, view.Audience.Role) switch
        {
            (true, CardRole.Everybody) => [CardParts.Small(CardText.Ours($"Approvers see Ok and Not ok here. Where they do not show, type **reviewed {code} ok** or **reviewed {code} not ok because** and why (mention me in a channel)."))],
            (true, CardRole.Approver) => [CardParts.Small(CardText.Ours($"Was it right? Say so here, or type **reviewed {code} ok** or **reviewed {code} not ok because** and why."))],
            _ => [],
        };
    }

    private static CardText Describe(GlassVerdict verdict, CardLimits limits)
    {
        var found = verdict.IsRight ? CardText.Ours("it was right") : CardText.Ours("it was not right");
        var line = CardText.Ours($"{CardText.TheirName(verdict.Reviewer.Name, 80)} found at {CardParts.Minute(verdict.At)}: {found}");
        return verdict.Comment is null ? line : CardText.Ours($"{line}: {CardText.Theirs(verdict.Comment, limits.Comment)}");
    }
}

/// <summary>A reviewer's two buttons.</summary>
internal static class GlassButtons
{
    public static IEnumerable<CardAction> Of(RequestView view, Func<Core.Requests.ResponseRequest, string, CardText, ActionStyle?, ExecuteAction> verb)
    {
        var request = view.Request;
        return request.AwaitsReview && view.Audience.Role == CardRole.Approver
            ?
            [
                Typed(verb(request, CardVerbs.ReviewedOk, CardText.Ours("Ok: it was right"), ActionStyle.Positive), $"reviewed {request.Code} ok"),
                Typed(verb(request, CardVerbs.ReviewedNotOk, CardText.Ours("Not ok"), ActionStyle.Destructive), $"reviewed {request.Code} not ok"),
            ]
            : [];
    }

    private static ExecuteAction Typed(ExecuteAction action, string words) => action with { Fallback = new TypedFallback(action.Title!, words) };
}
