using System.Net;
using BotResponder.Simulator.Faults;

namespace BotResponder.Tests.Simulator;

public sealed class MachineActionTests : IAsyncLifetime
{
    private const string FullIsolation = """{"Comment":"INC-1","IsolationType":"Full"}""";

    private SimulatorBench _bench = null!;
    private string _token = "";

    public async ValueTask InitializeAsync()
    {
        _bench = await SimulatorBench.StartAsync();
        _token = await _bench.TokenAsync(SimulatorBench.DefenderScope);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData("", "InvalidRequestBody")]
    [InlineData("[]", "InvalidRequestBody")]
    [InlineData("{}", "MissingRequiredParameter")]
    [InlineData("""{"comment":"lower case","IsolationType":"Full"}""", "InvalidRequestBody")]
    [InlineData("""{"Comment":"c","isolationType":"Full"}""", "InvalidRequestBody")]
    [InlineData("""{"Comment":"a","Comment":"b","IsolationType":"Full"}""", "InvalidRequestBody")]
    [InlineData("""{"Comment":" ","IsolationType":"Full"}""", "MissingRequiredParameter")]
    [InlineData("""{"Comment":5,"IsolationType":"Full"}""", "MissingRequiredParameter")]
    [InlineData("""{"Comment":"c","IsolationType":"full"}""", "InvalidInput")]
    [InlineData("""{"Comment":"c","IsolationType":null}""", "InvalidInput")]
    public async Task Isolate_BodyOfAnotherShape_Is400(string body, string code)
    {
        var answer = await IsolateAsync("ws-042", body);

        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.Status, answer.Code));
        Assert.Empty(_bench.Simulator.ActionsOf(_bench.Simulator.Tenants.Contoso));
    }

    [Fact]
    public async Task Isolate_OnlineDevice_RunsFromPendingToIsolated()
    {
        var begun = await IsolateAsync("ws-042", FullIsolation);
        var id = (string)begun.Json["id"]!;
        _bench.Time.Advance(TimeSpan.FromSeconds(1));
        var running = await ActionAsync(id);
        _bench.Time.Advance(TimeSpan.FromSeconds(2));
        var ended = await ActionAsync(id);

        Assert.Equal(HttpStatusCode.Created, begun.Status);
        Assert.Equal(["Pending", "InProgress", "Succeeded"], new[] { begun, running, ended }.Select(answer => (string?)answer.Json["status"]), StringComparer.Ordinal);
        Assert.Equal(
            "@odata.context,id,type,title,requestor,requestorComment,status,machineId,computerDnsName,creationDateTimeUtc,lastUpdateDateTimeUtc,"
            + "cancellationRequestor,cancellationComment,cancellationDateTimeUtc,errorHResult,scope,externalId,requestSource,relatedFileInfo,"
            + "commands,troubleshootInfo",
            string.Join(',', begun.Json.AsObject().Select(property => property.Key)));
        Assert.True(_bench.Simulator.IsIsolated(_bench.Device("ws-042")));
    }

    [Fact]
    public async Task Isolate_WhileOneRuns_IsRefusedAndTheRunningOneCanBeFound()
    {
        var first = await IsolateAsync("ws-042", FullIsolation);
        var second = await IsolateAsync("ws-042", FullIsolation);
        var found = await _bench.GetAsync(
            $"/defender/api/machineactions?$filter=machineId eq '{_bench.Device("ws-042").Id}' and type eq 'Isolate'", _token);

        Assert.Equal((HttpStatusCode.BadRequest, "ActiveRequestAlreadyExists"), (second.Status, second.Code));
        Assert.Equal((string?)first.Json["id"], (string?)Assert.Single(found.Json["value"]!.AsArray())!["id"]);
    }

    [Fact]
    public async Task Isolate_ManyAtOnce_OneIsAccepted()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => IsolateAsync("ws-042", FullIsolation)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
    }

    [Fact]
    public async Task Release_AfterIsolation_FreesTheDevice()
    {
        await IsolateAsync("ws-042", FullIsolation);
        _bench.Time.Advance(TimeSpan.FromSeconds(3));
        var again = await IsolateAsync("ws-042", FullIsolation);
        _bench.Time.Advance(TimeSpan.FromSeconds(3));
        var release = await _bench.PostAsync($"/defender/api/machines/{_bench.Device("ws-042").Id}/unisolate", _token, """{"Comment":"done"}""");
        _bench.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (again.Status, release.Status));
        Assert.False(_bench.Simulator.IsIsolated(_bench.Device("ws-042")));
    }

    [Fact]
    public async Task Isolate_OfflineDevice_WaitsAndTimesOutAfterThreeDays()
    {
        var id = (string)(await IsolateAsync("ws-013", FullIsolation)).Json["id"]!;
        _bench.Time.Advance(TimeSpan.FromDays(3) - TimeSpan.FromSeconds(1));
        _token = await _bench.TokenAsync(SimulatorBench.DefenderScope);
        var waiting = await ActionAsync(id);
        _bench.Time.Advance(TimeSpan.FromSeconds(1));
        var over = await ActionAsync(id);

        Assert.Equal(["Pending", "TimeOut"], new[] { waiting, over }.Select(answer => (string?)answer.Json["status"]), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Isolate_DeviceComesBack_RunsFromThen()
    {
        var device = _bench.Device("ws-013");
        var id = (string)(await IsolateAsync("ws-013", FullIsolation)).Json["id"]!;
        _bench.Time.Advance(TimeSpan.FromMinutes(30));
        _bench.Simulator.Faults.DeviceOffline(device.Id, offline: false);
        var back = await ActionAsync(id);
        _bench.Time.Advance(TimeSpan.FromSeconds(3));
        _bench.Simulator.Faults.DeviceOffline(device.Id, offline: true);
        var ended = await ActionAsync(id);

        Assert.Equal(["Pending", "Succeeded"], new[] { back, ended }.Select(answer => (string?)answer.Json["status"]), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Isolate_UnsupportedPlatform_Is400()
    {
        var answer = await IsolateAsync("legacy-01", FullIsolation);

        Assert.Equal((HttpStatusCode.BadRequest, "OsPlatformNotSupported"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData(ActionEnding.Failed)]
    [InlineData(ActionEnding.TimeOut)]
    [InlineData(ActionEnding.Cancelled)]
    public async Task Isolate_EndingChosen_EndsSoAndTheDeviceStaysFree(ActionEnding ending)
    {
        _bench.Simulator.Faults.EndActions(ending, _bench.Device("ws-042").Id);
        var id = (string)(await IsolateAsync("ws-042", FullIsolation)).Json["id"]!;
        _bench.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(ending.ToString(), (string?)(await ActionAsync(id)).Json["status"]);
        Assert.False(_bench.Simulator.IsIsolated(_bench.Device("ws-042")));
    }

    [Fact]
    public async Task Cancel_RunningThenEnded_IsDoneOnce()
    {
        var id = (string)(await IsolateAsync("ws-042", FullIsolation)).Json["id"]!;
        var done = await _bench.PostAsync($"/defender/api/machineactions/{id}/cancel", _token, """{"Comment":"wrong one"}""");
        var again = await _bench.PostAsync($"/defender/api/machineactions/{id}/cancel", _token, """{"Comment":"wrong one"}""");
        var nobody = await _bench.PostAsync($"/defender/api/machineactions/{Guid.Empty}/cancel", _token, """{"Comment":"wrong one"}""");

        Assert.Equal((HttpStatusCode.OK, "Cancelled"), (done.Status, (string?)done.Json["status"]));
        Assert.Equal("wrong one", (string?)done.Json["cancellationComment"]);
        Assert.Equal((HttpStatusCode.BadRequest, "InvalidInput"), (again.Status, again.Code));
        Assert.Equal(HttpStatusCode.NotFound, nobody.Status);
    }

    private Task<Answer> IsolateAsync(string name, string body) =>
        _bench.PostAsync($"/defender/api/machines/{_bench.Device(name).Id}/isolate", _token, body);

    private Task<Answer> ActionAsync(string id) => _bench.GetAsync($"/defender/api/machineactions/{id}", _token);
}
