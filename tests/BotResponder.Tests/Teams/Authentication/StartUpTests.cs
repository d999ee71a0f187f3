using System.Net;
using BotResponder.Teams.Authentication;
using BotResponder.Tests.Teams.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace BotResponder.Tests.Teams.Authentication;

[Trait("Attack", "3")]
public sealed class StartUpTests
{
    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    [InlineData("Test")]
    public async Task Start_WithoutAuthenticationOutsideDevelopment_Fails(string environment)
    {
        await using var app = TeamsApp.Build(environment, TeamsApp.Dangerous(), new RecordingHandler());

        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains("Development", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://+:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://127.0.0.1:0;http://0.0.0.0:0")]
    public async Task Start_WithoutAuthenticationOnAnOpenAddress_Fails(string urls)
    {
        await using var app = TeamsApp.Build("Development", TeamsApp.Dangerous(), new RecordingHandler(), url: urls);

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains("others can reach", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OpenAddressAddedByCode_FailsOnceTheServerSaysSo()
    {
        await using var app = TeamsApp.Build("Development", TeamsApp.Dangerous(), new RecordingHandler());
        app.Urls.Add("http://0.0.0.0:0");

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains("others can reach", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Teams:AppId", null, "Teams:AppId")]
    [InlineData("Teams:AppId", "not a guid", "Teams:AppId")]
    [InlineData("Teams:AppTenantId", null, "Teams:AppTenantId")]
    [InlineData("Teams:ClientSecret", null, "Teams:ClientSecret")]
    [InlineData("Teams:Credential", "Certificate", "Teams:CertificatePath")]
    [InlineData("Teams:OpenIdMetadata", "http://login.example/keys", "Teams:OpenIdMetadata")]
    [InlineData("Teams:AuthorityHost", "http://login.example/", "Teams:AuthorityHost")]
    [InlineData("Teams:AllowedServiceHosts:0", "*.contoso.example", "Teams:AllowedServiceHosts")]
    [InlineData("Teams:AllowedServiceHosts:0", "https://contoso.example", "Teams:AllowedServiceHosts")]
    [InlineData("Teams:AllowedServiceHosts:0", "10.0.0.1", "Teams:AllowedServiceHosts")]
    [InlineData("Teams:Issuer", "", "Issuer")]
    [InlineData("Teams:TokenScope", " ", "TokenScope")]
    [InlineData("Teams:Cloud", "China", "Teams:AllowedServiceHosts")]
    [InlineData("Teams:Cloud", "7", "Teams:Cloud")]
    [InlineData("Teams:Credential", "9", "Teams:Credential")]
    [InlineData("Teams:Credential", "Federated", "Teams:FederatedIdentityClientId")]
    public async Task Start_WithAFaultyOption_NamesIt(string key, string? value, string named)
    {
        var settings = TeamsApp.WithTokens();
        settings[key] = value;
        await using var app = TeamsApp.Build("Development", settings, new RecordingHandler());

        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Certificate", "Teams:CertificatePath", "/nowhere/bot.pem", "names no file")]
    [InlineData("Federated", "Teams:FederatedIdentityClientId", "not a guid", "must be the client id")]
    [InlineData("Federated", "Teams:FederatedIdentityClientId", TeamsApp.AppId, "is the bot itself")]
    public async Task Start_WithACredentialThatCannotWork_SaysWhy(string credential, string key, string value, string words)
    {
        var settings = TeamsApp.WithTokens();
        settings["Teams:Credential"] = credential;
        settings[key] = value;
        await using var app = TeamsApp.Build("Production", settings, new RecordingHandler());

        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", "localhost", null, true)]
    [InlineData("::1", "[::1]", null, true)]
    [InlineData("::ffff:127.0.0.1", "127.0.0.1", null, true)]
    [InlineData("10.0.0.9", "localhost", null, false)]
    [InlineData(null, "localhost", null, false)]
    [InlineData("127.0.0.1", "bot.contoso.example", null, false)]
    [InlineData("127.0.0.1", "", null, false)]
    [InlineData("127.0.0.1", "localhost", "X-Forwarded-For", false)]
    [InlineData("127.0.0.1", "localhost", "X-Forwarded-Host", false)]
    [InlineData("127.0.0.1", "localhost", "Forwarded", false)]
    public async Task Identify_WithTheDevelopmentSetting_ServesThisMachineOnly(string? remote, string host, string? header, bool served)
    {
        var options = Options.Create(new TeamsOptions { DangerouslyAllowUnauthenticatedLoopback = true });
        var gate = new InboundGate(options, TeamsApp.Urls(options.Value));
        var context = new DefaultHttpContext { Connection = { RemoteIpAddress = remote is null ? null : IPAddress.Parse(remote) } };
        context.Request.Host = new HostString(host);
        if (header is not null)
        {
            context.Request.Headers[header] = "203.0.113.1";
        }

        var caller = await gate.IdentifyAsync(context);

        Assert.Equal(served, caller is Caller.Loopback);
        Assert.Equal(served ? null : 401, (caller as Caller.Refused)?.Status);
    }

    [Theory]
    [InlineData("urls", "http://localhost:3978;http://[::1]:3979", 0)]
    [InlineData("urls", "http://localhost:3978;http://bot:3979", 1)]
    [InlineData("http_ports", "8080", 1)]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://localhost:1", 0)]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://*:1", 1)]
    [InlineData("other", "x", 0)]
    public void OpenOnes_ByConfiguration_FindsWhatOthersCanReach(string key, string value, int count)
    {
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationManager { [key] = value };

        Assert.Equal(count, LoopbackAddresses.OpenOnes(configuration).Count);
    }
}
