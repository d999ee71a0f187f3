using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Defender;
using BotResponder.Simulator;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Tenants;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace BotResponder.Tests.Defender.Limits;

/// <summary>The bot's actions over HTTP against a Microsoft that keeps its limits, both by one clock that only the test moves.</summary>
internal sealed class DefenderBench : IAsyncDisposable
{
    public static readonly CustomerId Contoso = new(Cast.ContosoId);
    public static readonly CustomerId Fabrikam = new(Cast.FabrikamId);

    private readonly string _rootFile = Path.Combine(Path.GetTempPath(), $"botresponder-{Guid.NewGuid():N}.pem");
    private readonly ServiceProvider _services;

    private DefenderBench(MicrosoftSimulator microsoft, FakeTimeProvider time, Dictionary<string, string?> settings)
    {
        (Microsoft, Time) = (microsoft, time);
        File.WriteAllText(_rootFile, microsoft.CertificatePem);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(Usual(microsoft)).AddInMemoryCollection(settings).Build());
        services.AddSingleton<TimeProvider>(time);
        services.AddDefender();
        _services = services.BuildServiceProvider(validateScopes: true);
    }

    public MicrosoftSimulator Microsoft { get; }

    public FakeTimeProvider Time { get; }

    public IResponseAction Isolate => Get<ActionCatalog>().FindByVerb("isolate")!;

    public IEnumerable<RecordedCall> DefenderCalls => Microsoft.Calls.Where(call => call.Area is UpstreamArea.Defender or UpstreamArea.Graph);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <param name="settings">Of the section <c>Defender</c>.</param>
    public static async Task<DefenderBench> StartAsync(Func<SimulatorOptions, SimulatorOptions>? options = null, params (string Name, string Value)[] settings)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        var chosen = new SimulatorOptions { Time = time, ActionStartDelay = TimeSpan.FromMinutes(10) };
        var microsoft = await MicrosoftSimulator.StartAsync(options?.Invoke(chosen) ?? chosen, Cancelled);
        return new(microsoft, time, settings.ToDictionary(pair => $"Defender:{pair.Name}", string? (pair) => pair.Value, StringComparer.Ordinal));
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public ActionParameters Parameters(string device) => Isolate.Bind(Samples.Command(Isolate, device)).Value;

    /// <summary>As a dispatcher does it: the permit, then the call.</summary>
    public async Task<Result<ActionReceipt>> AdmitAndIsolateAsync(CustomerId customer, Device device) =>
        await Isolate.AdmitAsync(customer, Cancelled) is { } problem ? problem : await IsolateAsync(customer, device);

    public Task<Result<ActionReceipt>> IsolateAsync(CustomerId customer, Device device) => Isolate.ExecuteAsync(
        new(customer, new RequestId(Samples.Request), new ShortCode("R-4F7K2"), new ActionTarget("device", device.Id, device.DnsName),
            Parameters(device.Id), "a test", "nobody"),
        Cancelled);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Microsoft.DisposeAsync();
        File.Delete(_rootFile);
    }

    private Dictionary<string, string?> Usual(MicrosoftSimulator microsoft) => new(StringComparer.Ordinal)
    {
        ["Defender:ClientId"] = Cast.BotAppId,
        ["Defender:ClientSecret"] = Cast.BotSecret,
        ["Defender:BaseUrl"] = microsoft.DefenderAddress.AbsoluteUri,
        ["Defender:GraphBaseUrl"] = microsoft.GraphAddress.AbsoluteUri,
        ["Defender:AuthorityHost"] = microsoft.HttpsAddress.AbsoluteUri,
        ["Defender:TrustedCertificateFile"] = _rootFile,
        ["Defender:DisableInstanceDiscovery"] = "true",
    };
}
