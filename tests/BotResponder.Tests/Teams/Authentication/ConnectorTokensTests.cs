using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using BotResponder.Tests.Teams.Hosting;

namespace BotResponder.Tests.Teams.Authentication;

/// <summary>Every forged token stands beside a good one that passes, so that a table of refusals cannot pass by refusing everything.</summary>
public sealed class ConnectorTokensTests : IAsyncLifetime
{
    private const string Message = $$"""{"type":"message","id":"1","channelId":"msteams","serviceUrl":"{{TokenMint.ServiceUrl}}","text":"help"}""";
    private TokenMint _mint = null!;
    private TeamsApp _app = null!;

    private static readonly Dictionary<string, (HttpStatusCode Status, Func<TokenMint, string?> Header)> Table = new(StringComparer.Ordinal)
    {
        ["no header"] = (HttpStatusCode.Unauthorized, _ => null),
        ["another scheme"] = (HttpStatusCode.Unauthorized, mint => "Basic " + mint.Good()),
        ["empty"] = (HttpStatusCode.Unauthorized, _ => "Bearer "),
        ["garbage"] = (HttpStatusCode.Unauthorized, _ => "Bearer garbage"),
        ["three garbage parts"] = (HttpStatusCode.Unauthorized, _ => "Bearer a.b.c"),
        ["alg none"] = Bearer(mint => Unsigned("none")),
        ["alg None"] = Bearer(mint => Unsigned("None")),
        ["alg none with a signature"] = Bearer(mint => Unsigned("none") + "c2ln"),
        ["HS256 with the public key"] = Bearer(mint => Hmac(Encoding.ASCII.GetBytes(mint.Published["teams"].Key.ExportSubjectPublicKeyInfoPem()))),
        ["HS256 with the modulus"] = Bearer(mint => Hmac(mint.Published["teams"].Key.ExportParameters(false).Modulus!)),
        ["HS256 with the key id"] = Bearer(mint => Hmac(Encoding.ASCII.GetBytes("teams"))),
        ["PS256"] = Bearer(mint => TokenMint.Sign(
            new JsonObject { ["alg"] = "PS256", ["kid"] = "teams" },
            TokenMint.Claims().ToJsonString(),
            bytes => mint.Published["teams"].Key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss))),
        ["broken signature"] = Bearer(mint => Flip(mint.Good())),
        ["no signature"] = Bearer(mint => mint.Good()[..(mint.Good().LastIndexOf('.') + 1)]),
        ["signature of other claims"] = Bearer(mint => Graft(mint.Good(), TokenMint.Claims("aud", "other").ToJsonString())),
        ["a stranger's key under a known id"] = Bearer(mint => TokenMint.Sign(TokenMint.Header(), TokenMint.Claims(), mint.Stranger)),
        ["unknown key id"] = Bearer(mint => TokenMint.Sign(TokenMint.Header("nobody"), TokenMint.Claims(), mint.Stranger)),
        ["good key under an unknown id"] = Bearer(mint => TokenMint.Sign(TokenMint.Header("nobody"), TokenMint.Claims(), mint.Published["teams"].Key)),
        ["no key id"] = Bearer(mint => TokenMint.Sign(new JsonObject { ["alg"] = "RS256" }, TokenMint.Claims(), mint.Published["teams"].Key)),
        ["brings its own key"] = Bearer(mint => TokenMint.Sign(
            new JsonObject { ["alg"] = "RS256", ["kid"] = "own", ["jwk"] = TokenMint.Jwk("own", mint.Stranger, ["msteams"]) },
            TokenMint.Claims(),
            mint.Stranger)),
        ["brings an address of keys"] = Bearer(mint => TokenMint.Sign(
            new JsonObject { ["alg"] = "RS256", ["kid"] = "own", ["jku"] = mint.Metadata.AbsoluteUri }, TokenMint.Claims(), mint.Stranger)),
        ["expired 6 minutes ago"] = Bearer(mint => mint.With("exp", TokenMint.Now(-6))),
        ["valid from in 6 minutes"] = Bearer(mint => mint.With("nbf", TokenMint.Now(6))),
        ["never expires"] = Bearer(mint => mint.With("exp", null)),
        ["another bot"] = Bearer(mint => mint.With("aud", "7a1f2c3d-0000-4000-8000-00000000b072")),
        ["no audience"] = Bearer(mint => mint.With("aud", null)),
        ["empty audience"] = Bearer(mint => mint.With("aud", "")),
        ["audience with a prefix"] = Bearer(mint => mint.With("aud", "api://" + TeamsApp.AppId)),
        ["issued by a tenant, v2"] = Bearer(mint => mint.With("iss", "https://login.microsoftonline.com/11111111-0000-4000-8000-000000000001/v2.0")),
        ["issued by a tenant, v1"] = Bearer(mint => mint.With("iss", "https://sts.windows.net/11111111-0000-4000-8000-000000000001/")),
        ["issued for the emulator"] = Bearer(mint => mint.With("iss", "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/")),
        ["government issuer"] = Bearer(mint => mint.With("iss", "https://api.botframework.us")),
        ["issuer with a slash"] = Bearer(mint => mint.With("iss", TokenMint.Issuer + "/")),
        ["no issuer"] = Bearer(mint => mint.With("iss", null)),
        ["no service URL"] = Bearer(mint => mint.With("serviceurl", null)),
        ["another service URL"] = Bearer(mint => mint.With("serviceurl", "https://smba.trafficmanager.net/amer/")),
        ["service URL in another claim"] = Bearer(mint => TokenMint.Sign(
            TokenMint.Header(),
            new JsonObject(TokenMint.Claims("serviceurl", null).Select(c => KeyValuePair.Create(c.Key, c.Value?.DeepClone()))) { ["url"] = TokenMint.ServiceUrl },
            mint.Published["teams"].Key)),
        ["claims that are no JSON"] = Bearer(mint => TokenMint.Sign(
            TokenMint.Header(), "nonsense", bytes => mint.Published["teams"].Key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))),
        ["key endorsed for another channel"] = (HttpStatusCode.Forbidden, mint => "Bearer " + mint.Good("webchat")),
        ["key endorsed for nothing"] = (HttpStatusCode.Forbidden, mint => "Bearer " + mint.Good("bare")),
    };

    public static TheoryData<string> Forgeries => [.. Table.Keys];

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

    [Theory]
    [Trait("Attack", "1-5")]
    [MemberData(nameof(Forgeries))]
    public async Task Post_ForgedToken_IsRefusedWhereAGoodOnePasses(string name)
    {
        var (expected, header) = Table[name];

        using var refused = await _app.PostAsync(Message, header(_mint));
        Assert.Equal(expected, refused.StatusCode);
        Assert.Empty(_app.Handler.Accepted);

        using var passed = await _app.PostAsync(Message, "Bearer " + _mint.Good());
        Assert.Equal(HttpStatusCode.Accepted, passed.StatusCode);
        Assert.Single(_app.Handler.Accepted);
    }

    [Fact]
    public async Task Post_ClockFourMinutesOff_Passes()
    {
        using var late = await _app.PostAsync(Message, "Bearer " + _mint.With("exp", TokenMint.Now(-4)));
        using var early = await _app.PostAsync(Message, "Bearer " + _mint.With("nbf", TokenMint.Now(4)));

        Assert.Equal(HttpStatusCode.Accepted, late.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, early.StatusCode);
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
    [Trait("Attack", "6")]
    public async Task Post_SignedForAHostNotOnTheList_IsForbidden()
    {
        const string Elsewhere = "https://evil.trafficmanager.net/";
        var body = Message.Replace(TokenMint.ServiceUrl, Elsewhere, StringComparison.Ordinal);

        using var response = await _app.PostAsync(body, "Bearer " + _mint.With("serviceurl", Elsewhere));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty(_app.Handler.Accepted);
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
        _mint.Published["next"] = (RSA.Create(2048), ["msteams"]);

        // The keys are fetched behind the first refusal; the Connector sends again as well.
        var status = HttpStatusCode.Unauthorized;
        for (var attempt = 0; attempt < 500 && status != HttpStatusCode.Accepted; attempt++)
        {
            using var response = await _app.PostAsync(Message, "Bearer " + _mint.Good("next"));
            status = response.StatusCode;
        }

        Assert.Equal(HttpStatusCode.Accepted, before.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, status);
    }

    private static (HttpStatusCode Status, Func<TokenMint, string?> Header) Bearer(Func<TokenMint, string> token) =>
        (HttpStatusCode.Unauthorized, mint => "Bearer " + token(mint));

    private static string Unsigned(string algorithm) =>
        TokenMint.Sign(new JsonObject { ["alg"] = algorithm, ["kid"] = "teams" }, TokenMint.Claims().ToJsonString(), _ => []);

    private static string Hmac(byte[] secret) => TokenMint.Sign(
        new JsonObject { ["alg"] = "HS256", ["kid"] = "teams" }, TokenMint.Claims().ToJsonString(), bytes => HMACSHA256.HashData(secret, bytes));

    private static string Flip(string token)
    {
        var middle = token.LastIndexOf('.') + 40;
        return token[..middle] + (token[middle] == 'A' ? 'B' : 'A') + token[(middle + 1)..];
    }

    private static string Graft(string token, string claims)
    {
        var parts = token.Split('.');
        return $"{parts[0]}.{TokenMint.Encode(claims)}.{parts[2]}";
    }
}
