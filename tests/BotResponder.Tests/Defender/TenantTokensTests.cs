using System.Buffers.Text;
using System.Net;
using System.Text;
using CustomerId = BotResponder.Core.Customers.CustomerId;
using BotResponder.Core.Results;
using BotResponder.Defender;
using BotResponder.Defender.Api;
using Microsoft.Extensions.Options;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender;

public sealed class TenantTokensTests : IAsyncLifetime
{
    private PretendMicrosoft _microsoft = null!;

    public async ValueTask InitializeAsync() => _microsoft = await PretendMicrosoft.StartAsync();

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Fact]
    public async Task Find_AskedTwice_AsksEntraOnce()
    {
        await FindAsync();
        var token = await FindAsync();

        Assert.NotEmpty(token.Value);
        Assert.Equal(1, _microsoft.TokensAsked);
    }

    [Fact]
    public async Task Find_TokenOfAnotherTenant_IsNotHandedOut()
    {
        _microsoft.TokenTenant = "00000000-0000-0000-0000-00000000beef";

        var token = await FindAsync();

        Assert.IsType<Problem.Refused>(token.Problem);
    }

    [Theory]
    [InlineData("AADSTS700016: not found in the directory", "consent")]
    [InlineData("AADSTS7000215: Invalid client secret", "renew")]
    [InlineData("AADSTS90002: Tenant not found", "tenant id")]
    public async Task Find_EntraRefuses_SaysWhoMustDoWhat(string description, string words)
    {
        _microsoft.TokenRefusal = (HttpStatusCode.BadRequest, $$"""{"error":"unauthorized_client","error_description":"{{description}}"}""");

        var token = await FindAsync();

        Assert.Contains(words, Assert.IsType<Problem.Refused>(token.Problem).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_EntraFails_IsUnavailable()
    {
        _microsoft.TokenRefusal = (HttpStatusCode.ServiceUnavailable, "{}");

        var token = await FindAsync();

        Assert.IsType<Problem.Unavailable>(token.Problem);
    }

    [Fact]
    public async Task Find_EntraUnreachable_IsUnavailable()
    {
        _microsoft.Settings["Defender:AuthorityHost"] = "https://127.0.0.1:1";

        var token = await FindAsync();

        Assert.IsType<Problem.Unavailable>(token.Problem);
    }

    [Fact]
    public async Task Find_WithACertificate_SignsAnAssertion()
    {
        _microsoft.Settings["Defender:ClientSecret"] = null;
        _microsoft.Settings["Defender:CertificatePath"] = _microsoft.RootFile;

        var token = await FindAsync();

        Assert.NotEmpty(token.Value);
        Assert.Contains("client_assertion=", _microsoft.LastTokenRequest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_RootThatIsNotTrusted_IsUnavailable()
    {
        _microsoft.Settings["Defender:TrustedCertificateFile"] = null;

        var token = await FindAsync();

        Assert.IsType<Problem.Unavailable>(token.Problem);
        Assert.Equal(0, _microsoft.TokensAsked);
    }

    [Fact]
    public async Task Find_CustomerThatIsNoTenantId_Throws() => await Assert.ThrowsAsync<ArgumentException>(() =>
        _microsoft.Get<TenantTokens>().FindAsync(new CustomerId("common/../x"), "s", TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("""{"tid":"a"}""", "a")]
    [InlineData("""{"tid":5}""", null)]
    [InlineData("[]", null)]
    [InlineData("not json", null)]
    public void Read_Payload_GivesTheTenantOrNothing(string payload, string? tenant)
    {
        var token = $"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}.c2ln";

        Assert.Equal(tenant, AccessTokenTenant.Read(token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("opaque")]
    [InlineData("a.%%.c")]
    public void Read_NoJwt_GivesNothing(string token) => Assert.Null(AccessTokenTenant.Read(token));

    [Fact]
    public void Options_Configured_AreBoundOverTheDefaults()
    {
        var options = _microsoft.Get<IOptions<DefenderOptions>>().Value;

        Assert.True(options.DisableInstanceDiscovery);
        Assert.Equal("https://api.securitycenter.microsoft.com/.default", options.Scope);
    }

    [Theory]
    [InlineData("0d1e4b6a-93ad-4a25-8c0c-6a8d6ad1a001", "s", null, "https://api.security.microsoft.com", true)]
    [InlineData("0d1e4b6a-93ad-4a25-8c0c-6a8d6ad1a001", null, "exists", "http://127.0.0.1:5000", true)]
    [InlineData("0d1e4b6a-93ad-4a25-8c0c-6a8d6ad1a001", "s", "exists", "https://api.security.microsoft.com", false)]
    [InlineData("0d1e4b6a-93ad-4a25-8c0c-6a8d6ad1a001", null, null, "https://api.security.microsoft.com", false)]
    [InlineData("0d1e4b6a-93ad-4a25-8c0c-6a8d6ad1a001", "s", null, "http://api.security.microsoft.com", false)]
    [InlineData("0d1e4b6a-93ad-4a25-8c0c-6a8d6ad1a001", null, "missing.pem", "https://api.security.microsoft.com", false)]
    [InlineData("the-app", "s", null, "https://api.security.microsoft.com", false)]
    public void Validate_Options_AcceptsOnlyWhatCanWork(string id, string? secret, string? certificate, string url, bool isValid)
    {
        var file = certificate == "exists" ? typeof(DefenderOptions).Assembly.Location : certificate;
        var options = new DefenderOptions { ClientId = id, ClientSecret = secret, CertificatePath = file, BaseUrl = new(url) };

        var result = new DefenderOptionsValidator().Validate(null, options);

        Assert.Equal(isValid, !result.Failed);
    }

    [Theory]
    [InlineData(0.05, "https://api.security.microsoft.com", true)]
    [InlineData(1, "https://api.security.microsoft.com", true)]
    [InlineData(0.04, "https://api.security.microsoft.com", false)]
    [InlineData(1.1, "https://api.security.microsoft.com", false)]
    [InlineData(100, "http://127.0.0.1:5000", true)]
    public void Validate_ShareOfLimits_IsNeverAboveMicrosofts(double share, string url, bool isValid)
    {
        var options = new DefenderOptions
        {
            ClientId = "0d1e4b6a-93ad-4a25-8c0c-6a8d6ad1a001",
            ClientSecret = "s",
            BaseUrl = new(url),
            ShareOfLimits = share,
        };

        Assert.Equal(isValid, !new DefenderOptionsValidator().Validate(null, options).Failed);
    }

    [Fact]
    public Task WarmUp_WithoutANetwork_Works() => DefenderWarmUp.WarmUpAsync(TestContext.Current.CancellationToken);

    private Task<Result<string>> FindAsync() => _microsoft.Get<TenantTokens>().FindAsync(
        Customer, "https://api.securitycenter.microsoft.com/.default", TestContext.Current.CancellationToken);
}
