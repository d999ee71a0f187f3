using System.Net;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Tests.Simulator;

/// <summary>The pretend Entra ID Protection, against what Microsoft documents.</summary>
public sealed class RiskTests : IAsyncLifetime
{
    private const string Root = "/graph/v1.0/identityProtection/riskyUsers";

    private SimulatorBench _bench = null!;
    private string _token = "";

    private Account AtRisk => Accounts.First(account => account.DetectedRisk == "medium");

    private Account Calm => Accounts.First(account => account is { DetectedRisk: "none", IsGuest: false });

    private IEnumerable<Account> Accounts => _bench.Simulator.Tenants.Contoso.Accounts;

    public async ValueTask InitializeAsync()
    {
        _bench = await SimulatorBench.StartAsync();
        _token = await _bench.TokenAsync(SimulatorBench.GraphScope);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData("confirmCompromised", "high", "confirmedCompromised", "adminConfirmedUserCompromised")]
    [InlineData("dismiss", "none", "dismissed", "adminDismissedAllRiskForUser")]
    public async Task Say_AnAccount_Is204AndShowsAfterItWasProcessed(string operation, string level, string state, string detail)
    {
        var answer = await SayAsync(operation, Body(AtRisk.Id));
        _bench.Time.Advance(TimeSpan.FromSeconds(1));
        var before = await ReadAsync(AtRisk);
        _bench.Time.Advance(TimeSpan.FromSeconds(1));
        var after = await ReadAsync(AtRisk);

        Assert.Equal((HttpStatusCode.NoContent, ""), (answer.Status, answer.Body));
        Assert.Equal(("medium", "atRisk", true), ((string?)before.Json["riskLevel"], (string?)before.Json["riskState"], (bool)before.Json["isProcessing"]!));
        Assert.Equal(
            (level, state, detail, false),
            ((string?)after.Json["riskLevel"], (string?)after.Json["riskState"], (string?)after.Json["riskDetail"], (bool)after.Json["isProcessing"]!));
    }

    [Fact]
    public async Task Get_WhoWasNeverAtRisk_Is404UntilSomebodyConfirms()
    {
        var before = await ReadAsync(Calm);
        _bench.Time.Advance(TimeSpan.FromSeconds(1));
        await SayAsync("confirmCompromised", Body(Calm.Id));
        _bench.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (before.Status, (await ReadAsync(Calm)).Status));
    }

    [Theory]
    [InlineData("""{"UserIds":["ID"]}""")]
    [InlineData("""{"userids":["ID"]}""")]
    [InlineData("""{"userIds":"ID"}""")]
    [InlineData("""{"userIds":[]}""")]
    [InlineData("""{"userIds":[null]}""")]
    [InlineData("""{"userIds":["ID"],"userIds":["ID"]}""")]
    [InlineData("""{"userIds":["ID"],"comment":"x"}""")]
    [InlineData("""["ID"]""")]
    [InlineData("")]
    public async Task Say_BodyOfAnotherShape_Is400AndChangesNothing(string body)
    {
        var answer = await SayAsync("dismiss", body.Replace("ID", AtRisk.Id, StringComparison.Ordinal));

        Assert.Equal((HttpStatusCode.BadRequest, "BadRequest"), (answer.Status, answer.Code));
        Assert.Equal("atRisk", _bench.Simulator.RiskOf(AtRisk).State);
        Assert.False(_bench.Simulator.RiskOf(AtRisk).IsProcessing);
    }

    [Theory]
    [InlineData(60, HttpStatusCode.NoContent)]
    [InlineData(61, HttpStatusCode.BadRequest)]
    public async Task Say_ManyUsers_TakesSixty(int count, HttpStatusCode status) =>
        Assert.Equal(status, (await SayAsync("confirmCompromised", Body([.. Accounts.Take(count).Select(account => account.Id)]))).Status);

    [Fact]
    public async Task Say_SomebodyOfAnotherTenant_Is404AndChangesNobody()
    {
        var answer = await SayAsync("confirmCompromised", Body(AtRisk.Id, _bench.Simulator.Tenants.Fabrikam.Accounts[0].Id));

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.False(_bench.Simulator.RiskOf(AtRisk).IsProcessing);
    }

    [Fact]
    public async Task Call_SecondOfASecond_Is429WithoutRetryAfter()
    {
        await ReadAsync(AtRisk);
        var second = await SayAsync("dismiss", Body(AtRisk.Id));
        _bench.Time.Advance(TimeSpan.FromSeconds(1));
        var third = await SayAsync("dismiss", Body(AtRisk.Id));

        Assert.Equal((HttpStatusCode.TooManyRequests, null), (second.Status, second.RetryAfter));
        Assert.Equal(HttpStatusCode.NoContent, third.Status);
    }

    [Theory]
    [InlineData("GET", "/x")]
    [InlineData("POST", "/confirmCompromised")]
    [InlineData("POST", "/dismiss")]
    public async Task Call_WithoutPermission_Is403(string method, string path)
    {
        var token = await _bench.TokenAsync(SimulatorBench.GraphScope, clientId: Cast.ReaderAppId, secret: Cast.ReaderSecret);

        var answer = await _bench.SendAsync(new HttpMethod(method), Root + path, token, Body(AtRisk.Id));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Contains("IdentityRiskyUser.ReadWrite.All", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_TenantWithoutTheLicence_Is403()
    {
        await using var bench = await SimulatorBench.StartAsync(options => options with { HasIdentityProtection = false });
        var token = await bench.TokenAsync(SimulatorBench.GraphScope);

        var answer = await bench.PostAsync($"{Root}/dismiss", token, Body(AtRisk.Id));

        Assert.Equal((HttpStatusCode.Forbidden, "Forbidden"), (answer.Status, answer.Code));
    }

    private static string Body(params string[] ids) => $$"""{"userIds":["{{string.Join("\",\"", ids)}}"]}""";

    private Task<Answer> ReadAsync(Account account) => _bench.GetAsync($"{Root}/{account.Id}", _token);

    private Task<Answer> SayAsync(string operation, string body) => _bench.PostAsync($"{Root}/{operation}", _token, body);
}
