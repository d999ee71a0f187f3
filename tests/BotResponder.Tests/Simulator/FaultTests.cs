using System.Net;
using BotResponder.Simulator.Faults;
using BotResponder.Simulator.Http;

namespace BotResponder.Tests.Simulator;

public sealed class FaultTests : IAsyncLifetime
{
    private const string Isolation = """{"Comment":"INC-1","IsolationType":"Full"}""";

    private SimulatorBench _bench = null!;
    private string _token = "";

    public async ValueTask InitializeAsync()
    {
        _bench = await SimulatorBench.StartAsync();
        _token = await _bench.TokenAsync(SimulatorBench.DefenderScope);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Throttle_Once_RefusesOneCall()
    {
        _bench.Simulator.Faults.SwitchOn(UpstreamArea.Defender, new Fault.Throttle(TimeSpan.FromSeconds(7)));

        var first = await IsolateAsync();
        var second = await IsolateAsync();

        Assert.Equal((HttpStatusCode.TooManyRequests, 7), (first.Status, first.RetryAfter));
        Assert.Equal(HttpStatusCode.Created, second.Status);
    }

    [Fact]
    public async Task ServerError_UntilSwitchedOff_OnlyOnItsPath()
    {
        var fault = _bench.Simulator.Faults.SwitchOn(
            UpstreamArea.Defender, new Fault.ServerError(500), times: null, request => request.Path.EndsWith("/isolate", StringComparison.Ordinal));

        var broken = new[] { await IsolateAsync(), await IsolateAsync() };
        var reading = await _bench.GetAsync("/defender/api/machines?$top=1", _token);
        fault.Dispose();
        var mended = await IsolateAsync();

        Assert.All(broken, answer => Assert.Equal((HttpStatusCode.InternalServerError, "InternalServerError"), (answer.Status, answer.Code)));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Created), (reading.Status, mended.Status));
    }

    [Fact]
    public async Task LostAnswer_WorkIsDone_CallerSeesABrokenConnection()
    {
        _bench.Simulator.Faults.SwitchOn(UpstreamArea.Defender, new Fault.LostAnswer());

        await Assert.ThrowsAsync<HttpRequestException>(IsolateAsync);

        Assert.Single(_bench.Simulator.ActionsOf(_bench.Simulator.Tenants.Contoso));
    }

    [Fact]
    public async Task RanButTimedOut_WorkIsDone_CallerSees504()
    {
        _bench.Simulator.Faults.SwitchOn(UpstreamArea.Defender, new Fault.RanButTimedOut());

        var answer = await IsolateAsync();

        Assert.Equal((HttpStatusCode.GatewayTimeout, "GatewayTimeout"), (answer.Status, answer.Code));
        Assert.Single(_bench.Simulator.ActionsOf(_bench.Simulator.Tenants.Contoso));
    }

    [Fact]
    public async Task Slow_ClockMovesOn_AnswersThen()
    {
        _bench.Simulator.Faults.SwitchOn(UpstreamArea.Defender, new Fault.Slow(TimeSpan.FromSeconds(30)));
        var answering = IsolateAsync();
        while (!answering.IsCompleted)
        {
            // Each step waits for the answer a little: a clock that runs ahead of the server would outlive the token.
            _bench.Time.Advance(TimeSpan.FromSeconds(30));
            await Task.WhenAny(answering, Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken));
        }

        Assert.Equal(HttpStatusCode.Created, (await answering).Status);
    }

    [Fact]
    public async Task Hang_CallerGivesUp_NothingWasDone()
    {
        _bench.Simulator.Faults.SwitchOn(UpstreamArea.Defender, new Fault.Hang());
        using var http = new HttpClient { Timeout = TimeSpan.FromMilliseconds(100) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", _token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => http.GetAsync(
            new Uri(_bench.Simulator.HttpAddress, "/defender/api/machines"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Refuse_AnyArea_SpeaksThatAreasWords()
    {
        _bench.Simulator.Faults.SwitchOn(UpstreamArea.Entra, new Fault.Refuse(400, "invalid_grant"));
        _bench.Simulator.Faults.SwitchOn(UpstreamArea.Teams, new Fault.Refuse(403, "ConversationBlockedByUser"));

        var entra = await _bench.AskForTokenAsync("any", SimulatorBench.GraphScope);
        var teams = await _bench.GetAsync("/teams/any/v3/teams/x", null);

        Assert.Equal("invalid_grant", (string?)entra.Json["error"]);
        Assert.Equal("ConversationBlockedByUser", teams.Code);
    }

    [Fact]
    public async Task Calls_Afterwards_TellWhatWasAskedAndAnswered()
    {
        await IsolateAsync();

        var call = _bench.Simulator.Calls[^1];

        Assert.Equal((UpstreamArea.Defender, "POST", Isolation, 201), (call.Area, call.Method, call.Body, call.Status));
        Assert.Equal(_bench.Simulator.Tenants.Contoso.Id, call.TenantId);
        Assert.Equal(UpstreamArea.Entra, _bench.Simulator.Calls[0].Area);
    }

    private Task<Answer> IsolateAsync() =>
        _bench.PostAsync($"/defender/api/machines/{_bench.Device("ws-042").Id}/isolate", _token, Isolation);
}
