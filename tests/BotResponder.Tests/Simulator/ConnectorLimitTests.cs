using System.Net;
using BotResponder.Simulator.Faults;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Tests.Simulator;

/// <summary>The connector that is busy, broken, slow, or wants a token.</summary>
public sealed class ConnectorLimitTests : IAsyncLifetime
{
    private const string Hello = """{"type":"message","text":"hello"}""";

    private PretendBot _bot = null!;
    private SimulatorBench _bench = null!;

    private TeamsWorld Teams => _bench.Simulator.Teams;

    private string Soc => $"/teams/{Cast.ContosoId}/v3/conversations/{Uri.EscapeDataString(Teams.ContosoSoc.Id)}";

    public async ValueTask InitializeAsync()
    {
        _bot = await PretendBot.StartAsync();
        _bench = await StartAsync(new() { TeamsThrottling = true });
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        await _bot.DisposeAsync();
    }

    [Fact]
    public async Task Send_EighthInASecond_WaitsForIt()
    {
        for (var number = 0; number < 7; number++)
        {
            Assert.Equal(HttpStatusCode.Created, (await SendAsync(_bench)).Status);
        }

        var refused = await SendAsync(_bench);
        _bench.Time.Advance(TimeSpan.FromSeconds(1));
        var eighth = await SendAsync(_bench);
        var ninth = await SendAsync(_bench);

        Assert.Equal((HttpStatusCode.TooManyRequests, "Throttled", 1), (refused.Status, refused.Code, refused.RetryAfter));
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.TooManyRequests), (eighth.Status, ninth.Status));
    }

    [Fact]
    public async Task Read_FifteenthInASecond_IsThrottledAndSendsAreNot()
    {
        for (var number = 0; number < 14; number++)
        {
            Assert.Equal(HttpStatusCode.OK, (await _bench.GetAsync($"{Soc}/pagedmembers", null)).Status);
        }

        Assert.Equal("Throttled", (await _bench.GetAsync($"{Soc}/members/{Cast.Ann.Mri}", null)).Code);
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(_bench)).Status);
    }

    [Fact]
    public async Task Members_TheDeprecatedWay_IsServedFiveTimesAMinute()
    {
        for (var number = 0; number < 5; number++)
        {
            Assert.Equal(HttpStatusCode.OK, (await _bench.GetAsync($"{Soc}/members", null)).Status);
        }

        var refused = await _bench.GetAsync($"{Soc}/members", null);

        Assert.Equal((HttpStatusCode.TooManyRequests, 60), (refused.Status, refused.RetryAfter));
        Assert.Equal(HttpStatusCode.OK, (await _bench.GetAsync($"{Soc}/pagedmembers", null)).Status);
    }

    [Fact]
    public async Task Tenant_FiftyFirstCallInASecond_IsThrottledWhereverItGoes()
    {
        for (var number = 0; number < 50; number++)
        {
            await _bench.GetAsync($"/teams/{Cast.ContosoId}/v3/teams/19:nowhere@thread.tacv2", null);
        }

        Assert.Equal("Throttled", (await SendAsync(_bench)).Code);
        Assert.Equal("ConversationNotFound", (await _bench.GetAsync($"/teams/{Cast.FabrikamId}/v3/teams/19:nowhere@thread.tacv2", null)).Code);
    }

    [Fact]
    public async Task Throttling_SwitchedOff_LetsAHundredPass()
    {
        await using var bench = await StartAsync(new() { TeamsThrottling = false });

        for (var number = 0; number < 100; number++)
        {
            Assert.Equal(HttpStatusCode.Created, (await SendAsync(bench)).Status);
        }
    }

    [Fact]
    public async Task Faults_OfTheConnector_ComeInItsOwnWords()
    {
        var faults = _bench.Simulator.Faults;
        using var busy = faults.SwitchOn(UpstreamArea.Teams, new Fault.Throttle(TimeSpan.FromSeconds(3)));
        var throttled = await SendAsync(_bench);
        using var clash = faults.SwitchOn(UpstreamArea.Teams, new Fault.Refuse(412, "PreconditionFailed"));
        var concurrent = await SendAsync(_bench);
        using var gateway = faults.SwitchOn(UpstreamArea.Teams, new Fault.ServerError(502));
        var broken = await SendAsync(_bench);
        var whole = await SendAsync(_bench);

        Assert.Equal((429, "Throttled", 3), ((int)throttled.Status, throttled.Code, throttled.RetryAfter));
        Assert.Equal((412, "PreconditionFailed"), ((int)concurrent.Status, concurrent.Code));
        Assert.Equal(412, (int?)concurrent.Json["error"]!["innerHttpError"]!["statusCode"]);
        Assert.Equal((502, 201), ((int)broken.Status, (int)whole.Status));
        Assert.Single(Teams.Transcript(Teams.ContosoSoc));
    }

    [Fact]
    public async Task Slow_Connector_AnswersWhenItsTimeHasCome()
    {
        using var slow = _bench.Simulator.Faults.SwitchOn(UpstreamArea.Teams, new Fault.Slow(TimeSpan.FromSeconds(8)));
        var sending = SendAsync(_bench);
        while (_bench.Simulator.Calls.All(call => call.Area != UpstreamArea.Teams))
        {
            await Task.Yield();
        }

        Assert.Empty(Teams.Transcript(Teams.ContosoSoc));
        while (!sending.IsCompleted)
        {
            _bench.Time.Advance(TimeSpan.FromSeconds(8));
            await Task.Yield();
        }

        Assert.Equal(HttpStatusCode.Created, (await sending).Status);
        Assert.Single(Teams.Transcript(Teams.ContosoSoc));
    }

    [Fact]
    public async Task Token_Wanted_OnlyTheBotsOwnForTheConnectorIsTaken()
    {
        await using var bench = await StartAsync(new() { RequireConnectorToken = true });
        var token = await bench.TokenAsync(SimulatorBench.ConnectorScope);
        var forGraph = await bench.TokenAsync(SimulatorBench.GraphScope);
        var readers = await bench.TokenAsync(SimulatorBench.ConnectorScope, clientId: Cast.ReaderAppId, secret: Cast.ReaderSecret);

        Answer[] refused = [await SendAsync(bench), await SendAsync(bench, forGraph), await SendAsync(bench, readers), await SendAsync(bench, "x.y.z")];

        Assert.All(refused, answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.Status));
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(bench, token)).Status);
        bench.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(bench, token)).Status);
    }

    private async Task<SimulatorBench> StartAsync(BotResponder.Simulator.SimulatorOptions options)
    {
        var bench = await SimulatorBench.StartAsync(defaults => options with { Time = defaults.Time });
        bench.Simulator.Teams.BotEndpoint = _bot.Endpoint;
        await bench.Simulator.Teams.InstallBotAsync(bench.Simulator.Teams.ContosoSoc, TestContext.Current.CancellationToken);
        return bench;
    }

    private Task<Answer> SendAsync(SimulatorBench bench, string? token = null) => bench.PostAsync($"{Soc}/activities", token, Hello);
}
