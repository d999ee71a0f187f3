using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using BotResponder.Teams.Authentication;
using BotResponder.Teams.Connector;
using BotResponder.Tests.Teams.Hosting;

namespace BotResponder.Tests.Teams.Authentication;

/// <summary>How the bot proves who it is, by each credential and in each cloud: what Azure.Identity sends, over a transport that writes it down.</summary>
public sealed class CredentialTests
{
    private const string Tenant = "11111111-0000-4000-8000-000000000001";
    private const string Identity = "22222222-0000-4000-8000-000000000002";

    public static TheoryData<TeamsCloud, string, string, string> Clouds => new()
    {
        { TeamsCloud.Public, "login.microsoftonline.com", "https://api.botframework.com/.default", "api://AzureADTokenExchange" },
        { TeamsCloud.UsGovernment, "login.microsoftonline.us", "https://api.botframework.us/.default", "api://AzureADTokenExchangeUSGov" },
        { TeamsCloud.China, "login.partner.microsoftonline.cn", "https://api.botframework.azure.cn/.default", "api://AzureADTokenExchangeChina" },
    };

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task Token_BySecret_IsAskedOfTheCloudsOwnEntra(TeamsCloud cloud, string authority, string scope, string _)
    {
        using var wire = new Wire();

        Assert.Equal("entra-token", await TokenAsync(new() { AppId = TeamsApp.AppId, AppTenantId = Tenant, ClientSecret = "s3cret", Cloud = cloud }, wire));

        var asked = Assert.Single(wire.Calls, call => call.Address.AbsolutePath == $"/{Tenant}/oauth2/v2.0/token");
        Assert.Equal(authority, asked.Address.Host);
        Assert.Equal((scope, "s3cret", TeamsApp.AppId), (asked["scope"].Split(' ')[0], asked["client_secret"], asked["client_id"]));
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task Token_Federated_ShowsTheManagedIdentitysTokenAndNoSecret(TeamsCloud cloud, string authority, string scope, string exchange)
    {
        using var wire = new Wire();
        var options = new TeamsOptions
        {
            AppId = TeamsApp.AppId,
            AppTenantId = Tenant,
            Credential = TeamsCredential.Federated,
            FederatedIdentityClientId = Identity,
            Cloud = cloud,
        };

        var identity = new FakeIdentity();

        Assert.Equal("entra-token", await TokenAsync(options, wire, identity));

        Assert.Equal([exchange + "/.default"], identity.Scopes);
        var asked = Assert.Single(wire.Calls, call => call.Address.AbsolutePath == $"/{Tenant}/oauth2/v2.0/token");
        Assert.Equal((authority, scope, "identity-token"), (asked.Address.Host, asked["scope"].Split(' ')[0], asked["client_assertion"]));
        Assert.Equal("", asked["client_secret"]);
    }

    [Fact]
    public async Task Token_ByManagedIdentity_IsAskedForTheConnectorAndOfNobodyElse()
    {
        using var wire = new Wire();
        var identity = new FakeIdentity();

        Assert.Equal("identity-token", await TokenAsync(new() { AppId = Identity, Credential = TeamsCredential.ManagedIdentity }, wire, identity));

        Assert.Equal(["https://api.botframework.com/.default"], identity.Scopes);
        Assert.Empty(wire.Calls);
    }

    [Fact]
    public async Task Token_ByCertificate_IsSignedWithIt()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.pem");
        try
        {
            using var key = RSA.Create(2048);
            using var certificate = new CertificateRequest("CN=bot", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
                .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
            await File.WriteAllTextAsync(file, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
            using var wire = new Wire();

            Assert.Equal("entra-token", await TokenAsync(
                new() { AppId = TeamsApp.AppId, AppTenantId = Tenant, Credential = TeamsCredential.Certificate, CertificatePath = file }, wire));

            var parts = Assert.Single(wire.Calls, call => call.Address.AbsolutePath.EndsWith("/token", StringComparison.Ordinal))["client_assertion"].Split('.');
            Assert.True(key.VerifyData(
                Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), System.Buffers.Text.Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256,
                Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(parts[0])).Contains("PS256", StringComparison.Ordinal) ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Token_WithTheDevelopmentSetting_IsNone()
    {
        using var wire = new Wire();

        Assert.Null(await TokenAsync(new() { AppId = TeamsApp.AppId, AppTenantId = Tenant, ClientSecret = "s", DangerouslyAllowUnauthenticatedLoopback = true }, wire));
        Assert.Empty(wire.Calls);
    }

    private static async Task<string?> TokenAsync(TeamsOptions options, Wire wire, TokenCredential? identity = null)
    {
        using var http = new HttpClient(wire, disposeHandler: false);
        using var transport = new HttpClientTransport(http);
        return await ConnectorCredential.For(options, transport, identity).TokenAsync(TestContext.Current.CancellationToken);
    }

    private sealed class FakeIdentity : TokenCredential
    {
        public List<string> Scopes { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes.AddRange(requestContext.Scopes);
            return new("identity-token", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }

    private sealed record Call(Uri Address, Dictionary<string, string> Form)
    {
        public string this[string name] => Form.GetValueOrDefault(name, "");
    }

    /// <summary>Entra and its discovery.</summary>
    private sealed class Wire : HttpMessageHandler
    {
        public List<Call> Calls { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var address = request.RequestUri!;
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            Calls.Add(new(address, body.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => WebUtility.UrlDecode(pair[1]), StringComparer.Ordinal)));
            return address switch
            {
                { AbsolutePath: "/common/discovery/instance" } => Json($$"""
                    {"tenant_discovery_endpoint":"https://{{address.Host}}/common/v2.0/.well-known/openid-configuration","api-version":"1.1",
                     "metadata":[{"preferred_network":"{{address.Host}}","preferred_cache":"{{address.Host}}","aliases":["{{address.Host}}"]}]}
                    """),
                _ => Json("""{"token_type":"Bearer","expires_in":3600,"ext_expires_in":3600,"access_token":"entra-token"}"""),
            };
        }

        private static HttpResponseMessage Json(string body) => new(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
    }
}
