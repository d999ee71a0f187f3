using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Tests.Simulator;

/// <summary>How activities reach a bot: signed, repeated, and not always in order.</summary>
public sealed class DeliveryTests : IAsyncLifetime
{
    private SimulatorBench _bench = null!;
    private PretendBot _bot = null!;

    private TeamsWorld Teams => _bench.Simulator.Teams;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bench = await SimulatorBench.StartAsync();
        _bot = await PretendBot.StartAsync();
        Teams.BotEndpoint = _bot.Endpoint;
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.DisposeAsync();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task RedeliverUnderNewId_Message_DiffersInItsIdOnly()
    {
        var said = await SayAsync("help");

        await Teams.RedeliverUnderNewIdAsync(said.ActivityId, Cancelled);

        var (first, second) = (_bot.Activities[0], _bot.Activities[1]);
        Assert.NotEqual((string?)first["id"], (string?)second["id"]);
        Assert.True(long.TryParse((string?)second["id"], CultureInfo.InvariantCulture, out _));
        second["id"] = (string?)first["id"];
        Assert.True(JsonNode.DeepEquals(first, second));
    }

    [Fact]
    public async Task RedeliverUnderNewId_Invoke_KeepsItsShapeOfId()
    {
        var said = await SayAsync("help");
        var tap = await Teams.TapAsync(Cast.Ann, Teams.ContosoSoc, said.ActivityId, "approve", null, null, Cancelled);

        var again = await Teams.RedeliverUnderNewIdAsync(tap.ActivityId, Cancelled);

        Assert.NotEqual(tap.ActivityId, again.ActivityId);
        Assert.StartsWith("f:", (string?)_bot.Activities[^1]["id"], StringComparison.Ordinal);
        Assert.Equal(tap.Attempts, again.Attempts);
    }

    [Fact]
    public async Task HoldDeliveries_Released_ArriveNewestFirst()
    {
        var held = Teams.HoldDeliveries();
        var first = SayAsync("first");
        var second = SayAsync("second");
        Assert.Empty(_bot.Bodies);

        await held.ReleaseNewestFirstAsync();

        await Task.WhenAll(first, second);
        await SayAsync("third");
        Assert.Equal(
            ["<at>BotResponder</at> second", "<at>BotResponder</at> first", "<at>BotResponder</at> third"],
            _bot.Activities.Select(activity => (string?)activity["text"]), StringComparer.Ordinal);
    }

    [Fact]
    public async Task HoldDeliveries_OneGivenUp_TheOthersStillArrive()
    {
        using var impatience = new CancellationTokenSource();
        var held = Teams.HoldDeliveries();
        var kept = SayAsync("kept");
        var dropped = Teams.SayAsync(Cast.Ann, Teams.ContosoSoc, "dropped", mentionBot: true, impatience.Token);

        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dropped);
        await held.ReleaseNewestFirstAsync();

        Assert.Equal(1, (await kept).Attempts);
        Assert.Single(_bot.Bodies);
    }

    [Fact]
    public async Task Token_OfADelivery_IsSignedByAKeyThatIsEndorsedForTeams()
    {
        await SayAsync("help");

        var configuration = (await _bench.GetAsync(_bench.Simulator.BotFrameworkMetadata.AbsolutePath, null)).Json;
        var keys = (await _bench.GetAsync(new Uri((string)configuration["jwks_uri"]!).AbsolutePath, null)).Json["keys"]!.AsArray();
        var parts = _bot.Authorization["Bearer ".Length..].Split('.');
        var (header, claims) = (Part(parts[0]), Part(parts[1]));
        var key = Assert.Single(keys, key => (string?)key!["kid"] == (string?)header["kid"])!;
        using var rsa = RSA.Create(new RSAParameters
        {
            Modulus = Base64Url.DecodeFromChars((string)key["n"]!),
            Exponent = Base64Url.DecodeFromChars((string)key["e"]!),
        });
        Assert.True(rsa.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Equal("msteams", (string?)Assert.Single(key["endorsements"]!.AsArray()));
        Assert.Equal(("https://api.botframework.com", Cast.BotAppId), ((string?)claims["iss"], (string?)claims["aud"]));
        Assert.Equal((string?)configuration["issuer"], (string?)claims["iss"]);
        Assert.Equal(_bench.Simulator.ServiceUrl(Cast.ContosoId), (string?)claims["serviceurl"]);
        Assert.Null(claims["tid"]);
    }

    private static JsonNode Part(string encoded) => JsonNode.Parse(Base64Url.DecodeFromChars(encoded))!;

    private Task<BotAnswer> SayAsync(string text) => Teams.SayAsync(Cast.Ann, Teams.ContosoSoc, text, mentionBot: true, Cancelled);
}
