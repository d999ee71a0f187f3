using System.Net;
using System.Text.Json.Nodes;

namespace BotResponder.Tests.Simulator;

public sealed class HuntingTests(SharedBench shared) : IClassFixture<SharedBench>
{
    [Theory]
    [InlineData("""DeviceInfo | where DeviceName == "ws-042.contoso.com" | summarize arg_max(Timestamp, *) by DeviceId""", 1)]
    [InlineData("""DeviceInfo | where DeviceName == "WS-042.contoso.com" | summarize arg_max(Timestamp, *) by DeviceId""", 0)]
    [InlineData("""DeviceInfo | where DeviceName =~ 'WS-042.contoso.com'""", 2)]
    [InlineData("""DeviceInfo | where DeviceName in ("dc-01.contoso.com", 'dc-02.contoso.com') | summarize arg_max(Timestamp, *) by DeviceId""", 2)]
    [InlineData("""DeviceInfo | where DeviceName has "dc-01" or DeviceName has "dc" and MachineGroup == "Servers" | distinct DeviceId""", 1)]
    [InlineData("""DeviceInfo | where (DeviceName has "dc-01" or DeviceName has "ws-042") and MachineGroup has "controllers" | distinct DeviceId""", 1)]
    [InlineData("""DeviceInfo | where DeviceName == "\"; drop \\ | take 1" // a comment""", 0)]
    [InlineData("""DeviceInfo | where DeviceName == @"a\""b" """, 0)]
    [InlineData("""DeviceInfo | where DeviceName has "s-042" """, 0)]
    [InlineData("""DeviceInfo | summarize arg_max(Timestamp, DeviceName) by DeviceId | order by DeviceName asc | limit 3""", 3)]
    [InlineData("""DeviceInfo | where Timestamp > ago(1d) and DeviceName startswith "ws-042" | project DeviceId, Who = tostring(parse_json(LoggedOnUsers))""", 1)]
    public async Task Run_QueryUnderstood_GivesTheRows(string query, int rows)
    {
        var bench = shared.Bench;

        var answer = await HuntAsync(bench, query);

        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
        Assert.Equal(rows, answer.Json["results"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("DeviceNetworkEvents | take 1")]
    [InlineData("DeviceEvents | extend X = todatetime()")]
    [InlineData("DeviceEvents | extend X = AdditionalFields.TroubleshootingState")]
    [InlineData("DeviceInfo | take")]
    [InlineData("DeviceInfo | join DeviceInfo on DeviceId")]
    [InlineData("DeviceInfo | where NoSuchColumn == \"a\"")]
    [InlineData("DeviceInfo | where DeviceName == \"open")]
    [InlineData("DeviceInfo | where DeviceName == \"bad \\x escape\"")]
    [InlineData("DeviceInfo | where DeviceName == \"two\nlines\"")]
    [InlineData("DeviceInfo | where DeviceName == \"a\" trailing")]
    [InlineData("DeviceInfo; DeviceInfo")]
    [InlineData("DeviceInfo | extend X = reverse(DeviceName)")]
    [InlineData("DeviceInfo | extend X = DeviceName.Length")]
    [InlineData("DeviceInfo | where Timestamp > ago(999999d) and Timestamp > ago(99999999d)")]
    public async Task Run_QueryNotUnderstood_IsBadRequest(string query)
    {
        var bench = shared.Bench;

        var answer = await HuntAsync(bench, query);

        Assert.Equal((HttpStatusCode.BadRequest, "BadRequest"), (answer.Status, answer.Code));
        Assert.NotNull(answer.Json["error"]!["innerError"]!["request-id"]);
    }

    [Fact]
    public async Task Run_AfterIsolation_SaysIsolatedInTheNewestRow()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var device = bench.Device("ws-042");
        await bench.PostAsync(
            $"/defender/api/machines/{device.Id}/isolate", await bench.TokenAsync(SimulatorBench.DefenderScope),
            """{"Comment":"c","IsolationType":"Selective"}""");
        bench.Time.Advance(TimeSpan.FromSeconds(3));

        var answer = await HuntAsync(
            bench,
            $"DeviceInfo | where DeviceId == \"{device.Id}\" | summarize arg_max(Timestamp,*) by DeviceId "
            + "| extend Isolated = tostring(parse_json(MitigationStatus).Isolated) | project DeviceId, Isolated");

        var row = Assert.Single(answer.Json["results"]!.AsArray())!;
        Assert.Equal((device.Id, "true"), ((string?)row["DeviceId"], (string?)row["Isolated"]));
        Assert.Equal("Isolated", (string?)answer.Json["schema"]![1]!["name"]);
    }

    [Theory]
    [InlineData("Query", "Timespan", "runHuntingQuery", "P7D", 2)]
    [InlineData("query", "timespan", "microsoft.graph.security.runHuntingQuery", "P7D", 2)]
    [InlineData("query", "timespan", "runHuntingQuery", "PT1M", 0)]
    [InlineData("query", "timespan", "runHuntingQuery", "2026-02-28T00:00:00Z/P5D", 2)]
    public async Task Run_EitherSpelling_IsTaken(string query, string timespan, string path, string span, int rows)
    {
        var bench = shared.Bench;
        var body = new JsonObject { [query] = "DeviceInfo | where DeviceName == 'ws-042.contoso.com'", [timespan] = span };

        var answer = await bench.PostAsync(
            $"/graph/v1.0/security/{path}", await bench.TokenAsync(SimulatorBench.GraphScope), body.ToJsonString());

        Assert.Equal(rows, answer.Json["results"]!.AsArray().Count);
    }

    private static async Task<Answer> HuntAsync(SimulatorBench bench, string query) => await bench.PostAsync(
        "/graph/v1.0/security/runHuntingQuery", await bench.TokenAsync(SimulatorBench.GraphScope), new JsonObject { ["Query"] = query }.ToJsonString());
}
