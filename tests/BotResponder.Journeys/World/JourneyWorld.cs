using BotResponder.Core.Audit;
using BotResponder.Core.Customers;
using BotResponder.Host;
using BotResponder.Simulator;
using BotResponder.Simulator.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BotResponder.Journeys.World;

/// <summary>The real Host and the pretend Microsoft, over loopback, with a store of their own. Nothing between them is mocked; every call in and out carries a token, unless the
/// settings say otherwise.</summary>
public sealed class JourneyWorld : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("botresponder-journey-").FullName;
    private readonly Dictionary<string, string?> _settings;
    private readonly Action<IServiceCollection>? _services;
    private WebApplication? _app;

    private JourneyWorld(MicrosoftSimulator microsoft, IReadOnlyDictionary<string, string?>? settings, Action<IServiceCollection>? services)
    {
        _services = services;
        Microsoft = microsoft;
        _settings = BotSettings.For(microsoft, _folder);
        _settings["Storage:Path"] = Path.Combine(_folder, "bot.db");
        foreach (var (name, value) in settings ?? new Dictionary<string, string?>(StringComparer.Ordinal))
        {
            _settings[name] = value;
        }
    }

    public MicrosoftSimulator Microsoft { get; }

    public CapturedLogs Logs { get; } = new();

    /// <summary>The bot's clock.</summary>
    public ShiftedTime Clock { get; } = new();

    public Uri BotAddress { get; private set; } = new("http://127.0.0.1");

    /// <summary>What the bot was started with.</summary>
    public IReadOnlyDictionary<string, string?> Settings => _settings;

    public IServiceProvider Services => _app!.Services;

    /// <summary>Starts both, and installs the bot in both channels and in everybody's personal chat.</summary>
    /// <param name="settings">Host settings that differ from a journey's usual ones.</param>
    /// <param name="services">Changes the bot's service registrations: faults are put around its store.</param>
    public static async Task<JourneyWorld> StartAsync(
        CancellationToken cancellationToken, IReadOnlyDictionary<string, string?>? settings = null, SimulatorOptions? options = null,
        Action<IServiceCollection>? services = null)
    {
        options ??= new() { ActionStartDelay = TimeSpan.FromMilliseconds(50), ActionRunTime = TimeSpan.FromMilliseconds(50), RateLimits = false };
        var tokens = settings?.ContainsKey("Teams:DangerouslyAllowUnauthenticatedLoopback") != true;
        var microsoft = await MicrosoftSimulator.StartAsync(options with { RequireConnectorToken = tokens }, cancellationToken);
        var world = new JourneyWorld(microsoft, settings, services);
        await world.StartBotAsync(cancellationToken);
        foreach (var conversation in new[] { microsoft.Teams.ContosoSoc, microsoft.Teams.FabrikamSoc }.Concat(Cast.Everybody.Select(microsoft.Teams.OpenPersonalChat)))
        {
            await microsoft.Teams.InstallBotAsync(conversation, cancellationToken);
        }

        return world;
    }

    /// <summary>Starts the bot over the same store: the second time it is a restart.</summary>
    public async Task StartBotAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development", ContentRootPath = _folder });
        builder.Configuration.AddInMemoryCollection(_settings);
        builder.Logging.ClearProviders().AddProvider(Logs).SetMinimumLevel(LogLevel.Information);
        builder.WebHost.UseKestrelHttpsConfiguration().UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.AddBotResponder();
        _services?.Invoke(builder.Services);
        _app = builder.Build();
        _app.MapBotResponder();
        await _app.StartAsync(cancellationToken);
        BotAddress = new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Microsoft.Teams.BotEndpoint = new(BotAddress, "/api/messages");
    }

    /// <summary>A setting of the next start.</summary>
    public void Set(string name, string? value) => _settings[name] = value;

    public async Task StopBotAsync(CancellationToken cancellationToken)
    {
        await _app!.StopAsync(cancellationToken);
        await _app.DisposeAsync();
        _app = null;
    }

    /// <summary>The audit trail of a customer, newest first.</summary>
    public Task<IReadOnlyList<SealedEntry>> AuditAsync(string tenant, CancellationToken cancellationToken) =>
        Services.GetRequiredService<AuditTrail>().NewestAsync(new CustomerId(tenant), 500, cancellationToken);

    /// <summary>How often Defender was told to do something to a device.</summary>
    public int CallsTo(string host, string verb) => Microsoft.Calls.Count(call =>
        call.Method == "POST" && call.Path.EndsWith($"/{Microsoft.Tenants.Contoso.Device(host).Id}/{verb}", StringComparison.Ordinal));

    public Task<AuditVerdict> VerifyAuditAsync(string tenant, CancellationToken cancellationToken) =>
        Services.GetRequiredService<AuditVerifier>().VerifyAsync(new CustomerId(tenant), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await StopBotAsync(CancellationToken.None);
        }

        await Microsoft.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
