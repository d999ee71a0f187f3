using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using BotResponder.Tests.Teams.Authentication;
using BotResponder.Tests.Teams.Hosting;
using static BotResponder.Tests.Attacks.ForgedTokens;

namespace BotResponder.Tests.Attacks;

/// <summary>Attacks 1 to 5. Each forged token stands beside a good one that passes, so that refusing everything would fail as well.</summary>
public sealed class TokenAttacks(EchoBot bot) : IClassFixture<EchoBot>
{
    private const string Tenant = "11111111-0000-4000-8000-000000000001";

    /// <summary>Issuers that are somebody's, and not the configured one.</summary>
    private static readonly string[] Emulators =
    [
        "d6d49420-f39b-4df7-a1dc-d59a935871db", "f8cdef31-a31e-4b4a-93e4-5f571e91255a", "69e9b82d-4842-4902-8d1e-abc5b98a55e8", "cab8a31a-1906-4287-a0d8-4eef66b95f6e",
    ];

    public static TheoryData<string> Forgeries => [.. All.Keys];

    public static TheoryData<string> Audiences =>
    [
        "\"7a1f2c3d-0000-4000-8000-00000000b072\"", "\"\"", "null", "7", "{}", "[]", $"\"api://{TeamsApp.AppId}\"", $"\"api://botid-{TeamsApp.AppId}\"",
        $"\"{TeamsApp.AppId.ToUpperInvariant()}\"", $"\" {TeamsApp.AppId}\"", $"\"{TeamsApp.AppId} \"", $"\"{TeamsApp.AppId},other\"", $"[\"{TeamsApp.AppId}\"]",
        $"[\"{TeamsApp.AppId}\",\"other\"]", $"[\"other\",\"{TeamsApp.AppId}\"]", $"\"{{{TeamsApp.AppId}}}\"", "\"https://api.botframework.com\"",
    ];

    public static TheoryData<string> Issuers =>
    [
        .. Emulators.Append(Tenant).SelectMany(tenant => new[] { $"\"https://sts.windows.net/{tenant}/\"", $"\"https://login.microsoftonline.com/{tenant}/v2.0\"" }),
        "\"https://login.microsoftonline.us/" + Tenant + "/v2.0\"", "\"https://api.botframework.us\"", "\"https://api.botframework.azure.cn\"", "\"https://api.botframework.com/\"",
        "\"http://api.botframework.com\"", "\"HTTPS://API.BOTFRAMEWORK.COM\"", "\"https://api.botframework.com.evil.io\"", "\"\"", "null", "[\"https://api.botframework.com\"]",
    ];

    public static TheoryData<string> ServiceUrls =>
    [
        "null", "\"\"", "1", "[]", $"[\"{TokenMint.ServiceUrl}\"]", "\"https://smba.trafficmanager.net/amer/\"", "\"https://smba.trafficmanager.net/\"",
        $"\"{TokenMint.ServiceUrl}/\"", $"\"{TokenMint.ServiceUrl}x\"", $"\" {TokenMint.ServiceUrl}\"", "\"http://smba.trafficmanager.net/emea/\"", "\"https://evil.io/\"",
    ];

    [Theory]
    [Trait("Attack", "1")]
    [MemberData(nameof(Forgeries))]
    public Task Attack01_ForgedToken_IsRefusedWhereAGoodOnePasses(string name) => bot.RefusesAsync(HttpStatusCode.Unauthorized, EchoBot.Message(), All[name](bot.Mint));

    [Theory]
    [Trait("Attack", "1")]
    [InlineData(1, HttpStatusCode.Accepted)]
    [InlineData(2, HttpStatusCode.Unauthorized)]
    public async Task Attack01_AuthorizationTwice_IsRefused(int times, HttpStatusCode expected)
    {
        var body = EchoBot.Message().ToJsonString();
        var header = string.Concat(Enumerable.Repeat($"Authorization: Bearer {bot.Mint.Good()}\r\n", times));
        var before = bot.Seen.Handled;

        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, bot.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/messages HTTP/1.1\r\nHost: localhost\r\n{header}Content-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"),
            TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);

        Assert.StartsWith($"HTTP/1.1 {(int)expected} ", await reader.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(before + (expected == HttpStatusCode.Accepted ? 1 : 0), bot.Seen.Handled);
    }

