using System.Collections.Immutable;
using BotResponder.Simulator.Faults;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Identity;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;
using BotResponder.Simulator.Troubleshooting;

namespace BotResponder.Simulator;

/// <summary>
/// A pretend Microsoft on the loopback interface and nowhere else: Entra tokens at the root, Defender under <c>/defender</c>,
/// Graph under <c>/graph/v1.0</c>, the Teams connector under <c>/teams/{tenantId}</c>. Everything lives in memory.
/// </summary>
public sealed class MicrosoftSimulator : IAsyncDisposable
{
    private readonly SimulatorParts _parts;
    private readonly WebApplication _app;

    private MicrosoftSimulator(SimulatorParts parts, LoopbackServer server)
    {
        _parts = parts;
        _app = server.App;
        (HttpAddress, HttpsAddress, CertificatePem) = (server.HttpAddress, server.HttpsAddress, server.CertificatePem);
        Teams = new(parts.Rooms, parts.Writer, parts.Delivery, parts.Options.Time, parts.Changed);
        Portal = new(parts);
        parts.Writer.Root = HttpAddress;
        parts.WhenChanged = () => Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Something may have changed: a call was answered, somebody typed or tapped. Raised on any thread, often.</summary>
    public event EventHandler? Changed;

    /// <summary>Without a path: <c>http://127.0.0.1:port/</c>.</summary>
    public Uri HttpAddress { get; }

    /// <summary>The same over TLS; what Azure.Identity wants as its authority.</summary>
    public Uri HttpsAddress { get; }

    /// <summary>The public part of the TLS certificate, made at start for 127.0.0.1 and localhost.</summary>
    public string CertificatePem { get; }

    /// <summary>Base URL of the Defender API for clients: they add <c>/api/…</c>.</summary>
    public Uri DefenderAddress => new(HttpAddress, "/defender");

    /// <summary>Base URL of Graph, version included.</summary>
    public Uri GraphAddress => new(HttpAddress, "/graph/v1.0");

    /// <summary>Where a bot finds the keys that sign what Teams delivers.</summary>
    public Uri BotFrameworkMetadata => new(HttpAddress, "/botframework/v1/.well-known/openidconfiguration");

    public TimeProvider Time => _parts.Options.Time;

    public TenantDirectory Tenants => _parts.Tenants;

    /// <summary>The people's side of Teams.</summary>
    public TeamsWorld Teams { get; }

    /// <summary>What people do past the bot.</summary>
    public Portal Portal { get; }

    public FaultBoard Faults => _parts.Faults;

    /// <summary>Calls so far, in the order in which they came in.</summary>
    public ImmutableArray<RecordedCall> Calls => _parts.Calls.Snapshot();

    /// <summary>How many calls Defender and Graph have answered with 429 because a limit was used up; throttling as a fault is not among them.</summary>
    public int CallsOverLimit => _parts.Limits.Refused;

    /// <summary>The service URL of a tenant's conversations.</summary>
    public string ServiceUrl(string tenantId) => _parts.Writer.ServiceUrl(tenantId);

    /// <summary>The token with which Teams would deliver an activity of this service URL, for a test that posts by itself.</summary>
    public string DeliveryToken(string serviceUrl) => _parts.Delivery.Token(serviceUrl);

    /// <summary>Starts it.</summary>
    /// <exception cref="IOException">A port of the options is taken.</exception>
    public static async Task<MicrosoftSimulator> StartAsync(SimulatorOptions options, CancellationToken cancellationToken)
    {
        var parts = new SimulatorParts(options);
        try
        {
            return new(parts, await LoopbackServer.StartAsync(options, parts.Map, cancellationToken));
        }
        catch
        {
            parts.Dispose();
            throw;
        }
    }

    /// <summary>Whether the newest isolation or release of the device that has succeeded is an isolation.</summary>
    public bool IsIsolated(Device device) => _parts.Actions.Values.Any(actions => actions.IsIsolated(device.Id));

    /// <summary>
    /// A person turns on troubleshooting mode on the device's page in the portal, which has no API. It is on after <see cref="SimulatorOptions.TroubleshootingStartDelay"/>,
    /// and hunting shows it <see cref="SimulatorOptions.IngestionDelay"/> later.
    /// </summary>
    /// <returns>False when nothing comes of it, as with Defender: the device is off, passive, in the mode already, or has used up its 8 hours.</returns>
    public bool StartTroubleshooting(Device device)
    {
        var isStarted = _parts.Troubleshooting.Start(device, isOnline: _parts.Faults.LinkOf(device.Id).OfflineSince is null);
        _parts.Changed();
        return isStarted;
    }

    /// <summary>A local administrator sets an antivirus setting; hunting shows it among the registry's events.</summary>
    /// <returns>False when tamper protection holds, because troubleshooting mode is not on.</returns>
    public bool SetAntivirusSetting(Device device, AntivirusSetting setting) => _parts.Troubleshooting.Set(device, setting);

    /// <summary>A person makes an alert tuning rule in the portal, which has no API for it. The audit log shows it <see cref="SimulatorOptions.AuditDelay"/> later.</summary>
    public void MakeTuningRule(Tenant tenant, string name, string by) => Tune(tenant, "CreateSuppressionRule", name, by);

    /// <summary>A person deletes one; the audit log shows that as well.</summary>
    public void DeleteTuningRule(Tenant tenant, string name, string by) => Tune(tenant, "DeleteSuppressionRule", name, by);

    /// <summary>Security groups, as people keep them in the Entra portal.</summary>
    public GroupStates Groups => _parts.Groups;

    /// <summary>How an account stands now, in both directories.</summary>
    public AccountState StateOf(Account account) => _parts.Accounts.Of(account);

    /// <summary>What Entra ID Protection shows of an account now.</summary>
    public RiskState RiskOf(Account account) => _parts.Risks.Of(account);

    /// <summary>How an alert or an incident stands now.</summary>
    public CaseState StateOf(SecurityCase item) => _parts.Cases.Of(item);

    /// <summary>Every machine action of a tenant, newest first, as it stands now.</summary>
    public ImmutableArray<DeviceAction> ActionsOf(Tenant tenant)
    {
        var actions = _parts.Actions[tenant.Id];
        return
        [
            .. actions.All().Select(action => new DeviceAction(
                action.Id, action.Kind.Type, action.Scope, actions.Progress(action).Status, action.Device, action.Comment, action.CreatedAt)),
        ];
    }

    private void Tune(Tenant tenant, string operation, string name, string by)
    {
        _parts.Tuning.Note(tenant, operation, name, by);
        _parts.Changed();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _parts.Dispose();
    }
}

/// <summary>A machine action as a test or a live page looks at it.</summary>
/// <param name="Type">Isolate, Unisolate, …: the wire's words.</param>
/// <param name="Status">Pending, InProgress, Succeeded, Failed, TimeOut or Cancelled.</param>
public sealed record DeviceAction(
    string Id, string Type, string? Scope, string Status, Device Device, string Comment, DateTimeOffset CreatedAt);
