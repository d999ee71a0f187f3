using System.Collections.Concurrent;
using BotResponder.Journeys.Processes;

namespace BotResponder.Journeys.Kill;

/// <summary>Finds every point between "activity received" and "card final" by letting a bot pass them, then kills one at each.</summary>
internal sealed class KillProof(Func<Task<ProofStore>> openStore, ProofBudget budget, CancellationToken stop)
{
    /// <summary>One crew works while the other one starts its next process.</summary>
    private const int Crews = 2;

    /// <summary>Each more makes the start of a process cheaper for all, and the wait for the last one longer.</summary>
    private const int BotsInACrew = 8;

    /// <summary>Work runs side by side, so not every run passes every point: a run that did not is repeated.</summary>
    private const int MostTries = 3;

    /// <summary>How often the story is told to find the points: one that only some runs pass would be waited for in vain.</summary>
    private const int ListingRuns = 5;

    /// <summary>Whoever looks at every card looks at more of them with each round; after so many a new world begins.</summary>
    private const int RoundsInAWorld = 40;

    private readonly ConcurrentQueue<KillResult> _results = new();

    /// <summary>Everything that came out, listing rounds and rounds that did not reach their point included.</summary>
    public IReadOnlyCollection<KillResult> Results => _results;

    /// <summary>The points that every one of some runs has passed.</summary>
    public async Task<IReadOnlyList<string>> ListAsync()
    {
        await using var crew = await KillCrew.StartAsync(openStore, 1, Mechanism.None, stop);
        var kills = crew.Worlds[0];
        IEnumerable<string> common = (await RunAsync(kills, null)).Points;
        for (var run = 1; run < ListingRuns; run++)
        {
            await kills.StartAfreshAsync();
            common = common.Intersect((await RunAsync(kills, null)).Points, StringComparer.Ordinal);
        }

        return [.. common];
    }

    /// <summary>Kills at each point.</summary>
    /// <param name="points">Where.</param>
    /// <param name="rounds">How often at each.</param>
    /// <returns>The points at which nobody died, because none of the tries passed them.</returns>
    public async Task<IReadOnlyList<string>> KillAtAsync(IReadOnlyList<string> points, int rounds)
    {
        var left = new PointQueue(points, rounds);
        var missed = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, Crews).Select(_ => Task.Run(() => SendCrewsAsync(left, missed), stop)));
        return [.. missed];
    }

    private async Task SendCrewsAsync(PointQueue left, ConcurrentBag<string> missed)
    {
        while (!left.IsEmpty && !budget.IsSpent)
        {
            await using var crew = await KillCrew.StartAsync(openStore, BotsInACrew, Mechanism.None, stop);
            await Task.WhenAll(crew.Worlds.Select(world => WorkAsync(crew, world, left, missed)));
        }
    }

    private async Task WorkAsync(KillCrew crew, KillWorld kills, PointQueue left, ConcurrentBag<string> missed)
    {
        try
        {
            for (var rounds = 0; rounds < RoundsInAWorld && !budget.IsSpent && left.TryTake(out var point);)
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
                    // Bots whose world has a past do some things before their story begins: a new world shall try.
                    if (!left.TryReturn(point))
                    {
                        missed.Add(point);
                    }

                    break;
                }
            }
        }
        finally
        {
            await crew.LeaveAsync(kills);
        }
    }

    private async Task<KillResult> RunAsync(KillWorld kills, string? killAt)
    {
        var result = await new KillRound(kills, stop).RunAsync(killAt);
        _results.Enqueue(result);
        return result;
    }
}
