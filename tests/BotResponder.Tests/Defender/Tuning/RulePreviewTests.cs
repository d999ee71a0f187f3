using System.Globalization;
using System.Net;
using BotResponder.Core.Actions;
using BotResponder.Core.Results;
using BotResponder.Tests.Defender.Alerts;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender.Tuning;

/// <summary>What is shown of a rule before anybody approves it.</summary>
public sealed class RulePreviewTests : IAsyncLifetime
{
    private const string List = "GET /v1.0/security/alerts_v2";
    private const string Condition = $"file.sha1 is {TuningSamples.Sha1} and device is ws-042.contoso.com";

    private PretendMicrosoft _microsoft = null!;

    public async ValueTask InitializeAsync()
    {
        _microsoft = await PretendMicrosoft.StartAsync();
        _microsoft.On($"GET {CaseSamples.Alert}", HttpStatusCode.OK, TuningSamples.Alert()).On(List, HttpStatusCode.OK, Samples.List()).OnHunting("""{"Alerts":1204,"Devices":3}""");
    }

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Fact]
    public async Task Preview_OfAHide_SaysWhatItWouldHaveCaughtAndThatItBlinds()
    {
        var preview = (await PreviewAsync("hide", Condition)).Value;

        Assert.Equal(("Hide alert", Condition), (Fact(preview, "Rule does"), Fact(preview, "Condition")));
        Assert.Equal(("1,204 alerts on 3 devices in 30 days (hunting, 2026-03-02 14:00 UTC)", "0"), (Fact(preview, "Would have caught"), Fact(preview, "True positives among them")));
        Assert.Equal($"Hides every alert of this type (counted by its title) when {Condition}.", preview.Consequences[0]);
        Assert.Contains("A hidden alert is in no queue, on no device's page, in no API and in no report", preview.Consequences[1], StringComparison.Ordinal);
        Assert.Contains("It is taken back only there: Settings, Microsoft Defender XDR, Alert tuning", preview.Consequences[3], StringComparison.Ordinal);
        Assert.Empty(preview.Warnings);
        Assert.False(preview.IsCritical);
        Assert.Equal(["Rule does", "Applies to", "Condition", "Title", "Alert id"], preview.Facts.Where(fact => fact.IsPinned).Select(fact => fact.Label));
        Assert.Empty(_microsoft.Writes);
    }

    [Fact]
    public async Task Preview_TruePositivesMatch_WarnsAndNeedsMoreApprovers()
    {
        // Of four: one on another page, one of another type, one of another product, one with other evidence.
        _microsoft.On(List,
            Json(HttpStatusCode.OK, Page([TuningSamples.Alert(id: "da1"), TuningSamples.Alert(id: "da2", title: "Another"), CaseSamples.Case("da3", extra: TuningSamples.Evidence.Replace("Endpoint", "Identity", StringComparison.Ordinal))], next: "security/alerts_v2?$skip=3")),
            Json(HttpStatusCode.OK, Page([TuningSamples.Alert(id: "da4"), CaseSamples.Case("da5")], next: null)));

        var preview = (await PreviewAsync("hide", Condition)).Value;

        Assert.Equal("2", Fact(preview, "True positives among them"));
        Assert.Contains("are 2 true positives: real attacks", Assert.Single(preview.Warnings), StringComparison.Ordinal);
        Assert.True(preview.IsCritical);
        var filters = _microsoft.Requests.Where(request => request.Target.StartsWith("/v1.0/security/alerts_v2?", StringComparison.Ordinal)).ToArray();
        Assert.Equal("((classification eq 'truePositive') and (createdDateTime ge 2026-01-31T14:00:00Z)) and (serviceSource eq 'microsoftDefenderForEndpoint')", filters[0].Filter);
        Assert.Equal("/v1.0/security/alerts_v2?$skip=3", filters[1].Target);
    }

    [Fact]
    [Trait("Attack", "33")]
    public async Task Preview_AnyValue_ChangesNoFilter()
    {
        foreach (var value in new[] { "x') or ('1' eq '1", "a&$top=1", "#?/../", "日本\ud83d\ude00" })
        {
            await PreviewAsync("tune", $"user is \"{value}\"");
        }

        Assert.Equal(4, _microsoft.Requests.Count(request => request.Target.StartsWith("/v1.0/security/alerts_v2?", StringComparison.Ordinal)));
        Assert.Single(_microsoft.Requests.Where(request => request.Method == "GET").Select(request => request.Target).Distinct(StringComparer.Ordinal), target => target != CaseSamples.Alert);
    }

    [Fact]
    public async Task Preview_MoreTruePositivesThanAreLookedAt_SaysSoAndCountsAsCritical()
    {
        var page = Page([.. Enumerable.Repeat(CaseSamples.Case(), 250)], next: "security/alerts_v2?$skip=250");
        _microsoft.On(List, HttpStatusCode.OK, page);

        var preview = (await PreviewAsync("hide", Condition)).Value;

        Assert.Equal("0 of the 5,000 looked at; there are more", Fact(preview, "True positives among them"));
        Assert.True(preview.IsCritical);
        Assert.Contains("There are more true positives than the bot looks at", Assert.Single(preview.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_NextPageElsewhere_IsNotFollowed()
    {
        _microsoft.On(List, HttpStatusCode.OK, $$"""{"value":[{{CaseSamples.Case()}}],"@odata.nextLink":"https://evil.example/v1.0/security/alerts_v2"}""");

        Assert.NotNull((await PreviewAsync("hide", Condition)).Problem);
    }

    [Fact]
    public async Task Preview_HuntingSilent_SaysThatTheCountIsNotKnown()
    {
        _microsoft.OnHunting("");

        var preview = (await PreviewAsync("hide", Condition)).Value;

        Assert.Equal("unknown (hunting did not answer)", Fact(preview, "Would have caught"));
        Assert.Contains("how many alerts it would have caught is not known", Assert.Single(preview.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_TruePositivesCannotBeRead_IsNotShown()
    {
        _microsoft.On(List, HttpStatusCode.Forbidden, Error("Forbidden", "no"));

        Assert.IsType<Problem.Refused>((await PreviewAsync("hide", Condition)).Problem);
    }

    [Theory]
    [InlineData("microsoftDefenderForIdentity", "from microsoft defender for identity")]
    [InlineData("unknownFutureValue", "from unknown future value")]
    public async Task Preview_HideOfAnotherProductsAlert_IsRefusedAndNamesTune(string source, string words)
    {
        _microsoft.On($"GET {CaseSamples.Alert}", HttpStatusCode.OK, CaseSamples.Case(extra: $",\"serviceSource\":\"{source}\""));

        var refused = Assert.IsType<Problem.Refused>((await PreviewAsync("hide", Condition)).Problem);

        Assert.Contains(words, refused.Sentence, StringComparison.Ordinal);
        Assert.Contains("Type tune in place of hide", refused.Sentence, StringComparison.Ordinal);
        Assert.Null((await PreviewAsync("tune", Condition)).Problem);
    }

    [Fact]
    public async Task Preview_NoCondition_OffersInPlaceOfGuessing()
    {
        var ambiguous = Assert.IsType<Problem.Ambiguous>((await PreviewAsync("hide", condition: null)).Problem);

        Assert.Equal(("condition", Condition), (ambiguous.Argument, ambiguous.Candidates[0].Id));
    }

    [Fact]
    public async Task Preview_Again_CountsTheTruePositivesOnly()
    {
        var action = _microsoft.Get<ActionCatalog>().FindByVerb("hide")!;
        var parameters = action.Bind(Command(action, Condition)).Value;

        var again = await action.PreviewAsync(Customer, parameters, new("alert", CaseSamples.AlertId, CaseSamples.Title), TestContext.Current.CancellationToken);

        Assert.Null(again.Problem);
        Assert.DoesNotContain(_microsoft.Requests, request => request.Target.Contains("runHuntingQuery", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(8_000, "8,000 alerts on 1 device")]
    [InlineData(8_001, "about 8,001 alerts on 1 device")]
    public async Task Preview_MoreThanIsCountedExactly_SaysAbout(int alerts, string words)
    {
        _microsoft.OnHunting($$"""{"Alerts":{{alerts.ToString(CultureInfo.InvariantCulture)}},"Devices":1}""");

        Assert.StartsWith(words, Fact((await PreviewAsync("hide", Condition)).Value, "Would have caught"), StringComparison.Ordinal);
    }

    private static string Fact(ActionPreview preview, string label) => preview.Facts.Single(fact => fact.Label == label).Text;

    private static Core.Commands.CommandArguments Command(IResponseAction action, string? condition)
    {
        var command = Samples.Command(action, CaseSamples.AlertId);
        return command with { Values = condition is null ? command.Values.Remove("condition") : command.Values.SetItem("condition", condition) };
    }

    private string Page(string[] alerts, string? next)
    {
        var link = next is null ? "" : $",\"@odata.nextLink\":\"{_microsoft.GraphAddress}/{next}\"";
        return $$"""{"value":[{{string.Join(',', alerts)}}]{{link}}}""";
    }

    private Task<Result<ActionPreview>> PreviewAsync(string verb, string? condition)
    {
        var action = _microsoft.Get<ActionCatalog>().FindByVerb(verb)!;
        return action.PreviewAsync(Customer, action.Bind(Command(action, condition)).Value, null, TestContext.Current.CancellationToken);
    }
}
