using System.Net;
using BotResponder.Core.Results;
using BotResponder.Defender.Alerts;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender.Alerts;

/// <summary>What somebody gets to see of one alert or incident.</summary>
public sealed class CaseLookupTests : IAsyncLifetime
{
    private const string Evidence = """
        ,"evidence":[
          {"@odata.type":"#microsoft.graph.security.deviceEvidence","mdeDeviceId":"1e5bc9d7e413ddd7902c2932e418702b84d0cc07","deviceDnsName":"ws-042.contoso.com","verdict":"suspicious","remediationStatus":"none"},
          {"@odata.type":"#microsoft.graph.security.userEvidence","userAccount":{"azureAdUserId":null,"userPrincipalName":null,"userSid":"S-1-5-21-1-2-3-4","accountName":"ada","domainName":"corp"}},
          {"@odata.type":"#microsoft.graph.security.processEvidence","imageFile":{"fileName":"x.exe","filePath":"C:\\Temp","sha1":"aa","sha256":"bb"},"remediationStatus":"remediated"},
          {"@odata.type":"#microsoft.graph.security.ipEvidence","ipAddress":"198.51.100.7"},
          {"@odata.type":"#microsoft.graph.security.ipEvidence","ipAddress":"198.51.100.7"},
          {"@odata.type":"#microsoft.graph.security.amazonResourceEvidence"},
          null]
        """;

    private PretendMicrosoft _microsoft = null!;

    public async ValueTask InitializeAsync() => _microsoft = await PretendMicrosoft.StartAsync();

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Fact]
    public async Task FindAlert_Evidence_HasTheIdsThatCommandsTake()
    {
        _microsoft.On($"GET {CaseSamples.Alert}", HttpStatusCode.OK, CaseSamples.Case(extra: Evidence));

        var view = (await FindAsync(CaseSamples.AlertId)).Value;

        Assert.Equal(
            [
                new("device", "ws-042.contoso.com", Device, "suspicious"), new("account", @"corp\ada", "S-1-5-21-1-2-3-4", ""), new("process", @"C:\Temp\x.exe", "aa", "remediated"),
                new("address", "", "198.51.100.7", ""), new("amazonResource", "", "", ""),
            ], view.Evidence);
    }

    [Fact]
    public async Task FindAlert_CommentsAndFacts_AreReadNewestFirst()
    {
        _microsoft.On($"GET {CaseSamples.Alert}", HttpStatusCode.OK, CaseSamples.Case(comment: "first\\nline", extra: ""","category":"Execution","mitreTechniques":["T1059",null]"""));

        var view = (await FindAsync($" {CaseSamples.AlertId} ")).Value;

        Assert.Equal(new("first line", "BotResponder", Now), Assert.Single(view.Comments));
        Assert.Contains(("Category", "Execution"), view.Facts);
        Assert.Contains(("Techniques", "T1059"), view.Facts);
        Assert.False(view.IsResolved);
    }

    [Fact]
    public async Task FindIncident_WithItsAlerts_LeavesOutWhatHasNoId()
    {
        _microsoft.On($"GET {CaseSamples.Incident}", HttpStatusCode.OK, CaseSamples.Case(
            CaseSamples.IncidentId, "displayName", status: "awaitingAction", extra: $$""","alerts":[{{CaseSamples.Case()}},null,{"id":"../x"}]"""));

        var view = (await _microsoft.Get<CaseLookup>().FindIncidentAsync(Customer, CaseSamples.IncidentId, TestContext.Current.CancellationToken)).Value;

        Assert.Equal(new(CaseSamples.AlertId, CaseSamples.Title, "medium", "new"), Assert.Single(view.Alerts));
        Assert.Equal("awaiting action", view.Status);
        Assert.Equal($"https://security.microsoft.com/incident2/2001/overview?tid={Customer}", view.Portal.AbsoluteUri);
    }

    [Theory]
    [InlineData("da1")]
    [InlineData("../incidents/1")]
    public async Task FindAlert_NotThereOrNoId_IsNotFound(string id)
    {
        Assert.StartsWith($"There is no alert {id} here.", Assert.IsType<Problem.NotFound>((await FindAsync(id)).Problem).Sentence, StringComparison.Ordinal);
        Assert.All(_microsoft.Requests, request => Assert.Equal("/v1.0/security/alerts_v2/da1", request.Target));
    }

    [Fact]
    public async Task FindAlert_AnswerAboutAnother_IsNotShown()
    {
        _microsoft.On($"GET {CaseSamples.Alert}", HttpStatusCode.OK, CaseSamples.Case("da2"));

        Assert.IsType<Problem.Unavailable>((await FindAsync(CaseSamples.AlertId)).Problem);
    }

    private Task<Result<CaseView>> FindAsync(string id) => _microsoft.Get<CaseLookup>().FindAlertAsync(Customer, id, TestContext.Current.CancellationToken);
}