    [Theory]
    [Trait("Attack", "1")]
    [InlineData("jku")]
    [InlineData("x5u")]
    public async Task Attack01_TokenNamesAnAddressOfKeys_ItIsNeverCalled(string header)
    {
        using var trap = new TcpListener(IPAddress.Loopback, 0);
        trap.Start();
        var token = TokenMint.Sign(new JsonObject { ["alg"] = "RS256", ["kid"] = "own", [header] = $"http://{trap.LocalEndpoint}/keys" }, TokenMint.Claims(), bot.Mint.Stranger);

        await bot.RefusesAsync(HttpStatusCode.Unauthorized, EchoBot.Message(), Bearer(token));

        Assert.False(trap.Pending());
    }

    [Theory]
    [Trait("Attack", "2")]
    [MemberData(nameof(Audiences))]
    public Task Attack02_TokenForSomebodyElse_IsRefused(string audience) => RefusesClaimAsync("aud", audience);

    [Theory]
    [Trait("Attack", "3")]
    [MemberData(nameof(Issuers))]
    public Task Attack03_TokenOfAnotherIssuer_IsRefused(string issuer) => RefusesClaimAsync("iss", issuer);

    [Theory]
    [Trait("Attack", "4")]
    [InlineData("webchat")]
    [InlineData("bare")]
    [InlineData("cased")]
    [InlineData("blank")]
    [InlineData("text")]
    [InlineData("sub")]
    [InlineData("number")]
    public Task Attack04_KeyThatIsNotEndorsedForTeams_IsRefused(string key) => bot.RefusesAsync(HttpStatusCode.Forbidden, EchoBot.Message(), Bearer(bot.Mint.Good(key)));

    [Theory]
    [Trait("Attack", "4")]
    [InlineData("webchat", "webchat")]
    [InlineData("directline", "teams")]
    [InlineData("emulator", "teams")]
    [InlineData("MSTEAMS", "teams")]
    [InlineData("msteams:COPILOT", "sub")]
    [InlineData(null, "teams")]
    public Task Attack04_AnotherChannel_IsRefusedEvenWhenTheKeyIsEndorsedForIt(string? channel, string key)
    {
        var message = EchoBot.Message();
        message["channelId"] = channel;
        return bot.RefusesAsync(HttpStatusCode.Forbidden, message, Bearer(bot.Mint.Good(key)));
    }

    [Theory]
    [Trait("Attack", "5")]
    [MemberData(nameof(ServiceUrls))]
    public Task Attack05_TokenForAnotherServiceUrl_IsRefused(string claim) => RefusesClaimAsync("serviceurl", claim);

    [Theory]
    [Trait("Attack", "5")]
    [MemberData(nameof(ServiceUrls))]
    public Task Attack05_ActivityWithAnotherServiceUrl_IsRefused(string member)
    {
        var message = EchoBot.Message();
        message["serviceUrl"] = JsonNode.Parse(member);

        // What is no text is no activity.
        var isActivity = message["serviceUrl"] is null || (message["serviceUrl"] is JsonValue value && value.TryGetValue<string>(out _));
        return bot.RefusesAsync(isActivity ? HttpStatusCode.Unauthorized : HttpStatusCode.BadRequest, message, Bearer(bot.Mint.Good()));
    }

    [Theory]
    [Trait("Attack", "5")]
    [InlineData("aud", "\"7a1f2c3d-0000-4000-8000-00000000b072\"")]
    [InlineData("iss", "\"https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/\"")]
    [InlineData("serviceurl", "\"https://evil.io/\"")]
    public Task Attack05_ClaimTwice_IsRefusedWhicheverCounts(string claim, string other) =>
        bot.RefusesAsync(HttpStatusCode.Unauthorized, EchoBot.Message(), Twice(claim, other)(bot.Mint));

    private Task RefusesClaimAsync(string claim, string json) => bot.RefusesAsync(
        HttpStatusCode.Unauthorized,
        EchoBot.Message(),
        Bearer(TokenMint.Sign(TokenMint.Header(), new JsonObject(TokenMint.Claims().Select(each => KeyValuePair.Create(each.Key, each.Value?.DeepClone()))) { [claim] = JsonNode.Parse(json) }, bot.Mint.Published["teams"].Key)));
}
