using BotResponder.Core.Requests;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>What a request's card tells about the request itself: who wants what, why, and what is known about the target.</summary>
internal static class RequestFacts
{
    public static FactSet Summary(RequestView view)
    {
        var request = view.Request;
        List<Fact> facts =
        [
            new(CardText.Ours("Request"), CardText.Theirs(request.Code.Value)),
            new(CardText.Ours("Asked by"), CardText.Ours($"{CardText.TheirName(request.Requester.Name, 80)} at {CardParts.Minute(request.CreatedAt)}")),
            new(CardText.Ours("Reason"), CardText.Theirs(request.Reason, view.Limits.Reason)),
        ];
        if (request.Undoes is { } undone)
        {
            facts.Add(new(CardText.Ours("Takes back"), CardText.Theirs(undone.Code.Value)));
        }

        if (request.UndoneBy is { } undo)
        {
            facts.Add(new(CardText.Ours("Undo asked in"), CardText.Theirs(undo.Code.Value)));
        }

        return new([.. facts, .. RequestLease.Facts(request)]);
    }

    public static IEnumerable<CardElement> Warnings(RequestView view)
    {
        var request = view.Request;
        if (RequestLifecycle.IsFinal(request.State) || request.Operations.All(operation => operation.Preview.Warnings.IsEmpty))
        {
            return [];
        }

        var all = request.Operations is [var single] ? single.Preview.Warnings.Select(warning => Bullet(warning, view.Limits)).ToList() : [.. RequestTargets.Warnings(request, view.Limits)];
        return [new Container([CardParts.Section(CardText.Ours("Take care")), .. Some(all, view.Limits)]) { Style = ContainerStyle.Attention }];
    }

    public static IEnumerable<CardElement> Consequences(RequestView view)
    {
        var request = view.Request;
        return RequestLifecycle.IsFinal(request.State) || request.Consequences.IsEmpty
            ? []
            : [CardParts.Section(CardText.Ours("What happens")), .. Some([.. request.Consequences.Select(sentence => Bullet(sentence, view.Limits))], view.Limits)];
    }

    public static IEnumerable<CardElement> Targets(RequestView view)
    {
        if (view.Request.Operations is not [var single])
        {
            return RequestTargets.List(view.Request, view.Limits);
        }

        var facts = single.Preview.Facts.Where(fact => fact.IsPinned || !view.Limits.PinnedFactsOnly).Take(view.Limits.Facts)
            .Select(fact => new Fact(CardText.Theirs(fact.Label), CardText.Theirs(fact.Text, Math.Max(view.Limits.FactText, IsId(fact.Text, single) ? CardParts.Whole : 0)))).ToList();
        return facts.Count == 0 ? [] : [CardParts.Section(CardText.Ours($"Before the request, at {CardParts.Minute(view.Request.CreatedAt)}, Defender said")), new FactSet(facts)];
    }

    /// <summary>Whom the names mean: a name can be chosen to look like another.</summary>
    public static IEnumerable<CardElement> SmallPrint(RequestView view)
    {
        var (request, asked) = (view.Request, view.Request.Requester.Id);
        if (RequestLifecycle.IsFinal(request.State) && view.PortalLink is { } page)
        {
            yield return CardParts.Small(CardText.Link("Open in Defender", page));
        }

        yield return CardParts.Small(CardText.Ours(
            $"Customer tenant {CardText.Theirs(request.Customer.Tenant, CardParts.Whole)}. Asked by account {CardText.Theirs(asked.ObjectId, CardParts.Whole)} of tenant {CardText.Theirs(asked.Tenant, CardParts.Whole)}."));
        yield return CardParts.AsOf(view.Now);
    }

    private static bool IsId(string text, TargetOperation operation) => text == operation.Target.Id;

    private static CardText Bullet(string sentence, CardLimits limits) => CardText.Ours($"• {CardText.Theirs(sentence, limits.Sentence)}");

    private static IEnumerable<CardElement> Some(List<CardText> sentences, CardLimits limits)
    {
        var lines = sentences.Take(limits.Sentences).Select(CardParts.Line);
        var more = sentences.Count - Math.Min(limits.Sentences, sentences.Count);
        return more > 0 ? lines.Append(CardParts.Line(CardText.Ours($"• {more} more, left out here"))) : lines;
    }
}
