using System.Collections.Immutable;
using System.Net;
using BotResponder.Core.Results;
using BotResponder.Defender.Alerts;
using BotResponder.Defender.Lookups;
using Microsoft.Extensions.Time.Testing;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender.Alerts;

public sealed class AlertLookupTests : IAsyncLifetime
{
    private const string List = "GET /v1.0/security/alerts_v2";
    private const string Other = "aa637551227677560814_1";

    private static readonly string s_onADevice = CaseSamples.Case(
        Other, title: "Beacon to a rare domain", extra: ""","evidence":[{"@odata.type":"#microsoft.graph.security.deviceEvidence","deviceDnsName":"ws-042.contoso.com"}]""");

    private PretendMicrosoft _microsoft = null!;

    public async ValueTask InitializeAsync() => _microsoft = await PretendMicrosoft.StartAsync();

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Theory]
    [InlineData("", CaseSamples.AlertId, Other)]
    [InlineData("powershell SUSPICIOUS", CaseSamples.AlertId)]
    [InlineData("ws-042", Other)]
    [InlineData("042")]
    [InlineData("da637551", CaseSamples.AlertId)]
    [InlineData("beacon powershell")]
    [InlineData("') or status ne ('")]
    [Trait("Attack", "33")]
    public async Task Find_Words_LooksThroughTheOpenAlertsOfThirtyDays(string words, params string[] ids)
    {
        _microsoft.On(List, HttpStatusCode.OK, $$"""{"value":[{{CaseSamples.Case()}},{{s_onADevice}},null,{"id":"../x"}]}""");

        Assert.Equal(ids, (await FindAsync(words)).Value.Select(each => each.Id));

        var call = Assert.Single(_microsoft.Requests);
        Assert.Equal("(status eq 'new' or status eq 'inProgress') and (createdDateTime ge 2026-01-31T14:00:00Z)", call.Filter);
        Assert.EndsWith("$top=200", call.Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_OnADevice_SaysWhatTellsItApart()
    {
        _microsoft.On(List, HttpStatusCode.OK, $$"""{"value":[{{s_onADevice}}]}""");

        var found = Assert.Single((await FindAsync("beacon")).Value);

        Assert.Equal(("Beacon to a rare domain", "medium, new, on ws-042.contoso.com, 59 minutes ago"), (found.Name, found.Detail));
        Assert.Equal($"?tid={Customer.Tenant}", found.Portal?.Query);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, 1)]
    [InlineData(HttpStatusCode.NotFound, 0)]
    public async Task Find_WholeIdThatIsNotOpen_IsAskedFor(HttpStatusCode status, int found)
    {
        _microsoft.On(List, HttpStatusCode.OK, """{"value":[]}""");
        _microsoft.On($"GET {CaseSamples.Alert}", status, status == HttpStatusCode.OK ? CaseSamples.Case(status: "resolved") : Error("NotFound", "no"));

        Assert.Equal(found, (await FindAsync(CaseSamples.AlertId)).Value.Length);
    }

    [Fact]
    public async Task Find_GraphRefuses_IsItsProblemAndIsNotKept()
    {
        _microsoft.On(List, HttpStatusCode.Forbidden, Error("Forbidden", "required application permissions (SecurityAlert.Read.All)"));
        Assert.IsType<Problem.Refused>((await FindAsync("beacon")).Problem);
        _microsoft.On(List, HttpStatusCode.OK, $$"""{"value":[{{s_onADevice}}]}""");

        Assert.Single((await FindAsync("beacon")).Value);
    }

    [Fact]
    public async Task Read_EachLetter_IsOneCallUntilTheListIsOld()
    {
        _microsoft.On(List, HttpStatusCode.OK, $$"""{"value":[{{s_onADevice}}]}""");
        var time = new FakeTimeProvider(Now);
        var lists = new OpenAlertLists(_microsoft.Get<CaseApi>(), time);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => lists.ReadAsync(Customer, TestContext.Current.CancellationToken)));
        time.Advance(TimeSpan.FromSeconds(14));
        await lists.ReadAsync(Customer, TestContext.Current.CancellationToken);
        Assert.Single(_microsoft.Requests);
        time.Advance(TimeSpan.FromSeconds(1));
        await lists.ReadAsync(Customer, TestContext.Current.CancellationToken);

        Assert.Equal(2, _microsoft.Requests.Count);
    }

    private Task<Result<ImmutableArray<LookedUp>>> FindAsync(string words) =>
        _microsoft.Get<AlertLookup>().FindAsync(Customer, words, 15, TestContext.Current.CancellationToken);
}
