using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Requests;
using BotResponder.Core.Work;
using Microsoft.Extensions.Options;

namespace BotResponder.Core.Watching;

/// <summary>Looks whether what a request has done still holds, more and more seldom, until it was taken back or <see cref="WatchOptions.Longest"/> is over.</summary>
public sealed class WatchContainment(RequestBook book, ActionCatalog catalog, WatchBook watched, NoteUndoneOutside note, WatchClock clock)
{
    /// <summary>Safe to call as often as one likes: what is noticed is written down once.</summary>
    public async Task<WorkResult> RunAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        var request = await book.FindAsync(entry.Request, cancellationToken);
        if (request is null || catalog.Find(request.Action) is not ILastingAction action || clock.IsOver(request))
        {
            return WorkResult.Done;
        }

        var all = await watched.WatchedAsync(request, cancellationToken);
        if (all.IsEmpty)
        {
            return WorkResult.Done;
        }

        var looked = clock.Turn(all, entry.Round);
        var states = await action.ReadEffectsAsync(request.Customer, [.. looked.Select(index => EffectOf(request, index))], cancellationToken);
        var over = looked.Zip(states).Where(pair => pair.Second is EffectState.Over).Select(pair => new NoticedEnd(pair.First, (EffectState.Over)pair.Second));
        foreach (var portion in over.Chunk(RequestLanes.Portion))
        {
            await note.RunAsync(request, [.. portion], cancellationToken);
        }

        return new WorkResult.Later(clock.Wait(all.Length, entry.Round), IsRound: true);
    }

    private static LastingEffect EffectOf(ResponseRequest request, int index)
    {
        var operation = request.Operations[index];
        return new(operation.Target, operation.Parameters, operation.Receipt!, operation.SentAt ?? request.CreatedAt);
    }
}

/// <summary>When which effects are looked at.</summary>
public sealed class WatchClock(IOptions<WatchOptions> options, TimeProvider time)
{
    /// <summary>A request with many targets is looked at more often, a part of them each time: each target waits as long as that of a small one.</summary>
    internal TimeSpan Wait(int targets, int round) => options.Value.Wait(round / Turns(targets)) / Turns(targets);

    internal bool IsOver(ResponseRequest request) => time.GetUtcNow() - request.CreatedAt >= options.Value.Longest;

    /// <summary>Those whose turn it is: of more than are looked at together, every look takes the next ones.</summary>
    internal ImmutableArray<int> Turn(ImmutableArray<int> all, int round) =>
        [.. all.Skip(round % Turns(all.Length) * options.Value.MostAtOnce).Take(options.Value.MostAtOnce)];

    private int Turns(int targets) => (targets + options.Value.MostAtOnce - 1) / options.Value.MostAtOnce;
}
