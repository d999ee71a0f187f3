using BotResponder.Journeys.Processes;

namespace BotResponder.Journeys.Kill;

/// <summary>A world in which a bot that is killed is started again by itself, as a service manager would. Three minutes pass before it is back.</summary>
/// <remarks>
/// The clock of every next bot is three minutes ahead of the last one's. So leases of the dead have run out and what it left undone is old, as after a
/// real outage, and nobody has to wait for it.
/// </remarks>
internal sealed class KillWorld : IAsyncDisposable
{
    private static readonly TimeSpan Outage = TimeSpan.FromMinutes(3);

    /// <summary>Three minutes are longer than any of these, and the service's own clock, which is not ahead, ends a dead bot's lease soon.</summary>
    private static readonly Dictionary<string, string?> Settings = new(StringComparer.Ordinal)
    {
        ["Work:Lease"] = "00:00:05",
        ["Work:Look"] = "00:00:00.1",
        ["Work:Sweep"] = "00:00:00.2",
        ["Work:FirstRetry"] = "00:00:00.1",
        ["Work:SlowestRetry"] = "00:00:01",
        ["Work:MostRuns"] = "100",
    };

    private readonly Mechanism _without;
    private readonly CancellationToken _stop;
    private volatile bool _isOver;
    private TimeSpan _ahead;

    private KillWorld(ProofWorld world, BotProcess first, Mechanism without, CancellationToken stop)
    {
        (World, _without, _stop) = (world, without, stop);
        Now = Begin(first);
    }

    public ProofWorld World { get; }

    /// <summary>The bot that runs; after a death the dead one, until the next one listens.</summary>
    public BotLife Now { get; private set; }

    /// <summary>The bot is installed in the channel, has nothing to do, and has just been started.</summary>
    public static async Task<KillWorld> StartAsync(ProofStore store, Mechanism without, CancellationToken stop)
    {
        var world = await ProofWorld.StartAsync(store, Settings, stop);
        var kills = new KillWorld(world, await world.StartBotAsync(TimeSpan.Zero, without, stop), without, stop);
        await world.Microsoft.Teams.InstallBotAsync(world.Microsoft.Teams.ContosoSoc, stop);
        await world.IdleAsync(stop);
        await kills.StartAfreshAsync();
        return kills;
    }

    /// <summary>Another process, which has not fetched, learnt or remembered anything yet.</summary>
    public async Task StartAfreshAsync()
    {
        var life = Now;
        life.Bot.Kill();
        await life.NextAsync(_stop);
    }

    public ValueTask DisposeAsync()
    {
        _isOver = true;
        return World.DisposeAsync();
    }

    private BotLife Begin(BotProcess bot)
    {
        var life = new BotLife(bot);
        World.Microsoft.Teams.BotEndpoint = new(bot.Address, "/api/messages");
        _ = SuperviseAsync(life);
        return life;
    }

    private async Task SuperviseAsync(BotLife life)
    {
        var code = await life.Bot.Exited;
        if (_isOver)
        {
            return;
        }

        try
        {
            if (code != BotProcess.Killed)
            {
                throw new InvalidOperationException($"A bot ended with {code}, and nobody had killed it:\n{life.Bot.Tail}");
            }

            _ahead += Outage;
            Now = Begin(await World.StartBotAsync(_ahead, _without, _stop));
            life.Successor.SetResult(Now);
        }
#pragma warning disable CA1031 // Whoever waits for the next bot gets it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            life.Successor.TrySetException(exception);
        }
    }
}

/// <summary>A bot from its start to its death.</summary>
internal sealed class BotLife(BotProcess bot)
{
    public BotProcess Bot => bot;

    public TaskCompletionSource<BotLife> Successor { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Returns when it is dead and the next one runs.</summary>
    public Task<BotLife> NextAsync(CancellationToken cancellationToken) => Successor.Task.WaitAsync(Waiting.Patience, cancellationToken);
}
