using System.Net;
using System.Text.Json.Nodes;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Tests.Simulator;

/// <summary>Tuning rules: made by people without an API, and shown by searches of the audit log.</summary>
public sealed class TuningTests : IAsyncLifetime
{
    private const string Queries = "/graph/v1.0/security/auditLog/queries";
    private const string Search = """{"displayName":"x","filterStartDateTime":"2026-03-02T08:00:00Z","filterEndDateTime":"2026-03-02T10:00:00Z","recordTypeFilters":["MS365DSuppressionRule"]}""";

    private SimulatorBench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await SimulatorBench.StartAsync(options => options with { AuditDelay = TimeSpan.FromMinutes(1), AuditSearchTime = TimeSpan.FromSeconds(10) });

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Search_OfARule_IsCreatedPolledAndThenRead()
    {
        _bench.Simulator.MakeTuningRule(_bench.Simulator.Tenants.Contoso, "BotResponder R-4F7K2", "bo.lind@contoso.com");
        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        var token = await _bench.TokenAsync(SimulatorBench.GraphScope);

        var created = await _bench.PostAsync(Queries, token, Search);
        var id = (string)created.Json["id"]!;
        var tooEarly = await _bench.GetAsync($"{Queries}/{id}/records", token);
        _bench.Time.Advance(TimeSpan.FromSeconds(5));
        var running = await _bench.GetAsync($"{Queries}/{id}", token);
        _bench.Time.Advance(TimeSpan.FromSeconds(5));
        var succeeded = await _bench.GetAsync($"{Queries}/{id}", token);

        Assert.Equal((HttpStatusCode.Created, "notStarted"), (created.Status, (string?)created.Json["status"]));
        Assert.Equal(HttpStatusCode.BadRequest, tooEarly.Status);
        Assert.Equal(("running", "succeeded"), ((string?)running.Json["status"], (string?)succeeded.Json["status"]));
        var record = Assert.Single((await _bench.GetAsync($"{Queries}/{id}/records", token)).Json["value"]!.AsArray())!;
        Assert.Equal(("MS365DSuppressionRule", "CreateSuppressionRule", "BotResponder R-4F7K2"),
            ((string?)record["auditLogRecordType"], (string?)record["operation"], (string?)record["auditData"]!["RuleName"]));
    }

    [Fact]
    public async Task Search_BeforeItIsLogged_FindsNothing()
    {
        _bench.Simulator.MakeTuningRule(_bench.Simulator.Tenants.Contoso, "BotResponder R-4F7K2", "bo.lind@contoso.com");

        Assert.Empty(await RecordsAsync(Search, Cast.ContosoId));
    }

    [Fact]
    public async Task Search_OfAnotherTypeTimeOrTenant_FindsNothing()
    {
        _bench.Simulator.MakeTuningRule(_bench.Simulator.Tenants.Contoso, "BotResponder R-4F7K2", "bo.lind@contoso.com");
        _bench.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Empty(await RecordsAsync(Search.Replace("MS365DSuppressionRule", "MS365DIncident", StringComparison.Ordinal), Cast.ContosoId));
        Assert.Empty(await RecordsAsync(Search.Replace("T10:00", "T08:30", StringComparison.Ordinal), Cast.ContosoId));
        Assert.Empty(await RecordsAsync(Search, Cast.FabrikamId));
        Assert.Single(await RecordsAsync(Search, Cast.ContosoId));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"filterStartDateTime":"2026-03-02T10:00:00Z","filterEndDateTime":"2026-03-02T09:00:00Z"}""")]
    [InlineData("""{"filterStartDateTime":"2026-03-02T08:00:00Z","filterEndDateTime":"2026-03-02T09:00:00Z","RecordTypeFilters":[]}""")]
    [InlineData("""{"filterStartDateTime":"2026-03-02T08:00:00Z","filterEndDateTime":"2026-03-02T09:00:00Z","recordTypeFilters":"MS365DSuppressionRule"}""")]
    public async Task Search_NotAsDocumented_IsBadRequest(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await _bench.PostAsync(Queries, await _bench.TokenAsync(SimulatorBench.GraphScope), body)).Status);

    [Fact]
    public async Task Search_WithoutThePermission_IsForbidden()
    {
        var token = await _bench.TokenAsync(SimulatorBench.GraphScope, clientId: Cast.ReaderAppId, secret: Cast.ReaderSecret);

        Assert.Equal(HttpStatusCode.Forbidden, (await _bench.PostAsync(Queries, token, Search)).Status);
    }

    [Fact]
    public async Task Hunting_InAlertEvidence_CountsAsKqlDoes()
    {
        var token = await _bench.TokenAsync(SimulatorBench.GraphScope);
        var body = new JsonObject
        {
            ["Query"] = "AlertEvidence | summarize T0 = countif(FileName endswith \"VOICE.exe\"), Found = make_set(DeviceId) by AlertId | where (T0 > 0)"
                + " | mv-expand Device = Found to typeof(string) | summarize Rows = count(), Alerts = dcount(AlertId, 2), Devices = dcountif(Device, isnotempty(Device), 2)",
        };

        var row = Assert.Single((await _bench.PostAsync("/graph/v1.0/security/runHuntingQuery", token, body.ToJsonString())).Json["results"]!.AsArray())!;

        var alerts = _bench.Simulator.Tenants.Contoso.Alerts.Where(alert => alert.Evidence.OfType<Evidence.OfFile>().Any()).ToArray();
        Assert.Equal((alerts.Length, alerts.SelectMany(alert => alert.Evidence.OfType<Evidence.OfDevice>()).Distinct().Count()), ((int)row["Alerts"]!, (int)row["Devices"]!));

        // The empty id of what is no device stands in each set as well.
        Assert.Equal(2 * alerts.Length, (int)row["Rows"]!);
    }

    [Fact]
    public async Task ExtraAlerts_AreOfTheLast29DaysAndSomeOfThemReal()
    {
        await using var bench = await SimulatorBench.StartAsync(options => options with { ExtraAlerts = 600 });
        var usual = _bench.Simulator.Tenants.Contoso.Alerts;

        var all = bench.Simulator.Tenants.Contoso.Alerts;

        Assert.Equal(usual.Select(alert => alert.Id), all.Take(usual.Length).Select(alert => alert.Id));
        Assert.Equal((840, 6), (all.Length, all.Count(alert => alert.Start.Classification == "truePositive")));
        Assert.All(all, alert => Assert.InRange(bench.Time.GetUtcNow() - alert.CreatedAt, TimeSpan.Zero, TimeSpan.FromDays(29)));
        Assert.Equal(all.Length, all.Select(alert => alert.Id).Distinct(StringComparer.Ordinal).Count());
    }

    private async Task<JsonArray> RecordsAsync(string search, string tenant)
    {
        var token = await _bench.TokenAsync(SimulatorBench.GraphScope, tenant);
        var id = (string)(await _bench.PostAsync(Queries, token, search)).Json["id"]!;
        _bench.Time.Advance(TimeSpan.FromSeconds(10));
        return (await _bench.GetAsync($"{Queries}/{id}/records", token)).Json["value"]!.AsArray();
    }
}
