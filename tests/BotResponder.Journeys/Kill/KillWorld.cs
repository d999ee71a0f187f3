using BotResponder.Journeys.Processes;

namespace BotResponder.Journeys.Kill;

/// <summary>A pretend Microsoft, a store, and the bots between the two that live one after another: one of a <see cref="KillCrew"/>.</summary>
internal sealed class KillWorld : IAsyncDisposable
{
    /// <summary>An outage is longer than any of these, and the service's own clock, which is not ahead, ends a dead bot's lease soon.</summary>
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
    private BotLife? _now;

    private KillWorld(ProofWorld world, Mechanism without, CancellationToken stop) => (World, _without, _stop) = (world, without, stop);

    public ProofWorld World { get; }

    /// <summary>The bot that runs; after a death the dead one, until the next one listens.</summary>
    public BotLife Now => _now ?? throw new InvalidOperationException("No bot has begun yet.");

    /// <summary>Without a bot yet.</summary>
    public static async Task<KillWorld> StartAsync(ProofStore store, Mechanism without, CancellationToken stop) =>
        new(await ProofWorld.StartAsync(store, Settings, stop), without, stop);

    /// <param name="ahead">How much later it is for its next bot.</param>
    public IEnumerable<KeyValuePair<string, string?>> SettingsAt(TimeSpan ahead) => World.SettingsOf(ahead, _without);

    /// <summary>This bot is the one from now on.</summary>
    public void Begin(ProcessBot bot)
    {
        var last = _now;
        World.Microsoft.Teams.BotEndpoint = new(bot.Address, "/api/messages");
        _now = new(bot);
        last?.Successor.SetResult(_now);
    }

    public async Task InstallAsync()
    {
        await World.Microsoft.Teams.InstallBotAsync(World.Microsoft.Teams.ContosoSoc, _stop);
        await World.IdleAsync(_stop);
    }

    /// <summary>Returns with a bot that has not fetched, learnt or remembered anything yet: as soon as the others are ready to die too.</summary>
    public async Task StartAfreshAsync()
    {
        var life = Now;
        await life.Bot.OverAsync(_stop);
        await life.NextAsync(_stop);
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();
}

/// <summary>A bot from its start to its death.</summary>
internal sealed class BotLife(ProcessBot bot)
{
    public ProcessBot Bot => bot;

    public TaskCompletionSource<BotLife> Successor { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Returns when it is dead, which it is with the last one of its process, and the next one runs.</summary>
    public Task<BotLife> NextAsync(CancellationToken cancellationToken) => Successor.Task.WaitAsync(2 * Waiting.Patience, cancellationToken);
}
