using System.Net;
using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Tests.Simulator;

public sealed class EntraTests
{
    [Theory]
    [InlineData("no-such-tenant", SimulatorBench.DefenderScope, Cast.BotAppId, Cast.BotSecret, "invalid_request", 90002)]
    [InlineData(Cast.ContosoId, SimulatorBench.DefenderScope, "nobody", Cast.BotSecret, "unauthorized_client", 700016)]
    [InlineData(Cast.ContosoId, SimulatorBench.DefenderScope, Cast.BotAppId, "guess", "invalid_client", 7000215)]
    [InlineData(Cast.FabrikamId, SimulatorBench.DefenderScope, Cast.ReaderAppId, Cast.ReaderSecret, "unauthorized_client", 700016)]
    [InlineData(Cast.ContosoId, "https://example.org/.default", Cast.BotAppId, Cast.BotSecret, "invalid_resource", 500011)]
    [InlineData(Cast.ContosoId, "https://graph.microsoft.com/User.Read", Cast.BotAppId, Cast.BotSecret, "invalid_scope", 1002012)]
    public async Task Token_SomethingWrong_IsRefusedInEntrasWords(
        string tenant, string scope, string client, string secret, string error, int number)
    {
        await using var bench = await SimulatorBench.StartAsync();

        var answer = await bench.AskForTokenAsync(tenant, scope, client, secret);

        Assert.InRange((int)answer.Status, 400, 401);
        Assert.Equal(error, (string?)answer.Json["error"]);
        Assert.Equal(number, (int)answer.Json["error_codes"]![0]!);
    }

    [Fact]
    public async Task Token_OverTls_IsTrustedThroughTheCertificate()
    {
        await using var bench = await SimulatorBench.StartAsync();
        using var handler = Trusting(bench.Simulator.CertificatePem);
        using var http = new HttpClient(handler);

        var configuration = await http.GetStringAsync(
            new Uri(bench.Simulator.HttpsAddress, $"/{Cast.ContosoId}/v2.0/.well-known/openid-configuration"), TestContext.Current.CancellationToken);

        Assert.Contains($"{bench.Simulator.HttpsAddress}{Cast.ContosoId}/oauth2/v2.0/token", configuration, StringComparison.Ordinal);
        Assert.True(bench.Simulator.HttpsAddress.IsLoopback);
    }

    [Fact]
    public async Task Token_ThroughMicrosoftsOwnClient_OpensDefender()
    {
        await using var bench = await SimulatorBench.StartAsync();
        using var handler = Trusting(bench.Simulator.CertificatePem);
        using var transport = new HttpClientTransport(handler);
        var credential = new ClientSecretCredential(Cast.FabrikamId, Cast.BotAppId, Cast.BotSecret, new ClientSecretCredentialOptions
        {
            AuthorityHost = bench.Simulator.HttpsAddress,
            DisableInstanceDiscovery = true,
            Transport = transport,
        });

        var token = await credential.GetTokenAsync(
            new TokenRequestContext([SimulatorBench.DefenderScope]), TestContext.Current.CancellationToken);
        var answer = await bench.GetAsync("/defender/api/machines?$top=1", token.Token);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task Defender_TokenForGraph_Is401()
    {
        await using var bench = await SimulatorBench.StartAsync();

        var answer = await bench.GetAsync("/defender/api/machines", await bench.TokenAsync(SimulatorBench.GraphScope));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.True(Guid.TryParse((string?)answer.Json["error"]!["target"], out _));
    }

    [Fact]
    public async Task Defender_TokenAnHourOld_Is401()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var token = await bench.TokenAsync(SimulatorBench.DefenderScope);

        bench.Time.Advance(TimeSpan.FromHours(1));
        var answer = await bench.GetAsync("/defender/api/machines?$top=1", token);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
    }

    [Fact]
    public async Task Defender_TokenWithAChangedCharacter_Is401()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var token = await bench.TokenAsync(SimulatorBench.DefenderScope);
        var parts = token.Split('.');
        var forged = $"{parts[0]}.{(parts[1][^3] == 'A' ? "B" : "A")}{parts[1][1..]}.{parts[2]}";

        var answer = await bench.GetAsync("/defender/api/machines?$top=1", forged);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
    }

    [Fact]
    public async Task Defender_TokenOfTheOtherTenant_SeesOnlyItsOwnDevices()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var token = await bench.TokenAsync(SimulatorBench.DefenderScope, Cast.FabrikamId);

        var other = await bench.GetAsync($"/defender/api/machines/{bench.Device("ws-042").Id}", token);
        var own = await bench.GetAsync("/defender/api/machines/ws-042.fabrikam.com", token);

        Assert.Equal((HttpStatusCode.NotFound, "ResourceNotFound"), (other.Status, other.Code));
        Assert.Equal("ws-042.fabrikam.com", (string?)own.Json["computerDnsName"]);
    }

    [Fact]
    public async Task Isolate_AppWithoutThePermission_Is403()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var token = await bench.TokenAsync(SimulatorBench.DefenderScope, Cast.ContosoId, Cast.ReaderAppId, Cast.ReaderSecret);

        var answer = await bench.PostAsync(
            $"/defender/api/machines/{bench.Device("ws-042").Id}/isolate", token, """{"Comment":"c","IsolationType":"Full"}""");

        Assert.Equal((HttpStatusCode.Forbidden, "Forbidden"), (answer.Status, answer.Code));
        Assert.Contains("(Machine.Isolate)", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connector_TokenRequired_WantsOneForTheConnector()
    {
        await using var strict = await SimulatorBench.StartAsync(options => options with { RequireConnectorToken = true });
        var path = $"/teams/{Cast.ContosoId}/v3/conversations/{strict.Simulator.Teams.ContosoSoc.Id}/activities";

        var none = await strict.PostAsync(path, null, """{"type":"message","text":"hello"}""");
        var wrong = await strict.PostAsync(path, await strict.TokenAsync(SimulatorBench.GraphScope), """{"type":"message","text":"hello"}""");
        var right = await strict.PostAsync(path, await strict.TokenAsync(SimulatorBench.ConnectorScope), """{"type":"message","text":"hello"}""");

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (none.Status, wrong.Status));
        Assert.Equal(HttpStatusCode.Forbidden, right.Status);
    }

    private static SocketsHttpHandler Trusting(string certificatePem)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(X509Certificate2.CreateFromPem(certificatePem));
        return new() { SslOptions = { CertificateChainPolicy = policy } };
    }
}
