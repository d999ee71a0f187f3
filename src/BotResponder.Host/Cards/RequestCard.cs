using BotResponder.Core.Requests;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>The card of a request in every state. A pure function of the request: every copy of it is rendered whole, again and again.</summary>
internal static class RequestCard
{
    public static AdaptiveCard Render(RequestView view)
    {
        var request = view.Request;
        List<CardElement> body = [];
        if (view.Notice is { } notice)
        {
            body.Add(new Container([CardParts.Line(CardText.Theirs(notice.Sentence, CardParts.Whole))]) { Style = ContainerStyle.Warning });
        }

        body.Add(CardParts.Heading(CardText.Ours($"{CardText.Theirs(view.Title)}: {Target(request)}")));
        body.Add(RequestStatus.Banner(request));
        body.Add(Summary(request));
        body.AddRange(Warnings(request));
        body.AddRange(Consequences(request));
        body.AddRange(Targets(request));
        body.AddRange(RequestStatus.Reviews(request));
        if (request.State == RequestState.Pending)
        {
            body.Add(new TextInput
            {
                Id = CardVerbs.Comment,
                Label = CardText.Ours("Comment (optional)"),
                Placeholder = CardText.Ours("Why you approve or deny"),
                MaxLength = 500,
                IsMultiline = true,
            });
        }

        body.Add(CardParts.AsOf(view.Now));
        return new()
        {
            FallbackText = Summarize(view),
            Body = body,
            Actions = RequestButtons.Of(view),
            FullWidth = true,
            Refresh = RequestLifecycle.IsFinal(request.State) ? null : new(RequestButtons.Refresh(request), view.Viewers),
        };
    }

    /// <summary>For the toast and the feed: what, to whom, where it stands.</summary>
    public static CardText Summarize(RequestView view)
    {
        var request = view.Request;
        return CardText.Ours($"{CardText.Theirs(request.Code.Value)} {CardText.Theirs(view.Title)}: {Target(request)}, {CardText.Theirs(RequestLifecycle.Describe(request.State))}");
    }

    private static CardText Target(ResponseRequest request) => CardText.Theirs(request.Subject, 80);

    private static IEnumerable<CardElement> Targets(ResponseRequest request) => request.Operations is [var single]
        ?
        [
            CardParts.Section(CardText.Ours($"Before the request, at {CardParts.Minute(request.CreatedAt)}, Defender said")),
            new FactSet([.. single.Preview.Facts.Select(fact => new Fact(CardText.Theirs(fact.Label), CardText.Theirs(fact.Text, 300)))]),
        ]
        : RequestTargets.List(request);

    private static FactSet Summary(ResponseRequest request)
    {
        List<Fact> facts =
        [
            new(CardText.Ours("Request"), CardText.Theirs(request.Code.Value)),
            new(CardText.Ours("Asked by"), CardText.Ours($"{CardText.Theirs(request.Requester.Name, 80)} at {CardParts.Minute(request.CreatedAt)}")),
            new(CardText.Ours("Reason"), CardText.Theirs(request.Reason, 500)),
        ];
        if (request.Undoes is { } undone)
        {
            facts.Add(new(CardText.Ours("Takes back"), CardText.Theirs(undone.Code.Value)));
        }

        if (request.UndoneBy is { } undo)
        {
            facts.Add(new(CardText.Ours("Undo asked in"), CardText.Theirs(undo.Code.Value)));
        }

        return new(facts);
    }

    private static IEnumerable<CardElement> Warnings(ResponseRequest request)
    {
        if (RequestLifecycle.IsFinal(request.State) || request.Operations.All(operation => operation.Preview.Warnings.IsEmpty))
        {
            return [];
        }

        var warnings = request.Operations is [var single]
            ? CardParts.Bullets(single.Preview.Warnings)
            : RequestTargets.Warnings(request).Select(CardParts.Line);
        return [new Container([CardParts.Section(CardText.Ours("Take care")), .. warnings]) { Style = ContainerStyle.Attention }];
    }

    private static IEnumerable<CardElement> Consequences(ResponseRequest request) =>
        RequestLifecycle.IsFinal(request.State) || request.Consequences.IsEmpty
            ? []
            : [CardParts.Section(CardText.Ours("What happens")), .. CardParts.Bullets(request.Consequences)];
}
