using BotResponder.Benchmarks.Load;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Benchmarks.Processes;

/// <summary>The host's configuration: one customer with one channel, by default with many responders and one approver.</summary>
internal sealed record HostSettings
{
    public required string Store { get; init; }

    public required string LedgerKey { get; init; }

    public required Uri Microsoft { get; init; }

    public required Uri Authority { get; init; }

    public required string CertificateFile { get; init; }

    /// <summary>The customer's only channel.</summary>
    public string Channel { get; init; } = Talk.Channel;

    /// <summary>Object ids.</summary>
    public IReadOnlyList<string> Responders { get; init; } = [.. Enumerable.Range(0, Talk.Responders).Select(number => Talk.Responder(number).ToString())];

    /// <summary>Object ids.</summary>
    public IReadOnlyList<string> Approvers { get; init; } = [Cast.Bo.ObjectId];

    /// <summary>Of Teams' limits, as the host counts them. Default 1000: the bot is measured, not the pace at which Teams takes messages.</summary>
    public int ShareOfLimits { get; init; } = 1000;

    /// <summary>Where the keys are that sign what Teams delivers. Null: no token is needed, and none is sent.</summary>
    public Uri? Keys { get; init; }

    public IEnumerable<string> ToArguments() =>
    [
        $"--Teams:AppId={Cast.BotAppId}",
        .. Tokens(),
        $"--Teams:Connector:ShareOfLimits={ShareOfLimits}",
        $"--Ledger:Key={LedgerKey}",
        $"--Storage:Path={Store}",
        // Each of our responders asks for all devices, and nobody answers most of it.
        "--Approvals:MostPending=500",
        $"--Defender:ClientId={Cast.BotAppId}",
        $"--Defender:ClientSecret={Cast.BotSecret}",
        $"--Defender:BaseUrl={new Uri(Microsoft, "/defender")}",
        $"--Defender:GraphBaseUrl={new Uri(Microsoft, "/graph/v1.0")}",
        $"--Defender:AuthorityHost={Authority}",
        $"--Defender:TrustedCertificateFile={CertificateFile}",
        "--Defender:DisableInstanceDiscovery=true",
        $"--Protection:Customers:0:TenantId={Cast.ContosoId}",
        "--Protection:Customers:0:Name=Contoso",
        $"--Protection:Customers:0:Channels:0={Channel}",
        .. Approvers.Select((person, number) => $"--Protection:Customers:0:Approvers:{number}={Cast.ContosoId}/{person}"),
        .. Responders.Select((person, number) => $"--Protection:Customers:0:Responders:{number}={Cast.ContosoId}/{person}"),
    ];

    private IEnumerable<string> Tokens() => Keys is null ? ["--Teams:DangerouslyAllowUnauthenticatedLoopback=true"] :
    [
        $"--Teams:AppTenantId={Cast.ContosoId}",
        $"--Teams:ClientSecret={Cast.BotSecret}",
        $"--Teams:OpenIdMetadata={Keys}",
        $"--Teams:AuthorityHost={Authority}",
        $"--Teams:TrustedCertificateFile={CertificateFile}",
        "--Teams:DisableInstanceDiscovery=true",
    ];
}
