using BotResponder.Core.Requests;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>The card of a request in every state. A pure function of the request and its reader: every copy of it is rendered whole, again and again.</summary>
internal static class RequestCard
{
    /// <summary>The longest form that Teams surely takes.</summary>
    public static OutgoingMessage.Card Fit(RequestView view)
    {
        var message = ToMessage(view);
        foreach (var limits in new[] { CardLimits.Short, CardLimits.Shortest })
        {
            message = message.Measure().IsLarge ? ToMessage(view with { Limits = limits }) : message;
        }

        return message;
    }

    public static AdaptiveCard Render(RequestView view)
    {
        var request = view.Request;
        List<CardElement> body = [.. Notice(view), CardParts.Heading(CardText.Ours($"{CardText.Theirs(view.Title)}: {CardText.TheirName(request.Subject, 80)}"))];
        if (request.Operations is [var single])
        {
            // Before anything that somebody else has written: nothing may push it out of sight.
            body.Add(CardParts.Line(RequestTargets.Line(single)));
        }

        body.AddRange(RequestGlass.Banner(view));
        body.Add(RequestStatus.Banner(view));
        body.AddRange(RequestLease.Of(view));
        body.AddRange(RequestHints.Of(view));
        body.AddRange(LeftOut(view));
        body.Add(RequestFacts.Summary(view));
        body.AddRange(RequestFacts.Warnings(view));
        body.AddRange(RequestFacts.Consequences(view));
        body.AddRange(RequestFacts.Targets(view));
        body.AddRange(RequestStatus.Reviews(view));
        body.AddRange(Comment(view));
        body.AddRange(RequestFacts.SmallPrint(view));
        return new()
        {
            FallbackText = Summarize(view),
            Body = body,
            Actions = RequestButtons.Of(view),
            FullWidth = true,
            Mentions = RequestHints.Mentions(view),
            Refresh = RequestLifecycle.IsFinal(request.State) && !request.AwaitsReview ? null : new(RequestButtons.Refresh(request), view.Audience.Viewers),
        };
    }

    /// <summary>For the toast and the feed: what, to whom, where it stands.</summary>
    public static CardText Summarize(RequestView view)
    {
        var request = view.Request;
        return CardText.Ours($"{CardText.Theirs(request.Code.Value)} {CardText.Theirs(view.Title)}: {CardText.TheirName(request.Subject, 80)}, {CardText.Theirs(RequestLifecycle.Describe(request.State))}");
    }

    private static OutgoingMessage.Card ToMessage(RequestView view) => new(Render(view), Summarize(view)) { Alert = view.Request.State == RequestState.Pending || view.Request.AwaitsReview };

    private static IEnumerable<CardElement> Notice(RequestView view) => view.Notice is { } notice
        ? [new Container([CardParts.Line(CardText.Theirs(notice.Sentence, view.Limits.Sentence))]) { Style = ContainerStyle.Warning }]
        : [];

    private static IEnumerable<CardElement> LeftOut(RequestView view)
    {
        var code = CardText.Theirs(view.Request.Code.Value);
        return view.Limits.IsShortened
            ? [new Container([CardParts.Line(CardText.Ours($"**This card is shortened**, because all of it would be too much for Teams: texts are cut, and facts, warnings and comments may be missing. Type **targets {code}** to see every target with its id, **audit for {code}** to see what was written down."))]) { Style = ContainerStyle.Attention }]
            : [];
    }

    private static IEnumerable<CardElement> Comment(RequestView view) => view.Audience.Role == CardRole.Approver && (view.Request.State == RequestState.Pending || view.Request.AwaitsReview)
        ?
        [
            new TextInput
            {
                Id = CardVerbs.Comment,
                Label = view.Request.AwaitsReview ? CardText.Ours("Comment (needed for Not ok)") : CardText.Ours("Comment (optional)"),
                Placeholder = view.Request.AwaitsReview ? CardText.Ours("What you found") : CardText.Ours("Why you approve or deny"),
                MaxLength = 500,
                IsMultiline = true,
            },
        ]
        : [];
}
