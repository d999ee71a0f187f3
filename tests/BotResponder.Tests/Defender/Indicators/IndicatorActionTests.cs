using System.Net;
using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Results;
using BotResponder.Defender.Lookups;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender.Indicators;

/// <summary>Indicators: what is sent, what is shown before, and what is read back.</summary>
public sealed class IndicatorActionTests : IAsyncLifetime
{
    private const string Route = "/api/indicators";
    private const string Sha1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
    private const string Comment = $"{Samples.Request} R-4F7K2 ransomware \\u0022on\\u0022 WS-042 | approved by Ann Olsen, Ben Ito";

    private PretendMicrosoft _microsoft = null!;

    public async ValueTask InitializeAsync() => _microsoft = await PretendMicrosoft.StartAsync();

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Theory]
    [InlineData("indicator block 203[.]0[.]113[.]7 because x", "203.0.113.7", "IpAddress", "Block", "Block", "High", "true", ",\"expirationTime\":\"2026-05-31T14:00:00Z\"")]
    [InlineData("indicator allow evil.example for 12h because x", "evil.example", "DomainName", "Allowed", "Allow", "Informational", "false", ",\"expirationTime\":\"2026-03-03T02:00:00Z\"")]
    [InlineData($"indicator {Sha1} for ever because x", Sha1, "FileSha1", "BlockAndRemediate", "Block", "High", "true", "")]
    [InlineData($"indicator audit {Sha1} on \"A, B\" for ever because x", Sha1, "FileSha1", "Audit", "Audit", "Informational", "true", ",\"rbacGroupNames\":[\"A\",\"B\"]")]
    [InlineData("indicator warn hxxps://evil.example/a because x", "https://evil.example/a", "Url", "Warn", "Warn", "Medium", "false", ",\"expirationTime\":\"2026-05-31T14:00:00Z\"")]
    public async Task Execute_Typed_SendsExactlyThis(
        string typed, string value, string type, string action, string effect, string severity, string alerts, string rest)
    {
        var (act, command) = Read(typed);
        _microsoft.On($"POST {Route}", HttpStatusCode.OK, Samples.Indicator(value, type, action));

        var receipt = await act.ExecuteAsync(Order(act, command, value), TestContext.Current.CancellationToken);

        Assert.Equal($"{action} {value}", receipt.Value.Id);
        var sent = Assert.Single(_microsoft.Requests);
        Assert.Equal(("POST", Route), (sent.Method, sent.Target));
        Assert.Equal(
            $$"""{"indicatorValue":"{{value}}","indicatorType":"{{type}}","action":"{{action}}","title":"BotResponder R-4F7K2: {{effect}} {{value}}","description":"{{Comment}}","severity":"{{severity}}","generateAlert":{{alerts}}{{rest}}}""",
            sent.Body);
    }

    [Fact]
    public async Task Execute_Lift_DeletesWhatIsListedAndNothingElse()
    {
        var (act, command) = Read("lift 203.0.113.7 because x");
        _microsoft.On($"GET {Route}", HttpStatusCode.OK, Samples.List(Samples.Indicator(), Samples.Indicator("203.0.113.70", id: "7")))
            .On($"DELETE {Route}/995", HttpStatusCode.NoContent, "");

        var receipt = await act.ExecuteAsync(Order(act, command, "203.0.113.7"), TestContext.Current.CancellationToken);

        Assert.Equal("Gone 203.0.113.7", receipt.Value.Id);
        Assert.Equal($"{Route}/995", Assert.Single(_microsoft.Writes).Target);
        Assert.Equal("indicatorValue eq '203.0.113.7'", _microsoft.Requests.First().Filter);
    }

    [Fact]
    public async Task Execute_LiftOfWhatIsGone_IsDoneWithoutACall()
    {
        var (act, command) = Read("lift 203.0.113.7 because x");
        _microsoft.On($"GET {Route}", HttpStatusCode.OK, Samples.List());

        Assert.Null((await act.ExecuteAsync(Order(act, command, "203.0.113.7"), TestContext.Current.CancellationToken)).Problem);
        Assert.Empty(_microsoft.Writes);
    }

    [Fact]
    public async Task Execute_LiftOfAnIdThatIsNoNumber_SendsNothing()
    {
        var (act, command) = Read("lift 203.0.113.7 because x");
        _microsoft.On($"GET {Route}", HttpStatusCode.OK, Samples.List(Samples.Indicator(id: "../machines")));

        Assert.IsType<Problem.Unavailable>((await act.ExecuteAsync(Order(act, command, "203.0.113.7"), TestContext.Current.CancellationToken)).Problem);
        Assert.Empty(_microsoft.Writes);
    }

    [Theory]
    [InlineData("indicator 203.0.113.7 because x", "Block", true)]
    [InlineData("indicator 203.0.113.7 because x", "Allowed", false)]
    [InlineData("indicator 203.0.113.7 because x", null, false)]
    [InlineData("lift 203.0.113.7 because x", null, true)]
    [InlineData("lift 203.0.113.7 because x", "Block", false)]
    public async Task ReadStatus_AsTheListSays(string typed, string? listed, bool isDone)
    {
        var (act, _) = Read(typed);
        _microsoft.On($"GET {Route}", HttpStatusCode.OK, Samples.List(listed is null ? [] : [Samples.Indicator(action: listed)]));

        var status = await act.ReadStatusAsync(Customer, new($"{(typed.StartsWith("lift", StringComparison.Ordinal) ? "Gone" : "Block")} 203.0.113.7"), TestContext.Current.CancellationToken);

        Assert.Equal(isDone, status.Value is ActionProgress.Ended { Outcome.Kind: OutcomeKind.Done });
    }

    [Theory]
    [InlineData($"{Samples.Request} R-4F7K2 x", true)]
    [InlineData($"{Samples.Request}0 R-4F7K2 x", false)]
    [InlineData("typed by hand", false)]
    public async Task FindOwn_ByTheDescription(string description, bool isOurs)
    {
        var (act, command) = Read("indicator 203.0.113.7 because x");
        _microsoft.On($"GET {Route}", HttpStatusCode.OK, Samples.List(Samples.Indicator(description: description)));

        var own = await act.FindOwnAsync(Order(act, command, "203.0.113.7"), TestContext.Current.CancellationToken);

        Assert.Equal(isOurs ? "Block 203.0.113.7" : null, own.Value.Receipt?.Id);
    }

    [Theory]
    [InlineData("indicator 203.0.113.7 because x", false)]
    [InlineData("indicator allow 203.0.113.7 because x", true)]
    [InlineData("indicator evil.sharepoint.com because x", true)]
    [InlineData("indicator https://login.contoso.com/a because x", true)]
    [InlineData("indicator notcontoso.com because x", false)]
    public async Task Preview_OfWhatHurtsWhenItIsWrong_IsCritical(string typed, bool isCritical)
    {
        _microsoft.Settings["Defender:OwnDomains:0"] = "contoso.com";
        _microsoft.On($"GET {Route}", HttpStatusCode.OK, Samples.List());

        Assert.Equal(isCritical, (await PreviewAsync(typed)).Value.IsCritical);
    }

    [Theory]
    [InlineData("indicator block microsoft.com because x")]
    [InlineData("indicator warn Contoso.com because x")]
    public async Task Preview_OfAWholeDomainThatWorkDependsOn_IsRefusedUnasked(string typed)
    {
        _microsoft.Settings["Defender:OwnDomains:0"] = "contoso.com";

        Assert.IsType<Problem.Refused>((await PreviewAsync(typed)).Problem);
        Assert.Empty(_microsoft.Requests);
    }

    [Fact]
    public async Task Preview_OneIsThereAlready_SaysWhoseAndThatItIsReplaced()
    {
        _microsoft.On($"GET {Route}", HttpStatusCode.OK, Samples.List(Samples.Indicator(action: "Allowed")));

        var preview = (await PreviewAsync("indicator 203.0.113.7 because x")).Value;

        Assert.Contains(preview.Facts, fact => fact is { Label: "Indicator now", IsPinned: true } && fact.Text.StartsWith("Allowed, made by somebody", StringComparison.Ordinal));
        Assert.Contains(preview.Warnings, warning => warning.Contains("replaced", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Preview_LiftOfNone_IsNotFound()
    {
        _microsoft.On($"GET {Route}", HttpStatusCode.OK, Samples.List());

        Assert.IsType<Problem.NotFound>((await PreviewAsync("lift 203.0.113.7 because x")).Problem);
    }

    [Theory]
    [InlineData("indicator warn audit 203.0.113.7 because x")]
    [InlineData("indicator 203.0.113.7 for later because x")]
    [InlineData("indicator 203.0.113.7 on \", ,\" because x")]
    [InlineData("indicator nonsense because x")]
    public void Bind_WhatMeansNothing_IsMalformed(string typed)
    {
        var (act, command) = Read(typed);

        Assert.IsType<Problem.Malformed>(act.Bind(command).Problem);
    }

    /// <summary>Block is an account's word: who means an address is told what to type.</summary>
    [Theory]
    [InlineData("block 203.0.113.7 because x")]
    [InlineData("block hxxps://evil[.]example because x")]
    [InlineData($"unblock {Sha1} because x")]
    public void Bind_AnIndicatorWhereAnAccountIsMeant_SaysWhatToType(string typed)
    {
        var (act, command) = Read(typed);

        Assert.Contains("type indicator", Assert.IsType<Problem.Malformed>(act.Bind(command).Problem).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Bind_BlockOfAnAccount_GoesOnMeaningTheAccount()
    {
        var (act, command) = Read("block ada@contoso.com because x");

        Assert.Equal("account.disable", act.Descriptor.Id.Value);
        Assert.Null(act.Bind(command).Problem);
    }

    [Fact]
    public async Task List_MoreThanAPage_ReadsThemAllAndFindsByADefangedPart()
    {
        var page = Samples.List([.. Enumerable.Range(0, 1000).Select(number => Samples.Indicator($"198.51.100.{number}", id: $"{number}"))]);
        _microsoft.On($"GET {Route}", Json(HttpStatusCode.OK, page), Json(HttpStatusCode.OK, Samples.List(Samples.Indicator("evil.example", "DomainName"))));

        var listed = (await _microsoft.Get<IndicatorList>().ReadAsync(Customer, "evil[.]example", TestContext.Current.CancellationToken)).Value;

        Assert.Equal((1001, 15_000), (listed.Count, listed.Limit));
        Assert.Equal("evil.example", Assert.Single(listed.Rows).Value);
    }

    private Task<Result<ActionPreview>> PreviewAsync(string typed)
    {
        var (act, command) = Read(typed);
        return act.PreviewAsync(Customer, act.Bind(command).Value, null, TestContext.Current.CancellationToken);
    }

    private static ActionOrder Order(IResponseAction action, CommandArguments command, string value) => Samples.Order(action, command, value);

    private (IResponseAction Action, CommandArguments Command) Read(string typed)
    {
        var catalog = _microsoft.Get<ActionCatalog>();
        var parsed = new CommandParser(catalog.All.Select(action => action.Descriptor.Grammar)).Parse(typed).Value.Arguments;
        return (catalog.FindByVerb(parsed.Verb)!, parsed);
    }
}
