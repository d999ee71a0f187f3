using System.Security.Cryptography;
using BotResponder.Host;
using BotResponder.Host.Health;
using BotResponder.Simulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using People = BotResponder.Simulator.Tenants.Cast;

namespace BotResponder.Tests.Host.Check;

/// <summary>The real Host over the pretend Microsoft, not started unless a test starts it.</summary>
internal sealed class CheckedBot : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("botresponder-check-").FullName;
    private readonly List<WebApplication> _apps = [];

    private CheckedBot(MicrosoftSimulator microsoft)
    {
        Microsoft = microsoft;
        var certificate = Path.Combine(_folder, "microsoft.pem");
        File.WriteAllText(certificate, microsoft.CertificatePem);
        Settings = new(StringComparer.OrdinalIgnoreCase)
        {
            ["Teams:AppId"] = People.BotAppId,
            ["Teams:DangerouslyAllowUnauthenticatedLoopback"] = "true",
            ["Defender:ClientId"] = People.BotAppId,
            ["Defender:ClientSecret"] = People.BotSecret,
            ["Defender:BaseUrl"] = microsoft.DefenderAddress.ToString(),
            ["Defender:GraphBaseUrl"] = microsoft.GraphAddress.ToString(),
            ["Defender:AuthorityHost"] = microsoft.HttpsAddress.ToString(),
            ["Defender:TrustedCertificateFile"] = certificate,
            ["Defender:DisableInstanceDiscovery"] = "true",
            ["Ledger:Key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Storage:Path"] = Database,
            ["Work:Look"] = "00:00:00.01",
            ["Protection:Customers:0:TenantId"] = People.ContosoId,
            ["Protection:Customers:0:Name"] = "Contoso",
            ["Protection:Customers:0:Channels:0"] = microsoft.Teams.ContosoSoc.Id,
            ["Protection:Customers:0:Responders:0"] = $"{People.Ann.TenantId}/{People.Ann.ObjectId}",
            ["Protection:Customers:0:Approvers:0"] = $"{People.Bo.TenantId}/{People.Bo.ObjectId}",
        };
    }

    public MicrosoftSimulator Microsoft { get; }

    public Dictionary<string, string?> Settings { get; }

    public string Database => Path.Combine(_folder, "bot.db");

    public static async Task<CheckedBot> CreateAsync() =>
        new(await MicrosoftSimulator.StartAsync(new() { RateLimits = false }, TestContext.Current.CancellationToken));

    /// <summary>A process of its own over the same store.</summary>
    public WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development", ContentRootPath = _folder });
        builder.Configuration.AddInMemoryCollection(Settings);
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().UseUrls("http://127.0.0.1:0");
        var app = builder.AddBotResponder().Build();
        _apps.Add(app);
        return app;
    }

    /// <summary>A running bot, installed in Contoso's channel.</summary>
    public async Task<WebApplication> RunAsync(CancellationToken cancellationToken)
    {
        var app = Build();
        app.MapBotResponder();
        await app.StartAsync(cancellationToken);
        Microsoft.Teams.BotEndpoint = new(new(AddressOf(app)), "/api/messages");
        await Microsoft.Teams.InstallBotAsync(Microsoft.Teams.ContosoSoc, cancellationToken);
        return app;
    }

    public static string AddressOf(WebApplication app) => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public async Task<(int ExitCode, string Lines)> CheckAsync(CancellationToken cancellationToken)
    {
        await using var output = new StringWriter();
        return (await HostCheck.RunAsync(Build().Services, output, cancellationToken), output.ToString());
    }

    public async Task<(int ExitCode, string Lines)> UnparkAsync(CancellationToken cancellationToken)
    {
        await using var output = new StringWriter();
        return (await HostCheck.UnparkAsync(Build().Services, output, cancellationToken), output.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _apps)
        {
            await app.DisposeAsync();
        }

        await Microsoft.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
