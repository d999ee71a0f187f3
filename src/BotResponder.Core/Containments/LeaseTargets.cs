using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;

namespace BotResponder.Core.Containments;

/// <summary>Looks which targets of a request are still to be released at its end. Reads only.</summary>
public sealed class LeaseTargets(ContainmentRegister register)
{
    private const int MostNamed = 5;

    internal async Task<LeaseFindings> FindAsync(ResponseRequest request, ActionDescriptor contained, IResponseAction undo, CancellationToken cancellationToken)
    {
        var held = await register.HeldByAsync(request, cancellationToken);
        var orders = held.Select(operation => (operation, parameters: Bind(contained, undo, operation))).ToImmutableArray();
        var bound = orders.Where(order => order.parameters is not null).Select(order => order.parameters!).ToImmutableArray();
        var previews = bound.IsEmpty ? [] : await PreviewAsync(request, undo, bound, cancellationToken);
        var seen = orders.Where(order => order.parameters is not null).Zip(previews, (order, preview) => (order.operation, Parameters: order.parameters!, preview)).ToImmutableArray();
        var there = seen.Where(each => each.preview is { Problem: null, Value.IsAlreadySo: false }).ToImmutableArray();
        return new(Freeze([.. there.Select(each => (each.Parameters, each.preview.Value))]))
        {
            WasHeld = held.Length > 0,
            Gone = [.. seen.Where(each => each.preview is { Problem: null, Value.IsAlreadySo: true }).Select(each => each.operation.Target)],
            NotFound = [.. orders.Where(order => order.parameters is null).Select(order => order.operation.Target).Concat(seen.Where(each => each.preview.Problem is not null).Select(each => each.operation.Target))],
            Passing = seen.Select(each => each.preview.Problem).FirstOrDefault(problem => problem is Problem.Throttled or Problem.Unavailable or Problem.Uncertain),
        };
    }

    /// <summary>What is said of the end.</summary>
    /// <param name="release">The request that takes it back; null when none does.</param>
    internal static LeaseEnd Say(ResponseRequest request, LeaseFindings found, ShortCode? release = null)
    {
        string?[] sentences =
        [
            release is { } code ? $"Its time is over: {code} takes it back." : null,
            !found.WasHeld ? "It was taken back, or done anew by another request, before its time was over. Nothing was sent." : null,
            !found.Gone.IsEmpty ? $"{Name(found.Gone)}: taken back outside the bot already, as Microsoft says. Nothing was sent for that." : null,
            !found.NotFound.IsEmpty ? $"{Name(found.NotFound)}: could not be taken back{(found.Passing is null ? "" : ", because Microsoft could not be reached")}. It may last on: somebody must look, and type undo {request.Code}." : null,
        ];
        return new(string.Join(' ', sentences.OfType<string>())) { IsAlarm = !found.NotFound.IsEmpty, IsNews = release is null, Gone = found.Gone };
    }

    private static ActionParameters? Bind(ActionDescriptor contained, IResponseAction undo, TargetOperation operation) =>
        contained.Undo(operation.Target, operation.Parameters) is { } command && undo.Bind(command).TryGetValue(out var bound, out _) ? bound : null;

    private static async Task<ImmutableArray<Result<ActionPreview>>> PreviewAsync(
        ResponseRequest request, IResponseAction undo, ImmutableArray<ActionParameters> parameters, CancellationToken cancellationToken) => parameters is [var only]
        ? [await undo.PreviewAsync(request.Customer, only, known: null, cancellationToken)]
        : await undo.PreviewManyAsync(request.Customer, parameters, cancellationToken);

    private static FoundTargets Freeze(ImmutableArray<(ActionParameters Parameters, ActionPreview Preview)> found) => new(
        [.. found.Select(each => AskedTargets.Freeze(each.Parameters, found.Length == 1 ? each.Preview : AskedTargets.Shorten(each.Preview)))],
        [.. found.SelectMany(each => each.Preview.Consequences).Distinct(StringComparer.Ordinal)], []);

    private static string Name(ImmutableArray<ActionTarget> targets) => targets.Length <= MostNamed
        ? string.Join(", ", targets.Select(target => target.Name))
        : $"{string.Join(", ", targets.Take(MostNamed).Select(target => target.Name))} and {targets.Length - MostNamed} more";
}

/// <param name="Release">What is to be released; empty for nothing.</param>
internal sealed record LeaseFindings(FoundTargets Release)
{
    /// <summary>False when the register has nothing of the request any more.</summary>
    public required bool WasHeld { get; init; }

    /// <summary>What Microsoft says is released already.</summary>
    public required ImmutableArray<ActionTarget> Gone { get; init; }

    /// <summary>What can be asked for no more, or not now.</summary>
    public required ImmutableArray<ActionTarget> NotFound { get; init; }

    /// <summary>Why some could not be looked up now; null when all could.</summary>
    public required Problem? Passing { get; init; }
}

/// <param name="Note">In sentences of ours, with names of targets in them.</param>
internal sealed record LeaseEnd(string Note)
{
    /// <summary>Somebody must act.</summary>
    public bool IsAlarm { get; init; }

    /// <summary>No card of its own says it.</summary>
    public bool IsNews { get; init; }

    public ImmutableArray<ActionTarget> Gone { get; init; } = [];
}
