using BotResponder.Core.Actions;
using BotResponder.Core.Approvals;
using BotResponder.Core.Requests;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>Where a request stands, in words that a tired person understands. Colour only underlines them.</summary>
internal static class RequestStatus
{
    public static Container Banner(RequestView view)
    {
        var (style, headline) = Headline(view.Request);
        return new([new TextBlock(headline) { Weight = TextWeight.Bolder }, .. Details(view.Request, view.Limits, view.Now)]) { Style = style };
    }

    /// <summary>The newest answers, when not all of them are shown.</summary>
    public static IEnumerable<CardElement> Reviews(RequestView view)
    {
        var shown = view.Request.Reviews.TakeLast(view.Limits.Reviews).Select(review => CardParts.Line(Describe(review, view.Limits))).ToList();
        return view.Request.Reviews.IsEmpty ? []
            : [CardParts.Section(shown.Count == view.Request.Reviews.Length ? CardText.Ours("Who answered") : CardText.Ours($"{view.Request.Reviews.Length} answered")), .. shown];
    }

    private static (ContainerStyle Style, CardText Headline) Headline(ResponseRequest request) => request.State switch
    {
        RequestState.Done when !request.HoldsAny => (ContainerStyle.Attention, CardText.Ours($"Done at {Closed(request)}, and undone outside the bot")),
        RequestState.Done when request.Operations.Any(operation => operation.Outside is not null) =>
            (ContainerStyle.Warning, CardText.Ours($"Done at {Closed(request)}, and undone outside the bot for {request.Operations.Count(operation => operation.Outside is not null)} of {request.Operations.Length}")),
        RequestState.Refused or RequestState.Failed or RequestState.Cancelled or RequestState.Unknown when request.HasDoneAny =>
            (ContainerStyle.Warning, CardText.Ours($"Done for {Done(request)} of {request.Operations.Length}, not for all")),
        RequestState.Running when request.Operations.Length > 1 =>
            (ContainerStyle.Accent, CardText.Ours($"{Opening(request)}. Running: done for {Done(request)} of {request.Operations.Length}")),
        RequestState.Pending => (ContainerStyle.Emphasis, CardText.Ours($"Waiting for {CardText.Theirs(Missing(request))} until {CardParts.Minute(request.ExpiresAt)}")),
        RequestState.Approved => (ContainerStyle.Accent, CardText.Ours($"{Opening(request)}. Not sent to Defender yet")),
        RequestState.Running => (ContainerStyle.Accent, CardText.Ours($"{Opening(request)}. Running")),
        RequestState.Done => (ContainerStyle.Good, CardText.Ours($"Done at {Closed(request)}")),
        RequestState.Refused => (ContainerStyle.Attention, CardText.Ours($"Refused at {Closed(request)}: nothing was done")),
        RequestState.Failed => (ContainerStyle.Attention, CardText.Ours($"Failed at {Closed(request)}")),
        RequestState.Cancelled => (ContainerStyle.Warning, CardText.Ours($"Cancelled in Defender at {Closed(request)}")),
        RequestState.Unknown => (ContainerStyle.Warning, CardText.Ours("In doubt: Defender may or may not have done it")),
        RequestState.Denied => (ContainerStyle.Warning, CardText.Ours($"Denied at {Closed(request)}: nothing was done")),
        RequestState.Withdrawn => (ContainerStyle.Warning, CardText.Ours($"Withdrawn at {Closed(request)}: nothing was done")),
        RequestState.Expired => (ContainerStyle.Warning, CardText.Ours($"Expired at {Closed(request)}: nobody answered in time, nothing was done")),
        _ => throw new InvalidOperationException($"State {request.State} has no headline."),
    };

    private static IEnumerable<CardElement> Details(ResponseRequest request, CardLimits limits, DateTimeOffset now)
    {
        if (request.State == RequestState.Pending)
        {
            yield return CardParts.Line(CardText.Ours($"{CardText.TheirName(request.Requester.Name, 80)} asked, so {CardText.TheirName(request.Requester.Name, 80)} cannot approve it."));
            yield return CardParts.Line(RequestSilence.Of(request, now));
            if (request.Policy is { } policy)
            {
                yield return CardParts.Small(CardText.Ours($"Policy: {CardText.Theirs(policy.Why, limits.Sentence)} Type **why {CardText.Theirs(request.Code.Value)}** or **who can approve {CardText.Theirs(request.Code.Value)}**."));
            }
        }

        if (request.State == RequestState.Done && !request.Reviews.IsEmpty)
        {
            yield return CardParts.Line(CardText.Ours($"Approved{By(request)}."));
        }

        if (request.Operations is not [var single])
        {
            foreach (var line in request.State is RequestState.Running or RequestState.Unknown || request.HasDoneAny ? RequestTargets.Progress(request, limits) : [])
            {
                yield return CardParts.Line(line);
            }
        }
        else if (Sentence(single) is { } sentence)
        {
            yield return CardParts.Line(CardText.Theirs(sentence, limits.Sentence));
            if (single.Outside is { } end)
            {
                yield return CardParts.Line(CardText.Ours($"**{CardText.Theirs(end.What, limits.Sentence)}**, noticed {CardParts.Time(end.NoticedAt)}. {CardText.Theirs(end.Detail, limits.Sentence)}"));
            }
        }
    }

    private static string? Sentence(TargetOperation operation) => operation switch
    {
        { Outcome.Sentence: { Length: > 0 } outcome } => outcome,
        { WaitsFor: { } first } => $"Waits for {first}, which runs on the same target first.",
        { Progress: { } progress } => progress,
        { State: OperationState.Accepted } => "Defender accepted it and is working on it.",
        { State: OperationState.Dispatching } => "Calling Defender.",
        _ => null,
    };

    private static int Done(ResponseRequest request) => request.Operations.Count(operation => operation.Outcome is { Kind: OutcomeKind.Done });

    private static string Missing(ResponseRequest request)
    {
        if (request.Demands.Any(Quorum.IsParticular))
        {
            return Quorum.Missing(request);
        }

        var have = request.Approvals.Count();
        var missing = request.ApprovalsNeeded - have;
        var words = missing == 1 ? "1 approver" : $"{missing} approvers";
        return have == 0 ? words : $"{words} more ({have} of {request.ApprovalsNeeded} approved)";
    }

    private static CardText Opening(ResponseRequest request) => request.Glass is null ? CardText.Ours($"Approved{By(request)}") : CardText.Ours("Glass broken");

    private static CardText By(ResponseRequest request) => request.Approvals.Any()
        ? CardText.Ours($" by {CardText.Join(" and ", request.Approvals.Select(review => CardText.TheirName(review.Approver.Name, 80)))}")
        : CardText.Empty;

    private static CardText Closed(ResponseRequest request) => request.ClosedAt is { } at ? CardParts.Minute(at) : CardText.Ours("an unknown time");

    private static CardText Describe(Review review, CardLimits limits)
    {
        var verdict = review.Approves ? CardText.Ours("approved") : CardText.Ours("denied");
        var line = CardText.Ours($"{CardText.TheirName(review.Approver.Name, 80)} {verdict} at {CardParts.Minute(review.At)}");
        return review.Comment is null ? line : CardText.Ours($"{line}: {CardText.Theirs(review.Comment, limits.Comment)}");
    }
}
