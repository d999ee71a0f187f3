using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using BotResponder.Simulator;
using BotResponder.Simulator.Tenants;
using Microsoft.Extensions.Configuration.Memory;

namespace BotResponder.Playground;

/// <summary>Settings with which the bot takes the simulator for Microsoft. What the user configures wins over every one of them.</summary>
internal static class PlaygroundSettings
{
    private const string Address = "http://127.0.0.1:5080";

    /// <summary>Development unless said otherwise; and the Playground's page, whichever program it runs in.</summary>
    public static WebApplicationOptions Options(string[] args)
    {
        var said = new ConfigurationBuilder().AddEnvironmentVariables("DOTNET_").AddEnvironmentVariables("ASPNETCORE_").AddCommandLine(args).Build();
        return new()
        {
            Args = args,
            ApplicationName = typeof(PlaygroundSettings).Assembly.GetName().Name,
            EnvironmentName = said[HostDefaults.EnvironmentKey] ?? Environments.Development,
        };
    }

    /// <summary>Makes the data folder; forgets the last rehearsal, as the simulator does.</summary>
    public static void AddTo(WebApplicationBuilder builder, MicrosoftSimulator simulator)
    {
        var folder = Directory.CreateDirectory(Path.Combine(builder.Environment.ContentRootPath, "data")).FullName;
        RequireFreePort(builder.Configuration[WebHostDefaults.ServerUrlsKey] ?? Address);
        var store = Path.Combine(folder, "playground.db");
        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            File.Delete(store + suffix);
        }

        var certificate = Path.Combine(folder, "microsoft.pem");
        File.WriteAllText(certificate, simulator.CertificatePem);
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            [WebHostDefaults.ServerUrlsKey] = Address,
            ["Logging:LogLevel:Default"] = "Warning",
            ["Storage:Path"] = store,
            ["Ledger:Key"] = LedgerKey(Path.Combine(folder, "playground.key")),
            ["Dispatch:FirstPoll"] = "00:00:00.5",
            // "An hour later" moves the bot's clock past its timers' wake-ups: the sweeper finds what is due by then, and nobody at the page waits a minute for it.
            ["Work:Sweep"] = "00:00:00.5",
            ["Work:Patience"] = "00:00:01",
        };
        AddMicrosoft(settings, simulator, certificate);
        AddCustomer(settings, 0, simulator.Tenants.Contoso, simulator.Teams.ContosoSoc.Id);
        AddCustomer(settings, 1, simulator.Tenants.Fabrikam, simulator.Teams.FabrikamSoc.Id);
        settings["Protection:Customers:1:Contacts:0"] = Id(Cast.Dee);
        AddRules(settings);

        // First means weakest: appsettings, environment and command line come after it.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = settings });
    }

    /// <summary>Asked before anything is deleted: the store may be that of a Playground which is running.</summary>
    private static void RequireFreePort(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Port == 0)
        {
            return;
        }

        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, uri.Port);
            probe.Start();
        }
        catch (SocketException taken)
        {
            throw new PlaygroundException($"{address} is taken: stop what listens there, or start with --urls and another port.", taken);
        }
    }

    private static void AddMicrosoft(Dictionary<string, string?> settings, MicrosoftSimulator simulator, string certificate)
    {
        settings["Teams:AppId"] = Cast.BotAppId;
        settings["Teams:AppTenantId"] = Cast.ContosoId;
        settings["Teams:ClientSecret"] = Cast.BotSecret;
        settings["Teams:OpenIdMetadata"] = simulator.BotFrameworkMetadata.ToString();
        settings["Teams:AuthorityHost"] = simulator.HttpsAddress.ToString();
        settings["Teams:TrustedCertificateFile"] = certificate;
        settings["Teams:DisableInstanceDiscovery"] = "true";
        settings["Defender:ClientId"] = Cast.BotAppId;
        settings["Defender:ClientSecret"] = Cast.BotSecret;
        settings["Defender:BaseUrl"] = simulator.DefenderAddress.ToString();
        settings["Defender:GraphBaseUrl"] = simulator.GraphAddress.ToString();
        settings["Defender:AuthorityHost"] = simulator.HttpsAddress.ToString();
        settings["Defender:TrustedCertificateFile"] = certificate;
        settings["Defender:DisableInstanceDiscovery"] = "true";
    }

    private static void AddCustomer(Dictionary<string, string?> settings, int number, Tenant tenant, string channel)
    {
        var customer = $"Protection:Customers:{number}";
        settings[$"{customer}:TenantId"] = tenant.Id;
        settings[$"{customer}:Name"] = tenant.Name;
        settings[$"{customer}:Channels:0"] = channel;
        settings[$"{customer}:Responders:0"] = Id(Cast.Ann);
        settings[$"{customer}:BreakGlass:0"] = Id(Cast.Ann);
        settings[$"{customer}:Approvers:0"] = Id(Cast.Bo);
        settings[$"{customer}:Approvers:1"] = Id(Cast.Cy);
    }

    /// <summary>What a rehearsal of the policy needs. Rules of your own stand in front of these, whatever their number.</summary>
    private static void AddRules(Dictionary<string, string?> settings)
    {
        settings["Protection:Customers:0:EmergencyAccounts:0"] = $"breakglass-01@{Cast.ContosoDomain}";
        settings["Protection:Customers:1:Approvers:2"] = Id(Cast.Dee);
        AddRule(settings, "both sides", ("Customers:0", Cast.FabrikamId), ("Roles:0", "Responder"), ("FromProvider", "1"), ("FromCustomer", "1"));
        AddRule(settings, "many in an hour", ("Customers:0", Cast.ContosoId), ("Actions:0", "device.isolate"), ("OverTargets", "3"), ("Within", "01:00:00"), ("Approvals", "2"));
    }

    private static void AddRule(Dictionary<string, string?> settings, string name, params ReadOnlySpan<(string Key, string Value)> says)
    {
        var rule = $"Policy:Rules:{name}";
        (settings[$"{rule}:Name"], settings[$"{rule}:Effect"]) = (name, "NeedsApproval");
        foreach (var (key, value) in says)
        {
            settings[$"{rule}:{key}"] = value;
        }
    }

    /// <summary>Made once: the same key tomorrow.</summary>
    private static string LedgerKey(string file)
    {
        if (!File.Exists(file))
        {
            File.WriteAllText(file, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        }

        return File.ReadAllText(file).Trim();
    }

    private static string Id(CastMember person) => $"{person.TenantId}/{person.ObjectId}";
}
