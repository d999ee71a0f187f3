using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using BotResponder.Tests.Teams.Hosting;

namespace BotResponder.Tests.Teams.Authentication;

/// <summary>What the gate makes of good tokens: clocks, key roll-over, service URLs. The forged ones are attacks 1 to 5.</summary>
public sealed class ConnectorTokensTests : IAsyncLifetime
{
    private const string Message = $$"""{"type":"message","id":"1","channelId":"msteams","serviceUrl":"{{TokenMint.ServiceUrl}}","text":"help"}""";
    private TokenMint _mint = null!;
    private TeamsApp _app = null!;

    public async ValueTask InitializeAsync()
    {
        _mint = await TokenMint.StartAsync();
        _app = await TeamsApp.StartAsync("Production", TeamsApp.WithTokens(_mint.Metadata));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _mint.DisposeAsync();
    }

    [Fact]
    public async Task Post_ClockNearlyFiveMinutesOff_Passes()
    {
        using var late = await _app.PostAsync(Message, "Bearer " + _mint.With("exp", TokenMint.Now(-5, 40)));
        using var early = await _app.PostAsync(Message, "Bearer " + _mint.With("nbf", TokenMint.Now(5, -5)));

        Assert.Equal(HttpStatusCode.Accepted, late.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, early.StatusCode);
    }

    /// <summary>A rehearsal may be offline: keys that nobody needs are not waited for.</summary>
    [Fact]
    public async Task Post_TokenWhereNoneIsNeeded_FetchesNoKeys()
    {
        await using var rehearsal = await TeamsApp.StartAsync(
            "Development", new(TeamsApp.Dangerous(), StringComparer.Ordinal) { ["Teams:OpenIdMetadata"] = _mint.Metadata.AbsoluteUri });
        var body = Message.Replace(TokenMint.ServiceUrl, "http://127.0.0.1:9/", StringComparison.Ordinal);

        using var offline = await rehearsal.PostAsync(body, "Bearer " + _mint.With("serviceurl", "http://127.0.0.1:9/"));
        Assert.Equal((HttpStatusCode.Accepted, 0), (offline.StatusCode, _mint.KeyRequests));

        using var online = await _app.PostAsync(Message, "Bearer " + _mint.Good());
        Assert.Equal((HttpStatusCode.Accepted, 1), (online.StatusCode, _mint.KeyRequests));
    }

    [Theory]
    [InlineData("https://smba.trafficmanager.net/emea", HttpStatusCode.Accepted)]
    [InlineData("https://SMBA.trafficmanager.net/emea/", HttpStatusCode.Accepted)]
    [InlineData("https://smba.trafficmanager.net/emea/x", HttpStatusCode.Unauthorized)]
    [InlineData("https://evil.trafficmanager.net/emea/", HttpStatusCode.Unauthorized)]
    public async Task Post_ServiceUrlOfTheActivity_MustBeTheTokens(string serviceUrl, HttpStatusCode expected)
    {
        var body = Message.Replace(TokenMint.ServiceUrl, serviceUrl, StringComparison.Ordinal);

        using var response = await _app.PostAsync(body, "Bearer " + _mint.Good());

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Post_BigBodyWithoutToken_IsRefusedUnread()
    {
        using var response = await _app.PostAsync(new string('x', 300_000));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Post_SignedWithAKeyPublishedLater_IsAccepted()
    {
        using var before = await _app.PostAsync(Message, "Bearer " + _mint.Good());
        _mint.Published["next"] = (RSA.Create(2048), new JsonArray("msteams"));

        await SeesAsync("Bearer " + _mint.Good("next"));
        Assert.Equal(HttpStatusCode.Accepted, before.StatusCode);
    }

    [Fact]
    public async Task Post_SignedWithAKeyThatIsNoLongerPublished_IsRefused()
    {
        var old = "Bearer " + _mint.Good();
        using var before = await _app.PostAsync(Message, old);
        _mint.Published.Remove("teams");
        _mint.Published["next"] = (RSA.Create(2048), new JsonArray("msteams"));
        await SeesAsync("Bearer " + _mint.Good("next"));

        using var after = await _app.PostAsync(Message, old);

        Assert.Equal(HttpStatusCode.Accepted, before.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task Post_ManyUnknownKeyIds_FetchTheKeysOnceMore()
    {
        using var good = await _app.PostAsync(Message, "Bearer " + _mint.Good());
        var before = _mint.KeyRequests;

        for (var attempt = 0; attempt < 60; attempt++)
        {
            using var refused = await _app.PostAsync(Message, "Bearer " + TokenMint.Sign(TokenMint.Header($"unknown-{attempt}"), TokenMint.Claims(), _mint.Stranger));
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        Assert.InRange(_mint.KeyRequests, before, before + 1);
    }

    [Fact]
    public async Task Post_IssuerThatOnlyTheKeyDocumentNames_IsRefused()
    {
        const string Other = "https://sts.windows.net/11111111-0000-4000-8000-000000000001/";
        _mint.NamedIssuer = Other;

        using var refused = await _app.PostAsync(Message, "Bearer " + _mint.With("iss", Other));
        using var passed = await _app.PostAsync(Message, "Bearer " + _mint.Good());

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, passed.StatusCode);
    }

    /// <summary>The keys are fetched behind the first refusal; the Connector sends again as well.</summary>
    private async Task SeesAsync(string header)
    {
        var status = HttpStatusCode.Unauthorized;
        for (var attempt = 0; attempt < 500 && status != HttpStatusCode.Accepted; attempt++)
        {
            using var response = await _app.PostAsync(Message, header);
            status = response.StatusCode;
        }

        Assert.Equal(HttpStatusCode.Accepted, status);
    }
}
