using System.Net;
using BotResponder.Core.Results;
using BotResponder.Defender.Alerts;
using BotResponder.Tests.Teams.Cards;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender.Alerts;

/// <summary>Which open alerts a filter means: all of them, or a sentence.</summary>
public sealed class OpenAlertSearchTests : IAsyncLifetime
{
    private const string List = "GET /v1.0/security/alerts_v2";

    private const string OnDevice = ""","evidence":[{"@odata.type":"#microsoft.graph.security.deviceEvidence","mdeDeviceId":"1e5bc9d7e413ddd7902c2932e418702b84d0cc07","deviceDnsName":"ws-042.contoso.com"}]""";
    private const string OnAccount = ""","evidence":[{"@odata.type":"#microsoft.graph.security.userEvidence","userAccount":{"userPrincipalName":"ada@contoso.com","azureAdUserId":"69dfa3ea-1295-4e2c-b469-59564581143d","userSid":"S-1-5-21-1","accountName":"ada"}}]""";

    private PretendMicrosoft _microsoft = null!;

    public async ValueTask InitializeAsync() => _microsoft = await PretendMicrosoft.StartAsync();

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Theory]
    [InlineData("ws-042", true)]
    [InlineData("WS-042.contoso.com", true)]
    [InlineData("1e5bc9d7e413ddd7902c2932e418702b84d0cc07", true)]
    [InlineData("ws-04", false)]
    [InlineData("ws-0421", false)]
    [InlineData("contoso.com", false)]
    [InlineData("ada@contoso.com", false)]
    public async Task Find_OnADevice_TakesWholeNamesOnly(string on, bool isFound) => Assert.Equal(isFound, await FindsAsync(OnDevice, on));

    [Theory]
    [InlineData("ada@contoso.com", true)]
    [InlineData("69DFA3EA-1295-4e2c-b469-59564581143d", true)]
    [InlineData("S-1-5-21-1", true)]
    [InlineData("ad", false)]
    public async Task Find_OnAnAccount_TakesWholeNamesOnly(string on, bool isFound) => Assert.Equal(isFound, await FindsAsync(OnAccount, on));

    [Theory]
    [InlineData("powershell", true)]
    [InlineData("PowerShell command", true)]
    [InlineData("Mimikatz", false)]
    public async Task Find_ByTitle_TakesTheWordsAsTheyStand(string titled, bool isFound)
    {
        Answers(CaseSamples.Case());

        var found = await FindAsync(Read("all", titled: titled));

        Assert.Equal(isFound, found.Problem is null);
    }

    [Fact]
    public async Task Find_WhatGraphAnswersBesides_IsLeftOut()
    {
        Answers(CaseSamples.Case("da1", severity: "low"), CaseSamples.Case("da2", severity: "high"), CaseSamples.Case("da3", severity: "low", status: "resolved"), CaseSamples.Case("../da4", severity: "low"), "null");

        Assert.Equal(["da1"], (await FindAsync(Read("low"))).Value);
        Assert.Equal("((status eq 'new' or status eq 'inProgress')) and (severity eq 'low')", _microsoft.Requests.Single().Filter.Replace("(status eq 'new' or status eq 'inProgress')", "((status eq 'new' or status eq 'inProgress'))", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Find_MoreThanTheCap_IsRefusedWithTheNumberAfterOnePage()
    {
        _microsoft.On(List, HttpStatusCode.OK, $$"""{"@odata.count":431,"value":[{{string.Join(',', Enumerable.Range(0, 200).Select(number => CaseSamples.Case($"da{number}")))}}]}""");

        var problem = Assert.IsType<Problem.Refused>((await FindAsync(Read("all"))).Problem);

        Assert.StartsWith("There are 431 open alerts; at most 50 are resolved together. Nothing was done.", problem.Sentence, StringComparison.Ordinal);
        Assert.Single(_microsoft.Requests);
    }

    [Fact]
    public async Task Find_OnLaterPages_ReadsThemAll()
    {
        string Page(int from, int count, string extra) => $$"""{"@odata.count":201,"value":[{{string.Join(',', Enumerable.Range(from, count).Select(number => CaseSamples.Case($"da{number}", extra: extra)))}}]}""";
        _microsoft.On(List, Json(HttpStatusCode.OK, Page(0, 200, "")), Json(HttpStatusCode.OK, Page(200, 1, OnDevice)));

        Assert.Equal(["da200"], (await FindAsync(Read("all", on: "ws-042"))).Value);
        Assert.Equal(["&$count=true&$top=200&$skip=0", "&$count=true&$top=200&$skip=200"], _microsoft.Requests.Select(request => request.Target[request.Target.IndexOf("&$count", StringComparison.Ordinal)..]));
    }

    [Fact]
    public async Task Find_MoreThanCanBeLookedThrough_IsRefused()
    {
        _microsoft.On(List, HttpStatusCode.OK, $$"""{"value":[{{string.Join(',', Enumerable.Range(0, 200).Select(number => CaseSamples.Case($"da{number}")))}}]}""");

        var problem = Assert.IsType<Problem.Refused>((await FindAsync(Read("all", on: "ws-042"))).Problem);

        Assert.Contains("more than 2000 open alerts", problem.Sentence, StringComparison.Ordinal);
        Assert.Equal(10, _microsoft.Requests.Count);
    }

    [Fact]
    public async Task Find_MicrosoftIsAway_SaysThat()
    {
        _microsoft.On(List, HttpStatusCode.Forbidden, Error("Forbidden", "no"));

        Assert.IsType<Problem.Refused>((await FindAsync(Read("all"))).Problem);
    }

    [Fact]
    [Trait("Attack", "33")]
    public async Task Find_HostileWords_NeverEnterTheQuery()
    {
        _microsoft.Settings["Defender:ShareOfLimits"] = "1000";
        Answers();
        foreach (var hostile in HostileTexts.All.Where(text => text.Trim().Length > 3))
        {
            var found = await FindAsync(Read("low", on: hostile, titled: hostile));

            Assert.IsType<Problem.NotFound>(found.Problem);
            Assert.IsType<Problem.Malformed>(AlertFilter.Read(hostile, null, null).Problem);
        }

        Assert.Single(_microsoft.Requests.Select(request => request.Target).Distinct(StringComparer.Ordinal));
    }

    private void Answers(params string[] alerts) => _microsoft.On(List, HttpStatusCode.OK, $$"""{"@odata.count":{{alerts.Length}},"value":[{{string.Join(',', alerts)}}]}""");

    private async Task<bool> FindsAsync(string evidence, string on)
    {
        Answers(CaseSamples.Case(extra: evidence));
        var found = await FindAsync(Read("all", on));
        Assert.True(found.Problem is null or Problem.NotFound, found.Problem?.Sentence);
        return found.Problem is null;
    }

    private static AlertFilter Read(string severity, string? on = null, string? titled = null) => AlertFilter.Read(severity, on, titled).Value;

    private Task<Result<System.Collections.Immutable.ImmutableArray<string>>> FindAsync(AlertFilter filter) =>
        _microsoft.Get<OpenAlertSearch>().FindAsync(Customer, filter, TestContext.Current.CancellationToken);
}
