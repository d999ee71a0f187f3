using System.Net;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Tests.Simulator;

/// <summary>Alerts and incidents in the pretend Graph, against what Microsoft documents.</summary>
public sealed class SecurityCaseTests : IAsyncLifetime
{
    private const string Alerts = "/graph/v1.0/security/alerts_v2";
    private const string Incidents = "/graph/v1.0/security/incidents";

    private SimulatorBench _bench = null!;
    private string _token = "";

    private Tenant Contoso => _bench.Simulator.Tenants.Contoso;

    private Alert Open => Contoso.Alerts.First(alert => alert.Start.Status == "new");

    public async ValueTask InitializeAsync()
    {
        _bench = await SimulatorBench.StartAsync();
        _token = await _bench.TokenAsync(SimulatorBench.GraphScope);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public void Seeds_OfBothTenants_HaveIdsOfTheirOwnAndEvidenceOfEachKind()
    {
        var alerts = Contoso.Alerts.Concat(_bench.Simulator.Tenants.Fabrikam.Alerts).ToArray();

        Assert.Distinct(alerts.Select(alert => alert.Id), StringComparer.OrdinalIgnoreCase);
        Assert.Equal(5, alerts.SelectMany(alert => alert.Evidence).Select(evidence => evidence.GetType()).Distinct().Count());
        Assert.All(alerts.SelectMany(alert => alert.Evidence).OfType<Evidence.OfDevice>(), evidence => Assert.Matches("^[0-9a-f]{40}$", evidence.Device.Id));
    }

    [Fact]
    public async Task Get_AnAlert_HasEvidenceThatCanBeActedOnAndItsPages()
    {
        var alert = Contoso.Alerts.First(each => each.Evidence.OfType<Evidence.OfDevice>().Any());

        var json = (await _bench.GetAsync($"{Alerts}/{alert.Id}", _token)).Json;

        Assert.Equal(alert.Evidence.OfType<Evidence.OfDevice>().First().Device.Id, json["evidence"]!.AsArray().Select(each => (string?)each!["mdeDeviceId"]).First(id => id is not null));
        Assert.Equal($"https://security.microsoft.com/alerts/{alert.Id}?tid={Cast.ContosoId}", (string?)json["alertWebUrl"]);
        Assert.Equal("unknown", (string?)json["classification"]);
    }

    [Theory]
    [InlineData($"{Alerts}/da000")]
    [InlineData($"{Incidents}/1")]
    public async Task Get_WhatIsNotThere_Is404(string path) => Assert.Equal(HttpStatusCode.NotFound, (await _bench.GetAsync(path, _token)).Status);

    [Fact]
    public async Task Get_AnAlertOfAnotherTenant_Is404()
    {
        var theirs = _bench.Simulator.Tenants.Fabrikam.Alerts[0];

        Assert.Equal(HttpStatusCode.NotFound, (await _bench.GetAsync($"{Alerts}/{theirs.Id}", _token)).Status);
    }

    [Fact]
    public async Task Patch_Resolved_HoldsAndAnswersTheAlert()
    {
        var answer = await PatchAsync($"{Alerts}/{Open.Id}", """{"status":"resolved","classification":"truePositive","determination":"malware"}""");

        Assert.Equal((HttpStatusCode.OK, Open.Id, "resolved"), (answer.Status, (string?)answer.Json["id"], (string?)answer.Json["status"]));
        Assert.NotNull((string?)answer.Json["resolvedDateTime"]);
        var state = _bench.Simulator.StateOf(Open);
        Assert.Equal(("resolved", "truePositive", "malware"), (state.Status, state.Classification, state.Determination));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"Status":"resolved"}""")]
    [InlineData("""{"status":"Resolved"}""")]
    [InlineData("""{"status":"hidden"}""")]
    [InlineData("""{"status":null}""")]
    [InlineData("""{"determination":"apt2"}""")]
    [InlineData("""{"classification":"falsePositive","determination":"malware"}""")]
    [InlineData("""{"assignedTo":7}""")]
    [InlineData("""{"status":"new","severity":"low"}""")]
    public async Task Patch_BodyThatIsNotDocumented_Is400AndChangesNothing(string body)
    {
        var answer = await PatchAsync($"{Alerts}/{Open.Id}", body);

        Assert.Equal((HttpStatusCode.BadRequest, "BadRequest"), (answer.Status, answer.Code));
        Assert.Equal(Open.Start, _bench.Simulator.StateOf(Open));
    }

    [Fact]
    public async Task Patch_AssignedToNull_TakesTheAlertFromThem()
    {
        var assigned = Contoso.Alerts.First(alert => alert.Start is { AssignedTo: not null, Status: "inProgress" });

        await PatchAsync($"{Alerts}/{assigned.Id}", """{"assignedTo":null}""");

        Assert.Null(_bench.Simulator.StateOf(assigned).AssignedTo);
    }

    [Fact]
    public async Task Comment_OneObject_IsAddedAndTheListAnswered()
    {
        var answer = await _bench.PostAsync($"{Alerts}/{Open.Id}/comments", _token, """{"@odata.type":"microsoft.graph.security.alertComment","comment":"seen"}""");

        Assert.Equal("seen", (string?)Assert.Single(answer.Json["value"]!.AsArray())!["comment"]);
        Assert.Equal("seen", Assert.Single(_bench.Simulator.StateOf(Open).Comments).Text);
    }

    [Theory]
    [InlineData("""[{"@odata.type":"microsoft.graph.security.alertComment","comment":"seen"}]""")]
    [InlineData("""{"comment":"seen"}""")]
    [InlineData("""{"@odata.type":"microsoft.graph.security.alertComment","comment":""}""")]
    public async Task Comment_AnotherBody_Is400(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await _bench.PostAsync($"{Alerts}/{Open.Id}/comments", _token, body)).Status);

    [Fact]
    public async Task List_Filtered_CountsAndPages()
    {
        var high = Contoso.Alerts.Count(alert => alert.Severity == "high");

        var page = (await _bench.GetAsync($"{Alerts}?$filter=severity eq 'high' and status eq 'new'&$top=5&$count=true", _token)).Json;
        var next = (await _bench.GetAsync(new Uri((string)page["@odata.nextLink"]!).PathAndQuery, _token)).Json;

        Assert.InRange((int)page["@odata.count"]!, 6, high);
        Assert.Equal(5, page["value"]!.AsArray().Count);
        Assert.DoesNotContain((string)page["value"]![0]!["id"]!, next["value"]!.AsArray().Select(alert => (string)alert!["id"]!));
    }

    [Theory]
    [InlineData("$filter=title eq 'x'")]
    [InlineData("$top=1001")]
    [InlineData("$orderby=severity")]
    public async Task List_WhatIsNotDocumented_Is400(string query) => Assert.Equal(HttpStatusCode.BadRequest, (await _bench.GetAsync($"{Alerts}?{query}", _token)).Status);

    [Fact]
    public async Task Get_NewerMember_IsWrittenOnlyForWhoAsks()
    {
        var waiting = Contoso.Incidents.First(incident => incident.Start.Status == "awaitingAction");

        Assert.Equal("unknownFutureValue", (string?)(await _bench.GetAsync($"{Incidents}/{waiting.Id}", _token)).Json["status"]);
    }

    [Fact]
    public async Task Incident_Resolved_TakesItsOpenAlertsWithIt()
    {
        var incident = Contoso.Incidents.First(each => each.Start.Status == "active");

        await PatchAsync($"{Incidents}/{incident.Id}", """{"status":"resolved","classification":"falsePositive","determination":"notMalicious"}""");
        var json = (await _bench.GetAsync($"{Incidents}/{incident.Id}?$expand=alerts", _token)).Json;

        Assert.Equal("resolved", (string?)json["status"]);
        Assert.All(json["alerts"]!.AsArray(), alert => Assert.Equal("resolved", (string?)alert!["status"]));
        Assert.NotEmpty(json["alerts"]!.AsArray());
    }

    [Fact]
    public async Task Incident_Merged_NamesTheOtherAndCannotBeChanged()
    {
        var merged = Contoso.Incidents.First(each => each.MergedInto is not null);

        Assert.Equal(merged.MergedInto, (string?)(await _bench.GetAsync($"{Incidents}/{merged.Id}", _token)).Json["redirectIncidentId"]);
        Assert.Equal(HttpStatusCode.BadRequest, (await PatchAsync($"{Incidents}/{merged.Id}", """{"status":"active"}""")).Status);
    }

    [Theory]
    [InlineData("GET", Alerts)]
    [InlineData("PATCH", $"{Alerts}/da1")]
    [InlineData("POST", $"{Incidents}/1/comments")]
    public async Task AnyCall_WithoutThePermission_Is403(string method, string path)
    {
        var token = await _bench.TokenAsync(SimulatorBench.GraphScope, clientId: Cast.ReaderAppId, secret: Cast.ReaderSecret);

        Assert.Equal(HttpStatusCode.Forbidden, (await _bench.SendAsync(new HttpMethod(method), path, token, "{}")).Status);
    }

    [Fact]
    public async Task Calls_OverTheDocumentedLimit_AreTold()
    {
        var statuses = new List<HttpStatusCode>();
        for (var call = 0; call < 151; call++)
        {
            statuses.Add((await _bench.GetAsync($"{Alerts}/{Open.Id}", _token)).Status);
        }

        Assert.Equal(HttpStatusCode.OK, statuses[149]);
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[150]);
    }

    private Task<Answer> PatchAsync(string path, string body) => _bench.SendAsync(HttpMethod.Patch, path, _token, body);
}
