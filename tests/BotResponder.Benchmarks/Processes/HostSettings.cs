using BotResponder.Benchmarks.Load;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Benchmarks.Processes;

/// <summary>The host's configuration: one customer with one channel, many responders and one approver.</summary>
internal sealed record HostSettings
{
    public required string Store { get; init; }

    public required string LedgerKey { get; init; }

    public required Uri Microsoft { get; init; }

    public required Uri Authority { get; init; }

    public required string CertificateFile { get; init; }

    public IEnumerable<string> ToArguments() =>
    [
        $"--Teams:AppId={Cast.BotAppId}",
        "--Teams:DangerouslyAllowUnauthenticatedLoopback=true",

        // The bot is measured, not the pace at which Teams takes messages.
        "--Teams:Connector:ShareOfLimits=1000",
        $"--Ledger:Key={LedgerKey}",
        $"--Storage:Path={Store}",
        $"--Defender:ClientId={Cast.BotAppId}",
        $"--Defender:ClientSecret={Cast.BotSecret}",
        $"--Defender:BaseUrl={new Uri(Microsoft, "/defender")}",
        $"--Defender:GraphBaseUrl={new Uri(Microsoft, "/graph/v1.0")}",
        $"--Defender:AuthorityHost={Authority}",
        $"--Defender:TrustedCertificateFile={CertificateFile}",
        "--Defender:DisableInstanceDiscovery=true",
        $"--Protection:Customers:0:TenantId={Cast.ContosoId}",
        "--Protection:Customers:0:Name=Contoso",
        $"--Protection:Customers:0:Channels:0={Talk.Channel}",
        $"--Protection:Customers:0:Approvers:0={Cast.ContosoId}/{Cast.Bo.ObjectId}",
        .. Enumerable.Range(0, Talk.Responders).Select(number => $"--Protection:Customers:0:Responders:{number}={Cast.ContosoId}/{Talk.Responder(number)}"),
    ];
}
