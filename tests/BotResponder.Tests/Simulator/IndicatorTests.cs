using System.Net;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Tests.Simulator;

public sealed class IndicatorTests : IAsyncLifetime
{
    private const string Path = "/defender/api/indicators";

    private SimulatorBench _bench = null!;
    private string _token = "";

    public async ValueTask InitializeAsync()
    {
        _bench = await SimulatorBench.StartAsync(options => options with { IndicatorLimit = 2 });
        _token = await _bench.TokenAsync(SimulatorBench.DefenderScope);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Submit_SameValueTwice_ChangesTheOne()
    {
        var made = await SubmitAsync("203.0.113.7", action: "Block");
        var changed = await SubmitAsync("203.0.113.7", action: "Warn");
        var listed = await _bench.GetAsync($"{Path}?$filter=indicatorValue eq '203.0.113.7'", _token);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (made.Status, changed.Status));
        var row = Assert.Single(listed.Json["value"]!.AsArray())!;
        Assert.Equal(("Warn", (string?)made.Json["id"]), ((string?)row["action"], (string?)row["id"]));
    }

    [Fact]
    public async Task Submit_MoreThanATenantMayHave_Is400UntilOneExpires()
    {
        await SubmitAsync("203.0.113.1", more: ",\"expirationTime\":\"2026-03-02T10:00:00Z\"");
        await SubmitAsync("203.0.113.2");

        Assert.Equal(HttpStatusCode.BadRequest, (await SubmitAsync("203.0.113.3")).Status);
        _bench.Time.Advance(TimeSpan.FromMinutes(61));
        _token = await _bench.TokenAsync(SimulatorBench.DefenderScope);
        Assert.Equal(HttpStatusCode.OK, (await SubmitAsync("203.0.113.3")).Status);
    }

    [Theory]
    [InlineData("", "InvalidRequestBody")]
    [InlineData("""{"IndicatorValue":"203.0.113.7","indicatorType":"IpAddress","action":"Block","title":"t","description":"d"}""", "InvalidRequestBody")]
    [InlineData("""{"indicatorValue":"203.0.113.7","indicatorType":"IpAddress","action":"Block","title":"t"}""", "MissingRequiredParameter")]
    [InlineData("""{"indicatorValue":"203.0.113.7","indicatorType":"IpAddress","action":"block","title":"t","description":"d"}""", "InvalidInput")]
    [InlineData("""{"indicatorValue":"203.0.113.7","indicatorType":"IpAddress","action":"Audit","title":"t","description":"d"}""", "InvalidInput")]
    [InlineData("""{"indicatorValue":"203.0.113.7","indicatorType":"Ip","action":"Block","title":"t","description":"d"}""", "InvalidInput")]
    [InlineData("""{"indicatorValue":"203.0.113.0/24","indicatorType":"IpAddress","action":"Block","title":"t","description":"d"}""", "InvalidIpAddress")]
    [InlineData("""{"indicatorValue":"abc","indicatorType":"FileSha1","action":"Block","title":"t","description":"d"}""", "InvalidHashValue")]
    [InlineData("""{"indicatorValue":"evil","indicatorType":"DomainName","action":"Block","title":"t","description":"d"}""", "InvalidDomainName")]
    [InlineData("""{"indicatorValue":"evil.example","indicatorType":"Url","action":"Block","title":"t","description":"d"}""", "InvalidUrl")]
    [InlineData("""{"indicatorValue":"evil.example","indicatorType":"DomainName","action":"Block","title":"t","description":"d","expirationTime":"2026-01-01T00:00:00Z"}""", "InvalidInput")]
    public async Task Submit_BodyOfAnotherShape_Is400(string body, string code)
    {
        var answer = await _bench.PostAsync(Path, _token, body);

        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Submit_WhoMayOnlyRead_IsForbidden()
    {
        _token = await _bench.TokenAsync(SimulatorBench.DefenderScope, clientId: Cast.ReaderAppId, secret: Cast.ReaderSecret);

        Assert.Equal(HttpStatusCode.Forbidden, (await SubmitAsync("203.0.113.7")).Status);
    }

    private Task<Answer> SubmitAsync(string address, string action = "Block", string more = "") => _bench.PostAsync(
        Path, _token, $$"""{"indicatorValue":"{{address}}","indicatorType":"IpAddress","action":"{{action}}","title":"t","description":"d"{{more}}}""");
}
