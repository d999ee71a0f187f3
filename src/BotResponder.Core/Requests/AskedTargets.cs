using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Policies;
using BotResponder.Core.Results;

namespace BotResponder.Core.Requests;

/// <summary>Finds every target of a wish and freezes what is shown of it. All of them are found, or nothing is asked for.</summary>
internal static class AskedTargets
{
    /// <summary>A sentence names so many targets at most; the others are counted.</summary>
    private const int MostNamed = 10;

    /// <returns>The operations to be, one for each target: two names of one target are one.</returns>
    public static async Task<Result<FoundTargets>> FindAsync(Ask ask, CancellationToken cancellationToken)
    {
        if (ask.Parameters is [var only])
        {
            var preview = await ask.Action.PreviewAsync(ask.Customer, only, known: null, cancellationToken);
            return preview.TryGetValue(out var shown, out var problem)
                ? new FoundTargets([Freeze(only, shown)], shown.Consequences, [TargetFacts.Of(shown)])
                : problem;
        }

        var previews = await ask.Action.PreviewManyAsync(ask.Customer, ask.Parameters, cancellationToken);
        if (Refuse(previews) is { } refused)
        {
            return refused;
        }

        var found = ask.Parameters.Zip(previews, (parameters, preview) => (parameters, preview.Value)).DistinctBy(each => each.Value.Target.Id, StringComparer.Ordinal).ToImmutableArray();
        return new FoundTargets(
            found.Length == 1 ? [Freeze(found[0].parameters, found[0].Value)] : [.. found.Select(each => Freeze(each.parameters, Shorten(each.Value)))],
            [.. found.SelectMany(each => each.Value.Consequences).Distinct(StringComparer.Ordinal)],
            [.. found.Select(each => TargetFacts.Of(each.Value))]);
    }

    internal static TargetOperation Freeze(ActionParameters parameters, ActionPreview shown) =>
        new() { Parameters = parameters, Preview = shown with { Consequences = [] } };

    /// <summary>Of many targets only what the approval rests on is kept: all of them stand in one record.</summary>
    internal static ActionPreview Shorten(ActionPreview shown) =>
        shown with { Facts = [.. shown.Facts.Where(fact => fact.IsPinned)], PortalLink = null };

    /// <summary>One sentence about everything that cannot be asked for, so that it is corrected once.</summary>
    private static Problem? Refuse(ImmutableArray<Result<ActionPreview>> previews)
    {
        var problems = previews.Select(preview => preview.Problem).OfType<Problem>().ToArray();
        if (problems is [])
        {
            return null;
        }

        // What Microsoft could not answer now is no mistake of the list.
        if (problems.FirstOrDefault(problem => problem is Problem.Throttled or Problem.Unavailable or Problem.Uncertain) is { } passing)
        {
            return passing;
        }

        var named = string.Join(" ", problems.Take(MostNamed).Select(problem => problem.Sentence));
        var more = problems.Length > MostNamed ? $" And {problems.Length - MostNamed} more." : "";
        return new Problem.Malformed($"Nothing was done, because {problems.Length} of {previews.Length} cannot be asked for. {named}{more} Correct the list, or leave them out, and send it again.");
    }
}

/// <param name="Consequences">Each once, whatever number of targets has it.</param>
/// <param name="Facts">What the policy may look at: all that was read, also what is not kept.</param>
internal sealed record FoundTargets(ImmutableArray<TargetOperation> Operations, ImmutableArray<string> Consequences, ImmutableArray<TargetFacts> Facts);
