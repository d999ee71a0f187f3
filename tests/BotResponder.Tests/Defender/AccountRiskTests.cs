using System.Net;
using BotResponder.Core.Actions;
using BotResponder.Core.Results;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender;

/// <summary>What Entra ID Protection is told of an account byte for byte, what it shows of it, and what both mean.</summary>
public sealed class AccountRiskTests : IAsyncLifetime
{
    private const string Root = "/v1.0/identityProtection/riskyUsers";
    private const string Risky = $"GET {Root}/{User}";
    private const string Sid = "S-1-5-21-989687458-3461180213-172365591-281652";

    private PretendMicrosoft _microsoft = null!;

    public async ValueTask InitializeAsync()
    {
        _microsoft = await PretendMicrosoft.StartAsync();
        _microsoft.Settings["Defender:ShareOfLimits"] = "1000";
        _microsoft.On($"GET /v1.0/users/{User}", HttpStatusCode.OK, Samples.User())
            .On("GET /v1.0/users", HttpStatusCode.OK, Samples.List(Samples.User()))
            .On($"GET /v1.0/users/{User}/transitiveMemberOf/microsoft.graph.directoryRole", HttpStatusCode.OK, Samples.List());
    }

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Theory]
    [InlineData("compromised", "confirmCompromised")]
    [InlineData("dismiss-risk", "dismiss")]
    public async Task Execute_Account_SendsExactlyThis(string verb, string operation)
    {
        _microsoft.On($"POST {Root}/{operation}", HttpStatusCode.NoContent, "");

        var receipt = await Action(verb).ExecuteAsync(Samples.Order(Action(verb)), TestContext.Current.CancellationToken);

        Assert.Equal($"{verb} {User} 2026-03-02T14:00:00Z entra=accepted", receipt.Value.Id);
        var sent = Assert.Single(_microsoft.Writes);
        Assert.Equal(("POST", $"{Root}/{operation}", $$"""{"userIds":["{{User}}"]}"""), (sent.Method, sent.Target, sent.Body));
    }

    [Theory]
    [InlineData("compromised", "RoleManagement.Read.Directory")]
    [InlineData("dismiss-risk")]
    public void Permissions_OfBoth_AreTheDocumentedOnes(string verb, params string[] more) =>
        Assert.Equal(["User.Read.All", "IdentityRiskyUser.ReadWrite.All", .. more], Action(verb).Descriptor.Permissions, StringComparer.Ordinal);

    [Theory]
    [InlineData("compromised", "high", "confirmedCompromised", false, OutcomeKind.Done)]
    [InlineData("compromised", "high", "confirmedCompromised", true, null)]
    [InlineData("compromised", "high", "atRisk", false, null)]
    [InlineData("compromised", "hidden", "confirmedCompromised", false, null)]
    [InlineData("compromised", "none", "dismissed", false, null)]
    [InlineData("dismiss-risk", "none", "dismissed", false, OutcomeKind.Done)]
    [InlineData("dismiss-risk", "none", "none", false, OutcomeKind.Done)]
    [InlineData("dismiss-risk", "none", "dismissed", true, null)]
    [InlineData("dismiss-risk", "none", "atRisk", false, null)]
    [InlineData("dismiss-risk", "low", "dismissed", false, null)]
    [InlineData("dismiss-risk", "unknownFutureValue", "unknownFutureValue", false, null)]
    public async Task ReadStatus_EachRisk_IsDoneOnlyWhenEntraShowsIt(string verb, string level, string state, bool isProcessing, OutcomeKind? kind)
    {
        _microsoft.On(Risky, HttpStatusCode.OK, Risk(level, state, isProcessing));

        var status = await StatusAsync(verb, "2026-03-02T13:50:00Z");
        var own = await Action(verb).FindOwnAsync(Samples.Order(Action(verb)), TestContext.Current.CancellationToken);

        Assert.Equal(kind, (status.Value as ActionProgress.Ended)?.Outcome.Kind);
        Assert.Equal(kind is not null, own.Value.Receipt is not null);
    }

    [Theory]
    [InlineData("compromised", "Entra ID: accepted but not verified. Look at the account in the Defender portal.")]
    [InlineData("dismiss-risk", "Entra ID: accepted but not verified. Look at the account in the Defender portal.")]
    public async Task ReadStatus_NotShownWithinAQuarterOfAnHour_IsUnknown(string verb, string sentence)
    {
        _microsoft.On(Risky, HttpStatusCode.OK, Risk("medium", "atRisk"));

        var outcome = Assert.IsType<ActionProgress.Ended>((await StatusAsync(verb, "2026-03-02T13:45:00Z")).Value).Outcome;

        Assert.Equal(new(OutcomeKind.Unknown, sentence), outcome);
    }

    [Theory]
    [InlineData("compromised", OutcomeKind.Unknown)]
    [InlineData("dismiss-risk", OutcomeKind.Done)]
    public async Task ReadStatus_AccountThatWasNeverAtRisk_HasNone(string verb, OutcomeKind kind)
    {
        _microsoft.On(Risky, HttpStatusCode.NotFound, Error("NotFound", "no"));

        Assert.Equal(kind, Assert.IsType<ActionProgress.Ended>((await StatusAsync(verb, "2026-03-02T13:40:00Z")).Value).Outcome.Kind);
    }

    [Fact]
    public async Task ReadStatus_RiskOfAnotherAccount_IsNotBelieved()
    {
        _microsoft.On(Risky, HttpStatusCode.OK, Risk("high", "confirmedCompromised", id: ActionGuid));

        Assert.IsType<Problem.Unavailable>((await StatusAsync("compromised", "2026-03-02T13:50:00Z")).Problem);
    }

    [Theory]
    [InlineData("compromised", "", "Entra ID has a risk for this account of its own")]
    [InlineData("dismiss-risk", "*", null)]
    public async Task Preview_AccountAtRisk_ShowsItAndPinsItWhereItIsDismissed(string verb, string pin, string? warning)
    {
        _microsoft.On(Risky, HttpStatusCode.OK, Risk("medium", "atRisk"));

        var preview = (await PreviewAsync(verb)).Value;

        var shown = preview.Facts.Select(fact => $"{(fact.IsPinned ? "*" : "")}{fact.Label}: {fact.Text}").ToArray();
        Assert.Contains($"{pin}Risk in Entra ID: medium, at risk", shown);
        Assert.Contains("Risk changed: 1 hour ago (2026-03-02 13:00 UTC)", shown);
        Assert.Equal(warning is not null, preview.Warnings.Any());
        Assert.StartsWith(warning ?? "", preview.Warnings.FirstOrDefault() ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("compromised", null, null, null)]
    [InlineData("compromised", "high", "confirmedCompromised", "This account is confirmed as compromised already.")]
    [InlineData("dismiss-risk", null, null, "Entra ID has no risk for this account: there may be nothing to dismiss.")]
    [InlineData("dismiss-risk", "high", "confirmedCompromised", "Somebody has confirmed that this account is compromised.")]
    public async Task Preview_RiskThatMakesItUnusual_Warns(string verb, string? level, string? state, string? warning)
    {
        if (level is not null)
        {
            _microsoft.On(Risky, HttpStatusCode.OK, Risk(level, state!));
        }

        Assert.Equal(warning is null ? [] : [warning], (await PreviewAsync(verb)).Value.Warnings);
    }

    [Theory]
    [InlineData("compromised")]
    [InlineData("dismiss-risk")]
    public async Task Preview_Guest_WarnsThatItsRiskIsKeptElsewhere(string verb)
    {
        _microsoft.On($"GET /v1.0/users/{User}", HttpStatusCode.OK, Samples.User(type: "Guest")).On(Risky, HttpStatusCode.OK, Risk("medium", "atRisk"));

        Assert.Contains((await PreviewAsync(verb)).Value.Warnings, warning => warning.StartsWith("This is a guest", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("compromised")]
    [InlineData("dismiss-risk")]
    public async Task Preview_TenantWithoutTheLicence_IsRefusedAndNamesIt(string verb)
    {
        _microsoft.On(Risky, HttpStatusCode.Forbidden, Error("Forbidden", "Your tenant is not licensed for this feature."));

        Assert.Contains("Microsoft Entra ID P2 licence", Assert.IsType<Problem.Refused>((await PreviewAsync(verb)).Problem).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_AccountOfActiveDirectoryOnly_IsRefusedWithoutAskingForItsRisk()
    {
        _microsoft.On("GET /v1.0/users", HttpStatusCode.OK, Samples.List()).Synced();

        var preview = await PreviewAsync("compromised", Sid);

        Assert.EndsWith("It is in Active Directory only, and this acts on Entra ID.", Assert.IsType<Problem.Refused>(preview.Problem).Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(_microsoft.Requests, request => request.Target.Contains("riskyUsers", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Execute_TooManyRequestsWithoutAWait_IsThrottledForAMinute()
    {
        _microsoft.On($"POST {Root}/confirmCompromised", HttpStatusCode.TooManyRequests, Error("TooManyRequests", "slow"));

        var receipt = await Action("compromised").ExecuteAsync(Samples.Order(Action("compromised")), TestContext.Current.CancellationToken);

        Assert.Equal(TimeSpan.FromMinutes(1), Assert.IsType<Problem.Throttled>(receipt.Problem).RetryAfter);
    }

    private static string Risk(string level, string state, bool isProcessing = false, string id = User) =>
        $$"""
        {"id":"{{id}}","isDeleted":false,"isProcessing":{{(isProcessing ? "true" : "false")}},"riskLastUpdatedDateTime":"2026-03-02T13:00:00Z",
         "riskLevel":"{{level}}","riskState":"{{state}}","riskDetail":"none","userDisplayName":"Ada Berg","userPrincipalName":"ada.berg@contoso.com"}
        """;

    private IResponseAction Action(string verb) => _microsoft.Get<ActionCatalog>().FindByVerb(verb)!;

    private Task<Result<ActionProgress>> StatusAsync(string verb, string sentAt) =>
        Action(verb).ReadStatusAsync(Customer, new($"{verb} {User} {sentAt} entra=accepted"), TestContext.Current.CancellationToken);

    private Task<Result<ActionPreview>> PreviewAsync(string verb, string typed = "ada.berg@contoso.com") =>
        Action(verb).PreviewAsync(Customer, Action(verb).Bind(Samples.Command(Action(verb), typed)).Value, null, TestContext.Current.CancellationToken);
}
