using System.Collections.Concurrent;
using BotResponder.Journeys.Processes;
using BotResponder.Journeys.Rebuild;

namespace BotResponder.Journeys.Race;

/// <summary>Many rounds of one race, several at a time, in one world after another.</summary>
internal sealed class RaceProof(RaceKind kind, Mechanism without, Func<Task<ProofStore>> openStore, CancellationToken stop)
{
    /// <summary>Each round uses up a device.</summary>
    private const int RoundsInAWorld = 250;

    /// <summary>How far the second bot's clock is ahead where time races: a request of one minute then ends two seconds after it was asked.</summary>
    public static readonly TimeSpan SecondAhead = TimeSpan.FromSeconds(58);

    private readonly ConcurrentQueue<RaceResult> _results = new();
    private readonly ConcurrentQueue<string> _violations = new();
    private int _orphans;

    /// <summary>Everything that was promised and is not so.</summary>
    public IReadOnlyCollection<string> Violations => _violations;

    /// <summary>How often who won.</summary>
    public IReadOnlyDictionary<string, int> Wins => _results.CountBy(result => result.Winner, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);

    public string Summary =>
        $"{kind}: {Rounds} rounds, {Violations.Count} violations, {Orphans} orphan cards; won by {string.Join(", ", Wins.OrderBy(win => win.Key, StringComparer.Ordinal).Select(win => $"{win.Key} {win.Value}"))}";

    private RaceOptions Options => kind switch
    {
        RaceKind.ApproveExpire => new() { Expiry = TimeSpan.FromMinutes(1), SecondAhead = SecondAhead, AtOnce = 24 },
        RaceKind.SameActivity => new() { DoublesMessages = true },
        _ => new(),
    };

    public int Rounds => _results.Count;

    public int Orphans => _orphans;

    /// <param name="rounds">How many, if the time suffices.</param>
    /// <param name="budget">The time; it is looked at between worlds.</param>
    public async Task RunAsync(int rounds, ProofBudget budget)
    {
        for (var done = 0; done < rounds && !budget.IsSpent; done += RoundsInAWorld)
        {
            await using var world = await RaceWorld.StartAsync(await openStore(), Options, without, stop);
            var results = new ConcurrentQueue<RaceResult>();
            await Parallel.ForEachAsync(
                Enumerable.Range(done, Math.Min(RoundsInAWorld, rounds - done)),
                Beside(stop),
                async (number, _) => results.Enqueue(await new RaceRound(world, number, stop).RunAsync(kind)));
            await InspectAsync(world.World, results);
        }
    }

    /// <summary>One world, until the first violation: what is broken keeps rounds waiting in vain.</summary>
    /// <param name="rounds">How many at most.</param>
    public async Task RunUntilBrokenAsync(int rounds)
    {
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await using var world = await RaceWorld.StartAsync(await openStore(), Options, without, broken.Token);
        var results = new ConcurrentQueue<RaceResult>();
        try
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, rounds), Beside(broken.Token), async (number, _) =>
            {
                var result = await new RaceRound(world, number, broken.Token).RunAsync(kind);
                results.Enqueue(result);
                foreach (var violation in result.Violations)
                {
                    _violations.Enqueue(violation);
                    await broken.CancelAsync();
                }
            });
            await InspectAsync(world.World, results);
        }
        catch (OperationCanceledException) when (!_violations.IsEmpty)
        {
            // That was to be seen.
        }
    }

    private ParallelOptions Beside(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = Options.AtOnce, CancellationToken = cancellationToken };

    private async Task InspectAsync(ProofWorld world, IReadOnlyCollection<RaceResult> results)
    {
        List<string> found = [.. results.SelectMany(result => result.Violations.Select(violation => $"{result.Device.HostName}: {violation}"))];
        try
        {
            await world.IdleAsync(stop, without == Mechanism.None ? TimeSpan.FromMinutes(2) : Waiting.Patience);
        }
        catch (TimeoutException busy)
        {
            found.Add(busy.Message);
        }

        foreach (var result in results)
        {
            Check(found, result.Device.HostName, "isolate", result.Isolations, world.CallsTo(result.Device, "isolate"));
            Check(found, result.Device.HostName, "unisolate", result.Releases, world.CallsTo(result.Device, "unisolate"));
            _results.Enqueue(result);
        }

        var (behind, orphans) = await new RaceCards(world, stop).InspectAsync();
        _orphans += orphans;
        foreach (var violation in found.Concat(behind).Concat(await Rebuilt.DifferencesAsync(world.Store, stop)))
        {
            _violations.Enqueue(violation);
        }
    }

    private static void Check(List<string> found, string device, string verb, int expected, int calls)
    {
        if (calls != expected)
        {
            found.Add($"{device}: Defender was told {calls} times to {verb} it, and should have been {expected} times");
        }
    }
}
