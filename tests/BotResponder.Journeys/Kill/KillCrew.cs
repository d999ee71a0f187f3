using BotResponder.Journeys.Processes;

namespace BotResponder.Journeys.Kill;

/// <summary>Worlds whose bots share a process and die together, each at a point of its own. A new process starts by itself, as a service manager would start it.</summary>
/// <remarks>
/// Three minutes pass before it is back: the clocks of the next bots are that much ahead of the last ones'. So leases of the dead have run out and what they
/// left undone is old, as after a real outage, and nobody has to wait for it.
/// </remarks>
internal sealed class KillCrew : IAsyncDisposable
{
    private static readonly TimeSpan Outage = TimeSpan.FromMinutes(3);

    private readonly Lock _turn = new();
    private readonly List<KillWorld> _aboard = [];
    private readonly CancellationToken _stop;
    private BotProcess? _process;
    private volatile bool _isOver;
    private TimeSpan _ahead;

    private KillCrew(IReadOnlyList<KillWorld> worlds, CancellationToken stop)
    {
        (Worlds, _stop) = (worlds, stop);
        _aboard.AddRange(worlds);
    }

    public IReadOnlyList<KillWorld> Worlds { get; }

    /// <summary>The bots are installed in their channels, have nothing to do, and have just been started.</summary>
    /// <param name="openStore">Called once for each world.</param>
    /// <param name="bots">How many share a process.</param>
    /// <param name="without">What they do without.</param>
    /// <param name="stop">Ends it all.</param>
    public static async Task<KillCrew> StartAsync(Func<Task<ProofStore>> openStore, int bots, Mechanism without, CancellationToken stop)
    {
        var worlds = await Task.WhenAll(Enumerable.Range(0, bots).Select(async _ => await KillWorld.StartAsync(await openStore(), without, stop)));
        var crew = new KillCrew(worlds, stop);
        await crew.BeginAsync();
        await Task.WhenAll(worlds.Select(world => world.InstallAsync()));
        await Task.WhenAll(worlds.Select(world => world.StartAfreshAsync()));
        return crew;
    }

    /// <summary>A world has had its rounds: the others go on without it.</summary>
    public Task LeaveAsync(KillWorld world)
    {
        lock (_turn)
        {
            _aboard.Remove(world);
        }

        return world.Now.Bot.OverAsync(_stop);
    }

    public async ValueTask DisposeAsync()
    {
        _isOver = true;
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        foreach (var world in Worlds)
        {
            await world.DisposeAsync();
        }
    }

    private async Task BeginAsync()
    {
        IReadOnlyList<KillWorld> aboard;
        lock (_turn)
        {
            aboard = [.. _aboard];
        }

        if (aboard.Count > 0)
        {
            _process = await BotProcess.StartAsync(aboard.Select(world => world.SettingsAt(_ahead)), _stop);
            foreach (var (world, bot) in aboard.Zip(_process.Bots))
            {
                world.Begin(bot);
            }

            _ = SuperviseAsync(_process, aboard);
        }
    }

    private async Task SuperviseAsync(BotProcess process, IReadOnlyList<KillWorld> aboard)
    {
        var code = await process.Exited;
        if (_isOver)
        {
            return;
        }

        try
        {
            if (code != BotProcess.Killed)
            {
                throw new InvalidOperationException($"Bots ended with {code}, and nobody had killed them:\n{process.Tail}");
            }

            await process.DisposeAsync();
            _ahead += Outage;
            await BeginAsync();
        }
#pragma warning disable CA1031 // Whoever waits for a next bot gets it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            foreach (var world in aboard)
            {
                world.Now.Successor.TrySetException(exception);
            }
        }
    }
}
