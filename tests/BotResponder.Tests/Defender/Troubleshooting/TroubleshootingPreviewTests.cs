using System.Net;
using BotResponder.Core.Actions;
using BotResponder.Core.Results;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender.Troubleshooting;

/// <summary>What is checked before a person is sent to the portal.</summary>
public sealed class TroubleshootingPreviewTests : IAsyncLifetime
{
    private const string Hunting = "POST /v1.0/security/microsoft.graph.security.runHuntingQuery";

    private PretendMicrosoft _microsoft = null!;

    private IResponseAction Action => _microsoft.Get<ActionCatalog>().FindByVerb("troubleshoot")!;

    public async ValueTask InitializeAsync() => _microsoft = await PretendMicrosoft.StartAsync();

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Fact]
    public async Task Preview_NothingAgainstIt_ShowsAntivirusQuotaAndTheLinkWithTheTenant()
    {
        var preview = (await PreviewAsync(TroubleshootingRows.Antivirus())).Value;

        Assert.Empty(preview.Warnings);
        Assert.Contains(preview.Facts, fact => fact is { Label: "Antivirus", Text: "active, platform 4.18.24090.11 (3 hours ago)", IsPinned: false });
        Assert.Contains(preview.Facts, fact => fact is { Label: "Quota left", Text: "8 h of 8 h (hunting)", IsPinned: false });
        Assert.EndsWith($"/machines/v2/{Device}/overview?tid={Customer.Tenant}", preview.PortalLink!.AbsoluteUri, StringComparison.Ordinal);
        Assert.Contains("Microsoft has no API for it", preview.Consequences[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", "4.18.24090.11", "Defender Antivirus is passive on this device")]
    [InlineData("2", "4.18.24090.11", "Defender Antivirus is disabled")]
    [InlineData("4", "4.18.24090.11", "in EDR block mode")]
    [InlineData("0", "4.18.2202.4", "needs antivirus platform 4.18.2203 or later, and this device has 4.18.2202.4")]
    public async Task Preview_AntivirusThatCertainlyFails_IsRefused(string mode, string platform, string words) =>
        Assert.Contains(words, Assert.IsType<Problem.Refused>((await PreviewAsync(TroubleshootingRows.Antivirus(mode, platform))).Problem).Sentence, StringComparison.Ordinal);

    [Theory]
    [InlineData("0", "4.18.2203.5")]
    [InlineData("0", "4.18.2211.5")]
    public async Task Preview_TheOldestPlatformThatWillDo_IsTaken(string mode, string platform) =>
        Assert.Empty((await PreviewAsync(TroubleshootingRows.Antivirus(mode, platform))).Value.Warnings);

    [Theory]
    [InlineData("3", "4.18.24090.11")]
    [InlineData("0", "")]
    public async Task Preview_AntivirusNotKnown_IsSaid(string mode, string platform) =>
        Assert.Contains("could not be read", Assert.Single((await PreviewAsync(TroubleshootingRows.Antivirus(mode, platform))).Value.Warnings), StringComparison.Ordinal);

    [Theory]
    [InlineData("4.18.2203.5", "1.1.24090.11", "needs antivirus platform 4.18.2207.7 or later", null)]
    [InlineData("4.18.24090.11", "1.1.19500.1", "needs antivirus engine 1.1.19500.2 or later, and this device has 1.1.19500.1", null)]
    [InlineData("4.18.24090.11", "1.1.19500.2", null, null)]
    [InlineData("4.18.24090.11", null, null, "platform 4.18.2207.7 and engine 1.1.19500.2 or later could not be read")]
    public async Task Preview_AServerWithTheUnifiedAgent_NeedsANewerAntivirus(string platform, string? engine, string? refusal, string? warning)
    {
        var machine = Samples.Machine(os: "WindowsServer2016", build: 14393).Replace("\"10.8760\"", "\"10.8760.14393.1\"", StringComparison.Ordinal);
        _microsoft.On("GET /api/machines", HttpStatusCode.OK, Samples.List(machine)).OnHunting(TroubleshootingRows.Antivirus("0", platform, engine));

        var preview = await AskAsync("WS-042", known: null);

        Assert.Equal(refusal is null, preview.Problem is null);
        Assert.Contains(refusal ?? "", preview.Problem?.Sentence ?? "", StringComparison.Ordinal);
        Assert.Equal(warning is null ? 0 : 1, preview.Problem is null ? preview.Value.Warnings.Count(each => each.Contains(warning ?? "no", StringComparison.Ordinal)) : 0);
    }

    [Fact]
    public async Task Preview_OnAlready_IsRefusedWithItsEnd()
    {
        var preview = await PreviewAsync(TroubleshootingRows.Antivirus(), TroubleshootingRows.Start(Now.AddHours(-1)));

        Assert.Contains("on already until 2026-03-02 17:00 UTC", Assert.IsType<Problem.Refused>(preview.Problem).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_EightHoursUsedUp_IsRefusedWithWhenToAskAgain()
    {
        var preview = await PreviewAsync(
            TroubleshootingRows.Antivirus(), TroubleshootingRows.Start(Now.AddHours(-5)), TroubleshootingRows.Start(Now.AddHours(-10)));

        Assert.Contains("ask again after 2026-03-03 04:00 UTC", Assert.IsType<Problem.Refused>(preview.Problem).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_HalfOfItUsed_ShowsWhatIsLeft() => Assert.Contains(
        (await PreviewAsync(TroubleshootingRows.Antivirus(), TroubleshootingRows.Start(Now.AddHours(-5)))).Value.Facts,
        fact => fact is { Label: "Quota left", Text: "4 h of 8 h (hunting)" });

    [Fact]
    public async Task Preview_HuntingForbidden_SaysWhatIsNotKnownAndGoesOn()
    {
        _microsoft.On("GET /api/machines", HttpStatusCode.OK, Samples.List(Samples.Machine())).On(Hunting, HttpStatusCode.Forbidden, Error("Forbidden", "no"));

        var preview = (await AskAsync("WS-042", known: null)).Value;

        Assert.Equal(2, preview.Warnings.Length);
        Assert.Contains("could not be read", preview.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("Hunting did not answer", preview.Warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_MayBeOffline_IsSaidInWordsThatFitIt()
    {
        _microsoft.On("GET /api/machines", HttpStatusCode.OK, Samples.List(Samples.Machine(lastSeen: "2026-02-20T00:00:00Z"))).OnHunting(TroubleshootingRows.Antivirus());

        var preview = (await AskAsync("WS-042", known: null)).Value;

        Assert.Equal(["The device may be offline: troubleshooting mode starts only while it is on line."], preview.Warnings);
    }

    [Fact]
    public async Task Preview_ReadAgain_HuntsNothingAndStillRefusesADeviceThatWasOffboarded()
    {
        _microsoft.On($"GET /api/machines/{Device}", Json(HttpStatusCode.OK, Samples.Machine()), Json(HttpStatusCode.OK, Samples.Machine(onboarding: "CanBeOnboarded")));

        var first = await AskAsync("WS-042", Samples.Target(Action));
        var second = await AskAsync("WS-042", Samples.Target(Action));

        Assert.Null(first.Problem);
        Assert.IsType<Problem.Refused>(second.Problem);
        Assert.All(_microsoft.Requests, request => Assert.Equal("GET", request.Method));
    }

    [Fact]
    [Trait("Attack", "32")]
    public async Task Preview_DeviceWithAHostileName_HuntsByItsIdAlone()
    {
        const string name = "\\\" or true | project Secret //";
        _microsoft.On("GET /api/machines", HttpStatusCode.OK, Samples.List(Samples.Machine(name: name + ".contoso.com"))).OnHunting(TroubleshootingRows.Antivirus());

        _ = await AskAsync("\" or true | project secret //.contoso.com", known: null);

        var hunts = _microsoft.Requests.Where(request => request.Method == "POST").ToArray();
        Assert.Equal(3, hunts.Length);
        Assert.All(hunts, hunt => Assert.DoesNotContain("secret", hunt.Body, StringComparison.OrdinalIgnoreCase));
    }

    private Task<Result<ActionPreview>> PreviewAsync(params string[] rows)
    {
        _microsoft.On("GET /api/machines", HttpStatusCode.OK, Samples.List(Samples.Machine())).OnHunting(string.Join(',', rows));
        return AskAsync("WS-042", known: null);
    }

    private Task<Result<ActionPreview>> AskAsync(string device, ActionTarget? known) =>
        Action.PreviewAsync(Customer, Action.Bind(Samples.Command(Action, device)).Value, known, TestContext.Current.CancellationToken);
}
