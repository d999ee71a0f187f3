using System.Net;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Tests.Simulator;

public sealed class TagTests : IAsyncLifetime
{
    private SimulatorBench _bench = null!;
    private string _token = "";

    public async ValueTask InitializeAsync()
    {
        _bench = await SimulatorBench.StartAsync();
        _token = await _bench.TokenAsync(SimulatorBench.DefenderScope);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Tag_AddedTwiceAndRemoved_StandsOnceAndThenNotAtAll()
    {
        await TagAsync("""{"Value":"contained","Action":"Add"}""");
        var twice = await TagAsync("""{"Value":"contained","Action":"Add"}""");
        var listed = await _bench.GetAsync("/defender/api/machines?$filter=machineTags/any(tag: tag eq 'contained')", _token);
        var removed = await TagAsync("""{"Value":"contained","Action":"Remove"}""");

        Assert.Equal((HttpStatusCode.OK, "[\"contained\"]"), (twice.Status, twice.Json["machineTags"]!.ToJsonString()));
        Assert.Equal(_bench.Device("ws-042").Id, (string?)Assert.Single(listed.Json["value"]!.AsArray())!["id"]);
        Assert.Equal("[]", removed.Json["machineTags"]!.ToJsonString());
    }

    [Theory]
    [InlineData("", "InvalidRequestBody")]
    [InlineData("""{"value":"x","Action":"Add"}""", "InvalidRequestBody")]
    [InlineData("""{"Value":"x","Action":"Add","Comment":"c"}""", "InvalidRequestBody")]
    [InlineData("""{"Action":"Add"}""", "MissingRequiredParameter")]
    [InlineData("""{"Value":"x"}""", "MissingRequiredParameter")]
    [InlineData("""{"Value":"x","Action":"add"}""", "InvalidInput")]
    public async Task Tag_BodyOfAnotherShape_Is400(string body, string code)
    {
        var answer = await TagAsync(body);

        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Tag_WhoMayOnlyRead_IsForbidden()
    {
        _token = await _bench.TokenAsync(SimulatorBench.DefenderScope, clientId: Cast.ReaderAppId, secret: Cast.ReaderSecret);

        Assert.Equal(HttpStatusCode.Forbidden, (await TagAsync("""{"Value":"x","Action":"Add"}""")).Status);
    }

    private Task<Answer> TagAsync(string body) => _bench.PostAsync($"/defender/api/machines/{_bench.Device("ws-042").Id}/tags", _token, body);
}
