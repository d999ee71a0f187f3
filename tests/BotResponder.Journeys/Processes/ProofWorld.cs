using System.Collections.Concurrent;
using BotResponder.Journeys.Rebuild;
using BotResponder.Journeys.World;
using BotResponder.Simulator;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys.Processes;

/// <summary>A pretend Microsoft that survives its bots, a store that survives them too, and the settings that put a bot between the two. Whoever starts bots ends them first.</summary>
internal sealed class ProofWorld : IAsyncDisposable
{
    private readonly ProofStore _store;
    private readonly Dictionary<string, string?> _settings;
    private readonly ConcurrentQueue<Device> _devices;

    private ProofWorld(MicrosoftSimulator microsoft, ProofStore store, IReadOnlyDictionary<string, string?>? settings)
    {
        (Microsoft, _store) = (microsoft, store);
        _settings = BotSettings.For(microsoft, store.Folder);
        foreach (var (name, value) in store.Settings.Concat(settings ?? new Dictionary<string, string?>(StringComparer.Ordinal)))
        {
            _settings[name] = value;
        }

        Store = new(_settings);
        _devices = new(microsoft.Tenants.Contoso.Devices.Where(device => device is { Group: "Workstations", Tags: [], StartsOffline: false } && IsPlain(device)));
    }

    public MicrosoftSimulator Microsoft { get; }

    public StoreReader Store { get; }

    /// <summary>How much later than asked for a timer of its queue may come.</summary>
    public TimeSpan TimerGrain => _store.TimerGrain;

    /// <param name="settings">Host settings that differ from a journey's usual ones.</param>
    public static async Task<ProofWorld> StartAsync(ProofStore store, IReadOnlyDictionary<string, string?>? settings, CancellationToken cancellationToken)
    {
        var options = new SimulatorOptions { ActionStartDelay = TimeSpan.FromMilliseconds(20), ActionRunTime = TimeSpan.FromMilliseconds(20), RateLimits = false, RequireConnectorToken = true };
        return new(await MicrosoftSimulator.StartAsync(options, cancellationToken), store, settings);
    }

    /// <summary>The settings of a bot over this store.</summary>
    /// <param name="ahead">How much later it is for it.</param>
    /// <param name="without">What it does without.</param>
    public IEnumerable<KeyValuePair<string, string?>> SettingsOf(TimeSpan ahead, Mechanism without) =>
        _settings.Append(new(ChildBot.ClockAhead, ahead.ToString("c"))).Append(new(ChildBot.Without, without.ToString()));

    /// <summary>Nobody has touched it yet.</summary>
    public Device NextDevice() => _devices.TryDequeue(out var device) ? device : throw new InvalidOperationException("The tenant has no device left for another round.");

    public int CallsTo(Device device, string verb) => Microsoft.Calls.Count(call =>
        call.Method == "POST" && call.Path.EndsWith($"/{device.Id}/{verb}", StringComparison.Ordinal));

    /// <exception cref="TimeoutException">Something is still left; it says what.</exception>
    public async Task IdleAsync(CancellationToken cancellationToken, TimeSpan? patience = null)
    {
        try
        {
            await Waiting.UntilAsync("nothing is left to do", () => Store.IsIdleAsync(cancellationToken), cancellationToken, patience);
        }
        catch (TimeoutException busy)
        {
            throw new TimeoutException($"{busy.Message} At {TimeProvider.System.GetUtcNow():HH:mm:ss} there is\n{await Store.WorkAsync(cancellationToken)}", busy);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await Microsoft.DisposeAsync();
        await _store.DisposeAsync();
    }

    private bool IsPlain(Device device) =>
        device is { IsSupported: true, Value: "Normal" } && Microsoft.Tenants.Contoso.Devices.Count(other => other.IsNamed(device.HostName)) == 1;
}
