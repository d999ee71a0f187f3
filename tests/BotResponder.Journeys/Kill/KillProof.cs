using System.Collections.Concurrent;
using System.Security.Cryptography;
using BotResponder.Journeys.Processes;

namespace BotResponder.Journeys.Kill;

/// <summary>Finds every point between "activity received" and "card final" by letting a bot pass them, then kills one at each.</summary>
internal sealed class KillProof(Func<Task<ProofStore>> openStore, ProofBudget budget, CancellationToken stop)
{
    /// <summary>Two bots at a time are about what two processors can carry beside the pretend Microsoft.</summary>
    private const int AtOnce = 3;

    /// <summary>Work runs side by side, so not every run passes every point: a run that did not is repeated.</summary>
    private const int MostTries = 8;

    /// <summary>How often the story is told to find the points: one that only some runs pass would be waited for in vain.</summary>
    private const int ListingRuns = 5;

    /// <summary>Devices are used up; after so many rounds a new world begins.</summary>
    private const int RoundsInAWorld = 120;

    private readonly ConcurrentQueue<KillResult> _results = new();

    /// <summary>Everything that came out, listing rounds and rounds that did not reach their point included.</summary>
    public IReadOnlyCollection<KillResult> Results => _results;

    /// <summary>The points that every one of some runs has passed.</summary>
    public async Task<IReadOnlyList<string>> ListAsync()
    {
        await using var kills = await KillWorld.StartAsync(await openStore(), Mechanism.None, stop);
        IEnumerable<string> common = (await RunAsync(kills, null)).Points;
        for (var run = 1; run < ListingRuns; run++)
        {
            await kills.StartAfreshAsync();
            common = common.Intersect((await RunAsync(kills, null)).Points, StringComparer.Ordinal);
        }

        return [.. common];
    }

    /// <summary>Kills once at each point, in any order: a run that its time cuts short has seen other points than the last one.</summary>
    /// <returns>The points at which nobody died, because none of the tries passed them.</returns>
    public async Task<IReadOnlyList<string>> KillAtAsync(IReadOnlyList<string> points)
    {
        var shuffled = points.ToArray();
        RandomNumberGenerator.Shuffle<string>(shuffled);
        var left = new ConcurrentQueue<string>(shuffled);
        var missed = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(() => WorkAsync(left, missed), stop)));
        return [.. missed];
    }

    private async Task WorkAsync(ConcurrentQueue<string> left, ConcurrentBag<string> missed)
    {
        while (!left.IsEmpty && !budget.IsSpent)
        {
            await using var kills = await KillWorld.StartAsync(await openStore(), Mechanism.None, stop);
            for (var rounds = 0; rounds < RoundsInAWorld && !budget.IsSpent && left.TryDequeue(out var point);)
            {
                var tries = 0;
                var isKilled = false;
                while (!isKilled && tries++ < MostTries)
                {
                    isKilled = (await RunAsync(kills, point)).IsKilled;
                    if (!isKilled)
                    {
                        // Some points only a bot passes that has not warmed up.
                        await kills.StartAfreshAsync();
                    }
                }

                rounds += tries;
                if (!isKilled)
                {
                    missed.Add(point);
                }
            }
        }
    }

    private async Task<KillResult> RunAsync(KillWorld kills, string? killAt)
    {
        var result = await new KillRound(kills, stop).RunAsync(killAt);
        _results.Enqueue(result);
        return result;
    }
}
