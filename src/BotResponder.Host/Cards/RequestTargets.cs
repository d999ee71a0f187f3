using BotResponder.Core.Actions;
using BotResponder.Core.Requests;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>What a card says about the targets of a request that has many: the first of them by name and whole id, the rest by number.</summary>
/// <remarks>A card has some 28 KB; every target stands in the pages of the targets command.</remarks>
internal static class RequestTargets
{
    /// <summary>UTF-16 characters of a target's name.</summary>
    public const int NameLength = 80;

    private const int MostNamed = 5;

    /// <summary>Critical ones first: whoever approves must not miss a domain controller at the end of a list.</summary>
    public static IEnumerable<CardElement> List(ResponseRequest request, CardLimits limits)
    {
        var listed = request.Operations.OrderByDescending(operation => operation.Preview.IsCritical).Take(limits.Targets).ToArray();
        var critical = request.Operations.Count(operation => operation.Preview.IsCritical);
        yield return CardParts.Section(critical == 0
            ? CardText.Ours($"{request.Operations.Length} targets")
            : CardText.Ours($"{request.Operations.Length} targets, {critical} of them critical"));
        foreach (var operation in listed)
        {
            yield return CardParts.Line(Line(operation));
        }

        var more = request.Operations.Length - listed.Length;
        if (more > 0)
        {
            yield return CardParts.Line(CardText.Ours($"{(listed.Length == 0 ? CardText.Ours("None is listed here") : CardText.Ours($"And {more} more"))}. Type **targets {CardText.Theirs(request.Code.Value)}** to see every one of them."));
        }
    }

    /// <summary>Name and whole id of one target.</summary>
    public static CardText Line(TargetOperation operation, int nameLength = NameLength)
    {
        var mark = operation.Preview.IsCritical ? CardText.Ours(", critical") : CardText.Empty;
        return CardText.Ours($"{CardText.TheirName(operation.Target.Name, nameLength)} ({CardText.Theirs(operation.Target.Id, CardParts.Whole)}){mark}");
    }

    /// <summary>Each warning once, with the targets that it is about.</summary>
    public static IEnumerable<CardText> Warnings(ResponseRequest request, CardLimits limits) => request.Operations
        .SelectMany(operation => operation.Preview.Warnings.Select(warning => (Warning: warning, operation.Target.Name)))
        .GroupBy(each => each.Warning, each => each.Name, StringComparer.Ordinal)
        .Select(group => CardText.Ours($"• {Names([.. group])}: {CardText.Theirs(group.Key, limits.Sentence)}"));

    /// <summary>How many stand where, and what became of those that did not end well.</summary>
    public static IEnumerable<CardText> Progress(ResponseRequest request, CardLimits limits)
    {
        yield return CardText.Join(", ", request.Operations
            .GroupBy(Stage, StringComparer.Ordinal).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => CardText.Ours($"{group.Count()} {CardText.Theirs(group.Key)}")));
        foreach (var group in request.Operations
            .Where(operation => operation.Outcome is { Kind: not OutcomeKind.Done } || operation.WaitsFor is not null)
            .GroupBy(Trouble, operation => operation.Target.Name, StringComparer.Ordinal).Take(limits.Sentences))
        {
            yield return CardText.Ours($"{Names([.. group])}: {CardText.Theirs(group.Key, limits.Sentence)}");
        }

        foreach (var group in request.Operations.Where(operation => operation.Outside is not null)
            .GroupBy(operation => operation.Outside!.What, operation => operation.Target.Name, StringComparer.Ordinal).Take(limits.Sentences))
        {
            yield return CardText.Ours($"{Names([.. group])}: {CardText.Theirs(group.Key, limits.Sentence)}");
        }
    }

    /// <summary>Where one target stands, in the middle of a sentence.</summary>
    public static string Stage(TargetOperation operation) => operation switch
    {
        { Outside: not null } => "undone outside the bot",
        { Outcome.Kind: OutcomeKind.Done } => "done",
        { Outcome.Kind: OutcomeKind.Refused } => "refused",
        { Outcome.Kind: OutcomeKind.Failed } => "failed",
        { Outcome.Kind: OutcomeKind.Cancelled } => "cancelled",
        { Outcome.Kind: OutcomeKind.Unknown } => "in doubt",
        { State: OperationState.Accepted } => "accepted by Defender",
        { State: OperationState.Dispatching } => "being sent",
        _ => "waiting",
    };

    private static string Trouble(TargetOperation operation) =>
        operation.Outcome?.Sentence ?? $"Waits for {operation.WaitsFor}, which runs on the same target first.";

    private static CardText Names(IReadOnlyList<string> names)
    {
        var shown = CardText.Join(", ", names.Take(MostNamed).Select(name => CardText.TheirName(name, NameLength)));
        return names.Count > MostNamed ? CardText.Ours($"{shown} and {names.Count - MostNamed} more") : shown;
    }
}
