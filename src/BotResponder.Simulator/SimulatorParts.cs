using BotResponder.Simulator.Defender;
using BotResponder.Simulator.Entra;
using BotResponder.Simulator.Faults;
using BotResponder.Simulator.Graph;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Identity;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;
using BotResponder.Simulator.Troubleshooting;
using BotResponder.Simulator.Tuning;

namespace BotResponder.Simulator;

/// <summary>The pretend services and what they share, put together by hand.</summary>
internal sealed class SimulatorParts : IDisposable
{
    private readonly TokenMint _tokens;

    public SimulatorParts(SimulatorOptions options)
    {
        Options = options;
        _tokens = new(options.Time);
        Tenants = new(options.Time.GetUtcNow(), options.ExtraDevices, options.ExtraAlerts);
        Limits = new(options);
        Faults = new(options.Time);
        Calls = new(options.Memory);
        Actions = new[] { Tenants.Contoso, Tenants.Fabrikam }
            .ToDictionary(tenant => tenant.Id, _ => new MachineActions(options, Faults), StringComparer.Ordinal);
        Accounts = new(options);
        Risks = new(options);
        Cases = new(options);
        Indicators = new(options);
        Troubleshooting = new(options);
        Tuning = new(options);
        Rooms = new(new TeamsSeeds(Tenants), options.Time);
        Writer = new(options.Time);
        Delivery = new(options, _tokens);
        Faults.BeforeLinkChange = deviceId => Array.ForEach([.. Actions.Values], actions => actions.Settle(deviceId));
        foreach (var device in Tenants.Contoso.Devices.Concat(Tenants.Fabrikam.Devices).Where(device => device.StartsOffline))
        {
            Faults.DeviceOffline(device.Id, offline: true);
        }
    }

    public SimulatorOptions Options { get; }

    public TenantDirectory Tenants { get; }

    public FaultBoard Faults { get; }

    public CallLog Calls { get; }

    public RateLimits Limits { get; }

    public IReadOnlyDictionary<string, MachineActions> Actions { get; }

    public AccountStates Accounts { get; }

    public GroupStates Groups { get; } = new();

    public RiskStates Risks { get; }

    public CaseStates Cases { get; }

    public Indicators Indicators { get; }

    public TroubleshootingStates Troubleshooting { get; }

    public TuningRules Tuning { get; }

    public TeamsRooms Rooms { get; }

    public ActivityWriter Writer { get; }

    public BotDelivery Delivery { get; }

    public Action WhenChanged { get; set; } = () => { };

    public void Changed() => WhenChanged();

    public void Map(WebApplication app)
    {
        var pipeline = new UpstreamPipeline(Calls, Faults, Options.Time, Changed);
        app.Use(next => context => pipeline.RunAsync(context, next));
        app.UseRouting();
        new EntraEndpoints(Tenants, _tokens, Options.Time).Map(app);
        BotFrameworkKeys.Map(app, _tokens, Options.Time);

        var defender = new ApiGate(UpstreamArea.Defender, Audience.Defender, Limits, Tenants, _tokens, Options.Time);
        new DefenderEndpoints(defender, Actions, Options).Map(app);
        new IndicatorEndpoints(defender, Indicators, Options).Map(app);
        var graph = new ApiGate(UpstreamArea.Graph, Audience.Graph, Limits, Tenants, _tokens, Options.Time);
        new HuntingEndpoint(new(Actions, Troubleshooting, Accounts), Options.Time).Map(app, graph);
        new UsersEndpoint(Accounts).Map(app, graph);
        new GroupsEndpoint(Groups, Accounts).Map(app, graph);
        new DirectoryRolesEndpoint(Accounts).Map(app, graph);
        new UserWrites(Accounts, Options).Map(app, graph);
        new IdentityEndpoints(Accounts, Options).Map(app, graph);
        new RiskEndpoints(Risks, Options).Map(app, graph);
        new AlertsEndpoint(Cases).Map(app, graph);
        new IncidentsEndpoint(Cases, Options).Map(app, graph);
        new AuditQueriesEndpoint(Tuning, Options).Map(app, graph);

        var connector = new ConnectorGate(Options, new(Options), Tenants, _tokens, Rooms);
        new ActivityEndpoints(connector, Rooms, Options.Time).Map(app);
        new CreateEndpoint(connector, Rooms).Map(app);
        new RosterEndpoints(connector, Rooms).Map(app);
    }

    public void Dispose()
    {
        Delivery.Dispose();
        _tokens.Dispose();
    }
}
