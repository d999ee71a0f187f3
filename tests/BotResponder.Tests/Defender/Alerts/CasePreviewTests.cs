using System.Net;
using BotResponder.Core.Actions;
using BotResponder.Core.Approvals;
using BotResponder.Core.Results;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender.Alerts;

/// <summary>What is shown of an alert or an incident before anybody approves.</summary>
public sealed class CasePreviewTests : IAsyncLifetime
{
    private PretendMicrosoft _microsoft = null!;

    public async ValueTask InitializeAsync() => _microsoft = await PretendMicrosoft.StartAsync();

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Fact]
    public async Task Preview_OfAnAlert_SaysHowItStandsAndLinksToItsTenant()
    {
        _microsoft.On($"GET {CaseSamples.Alert}", HttpStatusCode.OK, CaseSamples.Case(
            assignedTo: "bo@contoso.com", extra: ""","incidentId":"2001","serviceSource":"microsoftDefenderForEndpoint","evidence":[{"@odata.type":"#microsoft.graph.security.deviceEvidence"}]"""));

        var preview = (await PreviewAsync("resolve", CaseSamples.AlertId)).Value;

        Assert.Equal("open, no verdict", Fact(preview, "Stands"));
        Assert.Equal("microsoft defender for endpoint", Fact(preview, "From"));
        Assert.Equal("1 device", Fact(preview, "Evidence"));
        Assert.Equal("bo@contoso.com", Fact(preview, "Assigned to"));
        Assert.Equal($"https://security.microsoft.com/alerts/{CaseSamples.AlertId}?tid={Customer}", preview.PortalLink!.AbsoluteUri);
        Assert.Contains("It is assigned to somebody, who may still be working on it.", preview.Warnings);
    }

    [Theory]
    [InlineData("informational", false)]
    [InlineData("low", false)]
    [InlineData("medium", false)]
    [InlineData("high", true)]
    [InlineData("unknownFutureValue", true)]
    public async Task Preview_BySeverity_AsksForMoreApprovers(string severity, bool isCritical)
    {
        _microsoft.On($"GET {CaseSamples.Alert}", HttpStatusCode.OK, CaseSamples.Case(severity: severity));

        Assert.Equal(isCritical, (await PreviewAsync("resolve", CaseSamples.AlertId)).Value.IsCritical);
        Assert.False((await PreviewAsync("comment", CaseSamples.AlertId)).Value.IsCritical);
    }

    [Theory]
    [InlineData("inProgress", "medium", null)]
    [InlineData("resolved", "medium", "Stands")]
    [InlineData("new", "low", "Severity")]
    [InlineData("new", "high", "critical")]
    public async Task Drift_SinceTheApproval_IsOnlyWhatTheApprovalRestsOn(string status, string severity, string? drifted)
    {
        _microsoft.On(
            $"GET {CaseSamples.Alert}", Json(HttpStatusCode.OK, CaseSamples.Case()), Json(HttpStatusCode.OK, CaseSamples.Case(status: status, severity: severity)));
        var before = (await PreviewAsync("resolve", CaseSamples.AlertId)).Value;

        var after = (await PreviewAsync("resolve", "another", before.Target)).Value;

        var drift = ApprovalBinding.Drift(before, after);
        Assert.Equal(drifted is null, drift is null);
        Assert.Contains(drifted ?? "", drift ?? "", StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Preview_AlreadySo_Warns()
    {
        _microsoft.On($"GET {CaseSamples.Alert}", HttpStatusCode.OK, CaseSamples.Case(status: "resolved", classification: "truePositive", determination: "malware"));

        var preview = (await PreviewAsync("resolve", CaseSamples.AlertId)).Value;

        Assert.Equal("resolved, true-positive/malware", Fact(preview, "Stands"));
        Assert.Contains("This alert is resolved as true-positive/malware already.", preview.Warnings);
    }

    [Fact]
    public async Task Preview_OfACommentOnWhatHasSome_IsNotTakenForOneOfThem()
    {
        _microsoft.On($"GET {CaseSamples.Alert}", HttpStatusCode.OK, CaseSamples.Case(comment: CaseSamples.OurComment));

        Assert.Empty((await PreviewAsync("comment", CaseSamples.AlertId)).Value.Warnings);
    }

    [Fact]
    public async Task Preview_MergedIncident_NamesTheOther()
    {
        _microsoft.On($"GET {CaseSamples.Incident}", HttpStatusCode.OK, CaseSamples.Case(CaseSamples.IncidentId, status: "redirected", extra: ""","redirectIncidentId":"2044" """));

        var preview = await PreviewAsync("close", CaseSamples.IncidentId);

        Assert.Equal("Incident 2001 was merged into incident 2044. Name that one.", Assert.IsType<Problem.Refused>(preview.Problem).Sentence);
    }

    [Fact]
    public async Task Preview_OfAnIncident_CountsItsOpenAlerts()
    {
        _microsoft.On($"GET {CaseSamples.Incident}", HttpStatusCode.OK, CaseSamples.Case(
            CaseSamples.IncidentId, "displayName", status: "active", extra: $""","alerts":[{CaseSamples.Case()},{CaseSamples.Case("da2", status: "resolved")}]"""));

        var preview = (await PreviewAsync("close", CaseSamples.IncidentId)).Value;

        Assert.Equal("2, 1 of them open", Fact(preview, "Alerts"));
        Assert.Equal($"{CaseSamples.Incident}?$expand=alerts", Assert.Single(_microsoft.Requests).Target);
    }

    [Fact]
    public async Task Preview_NotThere_SaysTheSameAsForNoId()
    {
        var absent = await PreviewAsync("resolve", "da1");
        var hostile = await PreviewAsync("resolve", "da1/../../users");

        Assert.Equal("There is no alert da1 here. Its id stands in the address of its page in the Defender portal: check it.", Assert.IsType<Problem.NotFound>(absent.Problem).Sentence);
        Assert.Equal("There is no alert da1/../../users here. Its id stands in the address of its page in the Defender portal: check it.", Assert.IsType<Problem.NotFound>(hostile.Problem).Sentence);
        Assert.Single(_microsoft.Requests);
    }

    private static string Fact(ActionPreview preview, string label) => preview.Facts.Single(fact => fact.Label == label).Text;

    private Task<Result<ActionPreview>> PreviewAsync(string verb, string id, ActionTarget? known = null)
    {
        var action = _microsoft.Get<ActionCatalog>().FindByVerb(verb)!;
        return action.PreviewAsync(Customer, action.Bind(Samples.Command(action, id)).Value, known, TestContext.Current.CancellationToken);
    }
}
