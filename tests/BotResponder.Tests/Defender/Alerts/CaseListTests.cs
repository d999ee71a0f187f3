using System.Net;
using BotResponder.Core.Results;
using BotResponder.Defender.Alerts;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender.Alerts;

/// <summary>Open alerts, counted and listed.</summary>
public sealed class CaseListTests : IAsyncLifetime
{
    private const string List = "GET /v1.0/security/alerts_v2";

    private PretendMicrosoft _microsoft = null!;

    public async ValueTask InitializeAsync() => _microsoft = await PretendMicrosoft.StartAsync();

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Theory]
    [InlineData(null, "status eq 'new' or status eq 'inProgress'")]
    [InlineData("high", "(status eq 'new' or status eq 'inProgress') and (severity eq 'high')")]
    public async Task ListOpenAlerts_BySeverity_AsksForThoseAndTheirCount(string? severity, string filter)
    {
        _microsoft.On(List, HttpStatusCode.OK, $$"""{"@odata.count":77,"value":[{{CaseSamples.Case()}},null,{"id":"../x"}]}""");

        var open = (await ListAsync(severity)).Value;

        Assert.Equal(77, open.Count);
        Assert.Equal(new(CaseSamples.AlertId, CaseSamples.Title, "medium", "new"), Assert.Single(open.Shown));
        var request = Assert.Single(_microsoft.Requests);
        Assert.Equal(filter, request.Filter);
        Assert.EndsWith("&$count=true&$top=25", request.Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListOpenAlerts_MoreThanAskedFor_AreCutAndCounted()
    {
        _microsoft.On(List, HttpStatusCode.OK, Samples.List([.. Enumerable.Range(1, 40).Select(number => CaseSamples.Case($"da{number}"))]));

        var open = (await ListAsync(severity: null)).Value;

        Assert.Equal((25, 40), (open.Shown.Length, open.Count));
    }

    [Fact]
    public async Task ListOpenAlerts_NotPermitted_IsRefused()
    {
        _microsoft.On(List, HttpStatusCode.Forbidden, Error("Forbidden", "required application permissions (SecurityAlert.Read.All)"));

        Assert.Contains("SecurityAlert.Read.All", Assert.IsType<Problem.Refused>((await ListAsync(severity: null)).Problem).Sentence, StringComparison.Ordinal);
    }

    private Task<Result<OpenAlerts>> ListAsync(string? severity) =>
        _microsoft.Get<CaseLookup>().ListOpenAlertsAsync(Customer, severity, 25, TestContext.Current.CancellationToken);
}
