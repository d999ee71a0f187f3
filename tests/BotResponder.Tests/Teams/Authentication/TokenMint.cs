using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BotResponder.Tests.Teams.Authentication;

/// <summary>Publishes keys as the Bot Framework does, over real HTTP, and makes tokens good and bad.</summary>
internal sealed class TokenMint : IAsyncDisposable
{
    public const string Issuer = "https://api.botframework.com";
    public const string ServiceUrl = "https://smba.trafficmanager.net/emea/";

    // Making a key takes longer than all the rest.
    private static readonly RSA[] Keys = [.. Enumerable.Range(0, 4).Select(_ => RSA.Create(2048))];
    private readonly WebApplication _app;
    private int _keyRequests;

    private TokenMint(WebApplication app) => _app = app;

    public Dictionary<string, (RSA Key, JsonNode? Endorsements)> Published { get; } = new(StringComparer.Ordinal)
    {
        ["teams"] = (Keys[0], new JsonArray("msteams", "skype")),
        ["webchat"] = (Keys[1], new JsonArray("webchat")),
        ["bare"] = (Keys[2], null),
        ["cased"] = (Keys[0], new JsonArray("MsTeams", "MSTEAMS")),
        ["blank"] = (Keys[0], new JsonArray("msteams ", " msteams", "")),
        ["text"] = (Keys[0], "msteams"),
        ["sub"] = (Keys[0], new JsonArray("msteams:COPILOT", "msteamsx")),
        ["number"] = (Keys[0], new JsonArray(1, null)),
    };

    /// <summary>How often the keys were fetched.</summary>
    public int KeyRequests => _keyRequests;

    /// <summary>The issuer that the published document names.</summary>
    public string NamedIssuer { get; set; } = Issuer;

    public RSA Stranger { get; } = Keys[3];

    public Uri Metadata => new(_app.Urls.First() + "/openid");

    public static async Task<TokenMint> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var mint = new TokenMint(app);
        app.Map("/openid", context => context.Response.WriteAsync(new JsonObject
        {
            ["issuer"] = mint.NamedIssuer,
            ["jwks_uri"] = app.Urls.First() + "/keys",
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        }.ToJsonString()));
        app.Map("/keys", context =>
        {
            Interlocked.Increment(ref mint._keyRequests);
            return context.Response.WriteAsync(new JsonObject { ["keys"] = new JsonArray([.. mint.KeySet()]) }.ToJsonString());
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return mint;
    }

    public static JsonObject Header(string keyId = "teams") => new() { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = keyId };

    public static JsonObject Claims()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return new JsonObject
        {
            ["iss"] = Issuer,
            ["aud"] = Hosting.TeamsApp.AppId,
            ["nbf"] = now - 1800,
            ["exp"] = now + 3600,
            ["serviceurl"] = ServiceUrl,
        };
    }

    public static JsonObject Claims(string name, JsonNode? value)
    {
        var claims = Claims();
        claims.Remove(name);
        if (value is not null)
        {
            claims[name] = value;
        }

        return claims;
    }

    public static long Now(int plusMinutes, int plusSeconds = 0) => TimeProvider.System.GetUtcNow().AddMinutes(plusMinutes).AddSeconds(plusSeconds).ToUnixTimeSeconds();

    public static string Encode(string text) => Encode(Encoding.UTF8.GetBytes(text));

    public static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    public string Good(string keyId = "teams") => Sign(Header(keyId), Claims(), Published[keyId].Key);

    public string With(string claim, JsonNode? value) => Sign(Header(), Claims(claim, value), Published["teams"].Key);

    public static string Sign(JsonObject header, JsonObject claims, RSA key) => Sign(
        header, claims.ToJsonString(), bytes => key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public static string Sign(JsonObject header, string claims, Func<byte[], byte[]> sign) => Sign(header.ToJsonString(), claims, sign);

    public static string Sign(string header, string claims, RSA key) =>
        Sign(header, claims, bytes => key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public static string Sign(string header, string claims, Func<byte[], byte[]> sign)
    {
        var signed = $"{Encode(header)}.{Encode(claims)}";
        return $"{signed}.{Encode(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IEnumerable<JsonNode> KeySet() => Published.ToList().Select(published => Jwk(published.Key, published.Value.Key, published.Value.Endorsements));

    public static JsonObject Jwk(string keyId, RSA rsa, JsonNode? endorsements)
    {
        var parameters = rsa.ExportParameters(false);
        var key = new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = keyId,
            ["n"] = Encode(parameters.Modulus!),
            ["e"] = Encode(parameters.Exponent!),
        };
        if (endorsements is not null)
        {
            key["endorsements"] = endorsements.DeepClone();
        }

        return key;
    }
}
