using BotResponder.Core.Actions;
using BotResponder.Core.Requests;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>What is answered in a request's thread when something happens to it that nobody asked for.</summary>
internal static class RequestNewsText
{
    private const int LongestSentence = 400;
    private const int MostNamed = 5;

    /// <param name="operation">One that there is news of; others that became known in the same moment are told with it.</param>
    /// <param name="action">Null when this version does not know the action any more.</param>
    /// <returns>Null when there is nothing to tell.</returns>
    public static CardText? Of(ResponseRequest request, int operation, ActionDescriptor? action) =>
        request.Operations[operation].Outside is { } end ? OfEnd(request, end, action) : null;

    private static CardText OfEnd(ResponseRequest request, OutsideEnd end, ActionDescriptor? action)
    {
        var ended = request.Operations.Where(each => each.Outside is { } other && other.NoticedAt == end.NoticedAt && other.What == end.What).ToArray();
        var others = request.Operations.Count(each => each.Outside is { } other && other.NoticedAt == end.NoticedAt) - ended.Length;
        var names = CardText.Join(", ", ended.Take(MostNamed).Select(each => RequestTargets.Line(each)));
        var more = ended.Length > MostNamed ? CardText.Ours($" and {ended.Length - MostNamed} more") : CardText.Empty;
        var rest = others > 0 ? CardText.Ours($" {others} more targets changed otherwise: type **targets {CardText.Theirs(request.Code.Value)}**.") : CardText.Empty;
        return CardText.Ours(
            $"**{CardText.Theirs(request.Code.Value)}** {CardText.Theirs(action?.Title ?? request.Action.Value)}: {names}{more}. **{CardText.Theirs(end.What, LongestSentence)}**, noticed {CardParts.Minute(end.NoticedAt)}. {Detail(ended)}{rest} {Again(ended, action)}");
    }

    private static CardText Detail(TargetOperation[] ended) =>
        ended is [{ Outside.Detail: { Length: > 0 } detail }] ? CardText.Theirs(detail, LongestSentence) : CardText.Ours("The card and the audit trail say more.");

    private static CardText Again(TargetOperation[] ended, ActionDescriptor? action) => action is null
        ? CardText.Empty
        : ended is [var single]
            ? CardText.Ours($"If that should not be, ask again: **{CardText.Theirs(action.Grammar.Verb)} {CardText.Theirs(single.Target.Id, CardParts.Whole)} because** and why.")
            : CardText.Ours($"If that should not be, ask again with **{CardText.Theirs(action.Grammar.Verb)}**.");
}
