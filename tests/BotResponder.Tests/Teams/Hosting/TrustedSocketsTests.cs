using BotResponder.Simulator;
using BotResponder.Simulator.Tenants;
using BotResponder.Teams.Authentication;
using BotResponder.Teams.Connector;
using BotResponder.Teams.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BotResponder.Tests.Teams.Hosting;

/// <summary>The bot's own token from an authority of whose root this machine knows nothing.</summary>
public sealed class TrustedSocketsTests : IAsyncLifetime
{
    private readonly string _root = Path.GetTempFileName();
    private MicrosoftSimulator _microsoft = null!;

    public async ValueTask InitializeAsync()
    {
        _microsoft = await MicrosoftSimulator.StartAsync(new(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_root, _microsoft.CertificatePem, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _microsoft.DisposeAsync();
        File.Delete(_root);
    }

    [Fact]
    public async Task Token_RootIsConfigured_IsGiven() =>
        Assert.Equal(new(IsNeeded: true, Failure: null), await AskAsync(_root));

    [Fact]
    public async Task Token_RootIsUnknown_IsNotAskedFor()
    {
        var answer = await AskAsync(root: null);

        Assert.NotNull(answer.Failure);
        Assert.Empty(_microsoft.Calls);
    }

    [Fact]
    public async Task Options_RootIsNoFile_AreRefused() =>
        Assert.Contains("Teams:TrustedCertificateFile", (await Assert.ThrowsAsync<OptionsValidationException>(() => AskAsync("nowhere.pem"))).Message, StringComparison.Ordinal);

    private async Task<ConnectorIdentityAnswer> AskAsync(string? root)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Teams:AppId"] = Cast.BotAppId,
            ["Teams:AppTenantId"] = Cast.ContosoId,
            ["Teams:ClientSecret"] = Cast.BotSecret,
            ["Teams:AuthorityHost"] = _microsoft.HttpsAddress.ToString(),
            ["Teams:DisableInstanceDiscovery"] = "true",
            ["Teams:TrustedCertificateFile"] = root,
        });
        builder.Services.AddTeams(builder.Configuration.GetSection(TeamsOptions.Section));
        using var host = builder.Build();
        return await host.Services.GetRequiredService<ConnectorIdentity>().TryAsync(TestContext.Current.CancellationToken);
    }
}
