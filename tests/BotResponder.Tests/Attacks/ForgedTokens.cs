using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using BotResponder.Tests.Teams.Authentication;
using static BotResponder.Tests.Teams.Authentication.TokenMint;

namespace BotResponder.Tests.Attacks;

/// <summary>Tokens that must be refused for how they are signed, written or dated: what the Authorization header says, by a name for people.</summary>
internal static class ForgedTokens
{
    private static readonly string[] OwnKeyHeaders = ["jwk", "jku", "x5u", "x5c", "crit", "b64", "zip", "enc", "cty"];

    public static IReadOnlyDictionary<string, Func<TokenMint, string?>> All { get; } = new Dictionary<string, Func<TokenMint, string?>>(StringComparer.Ordinal)
    {
        ["no header"] = _ => null,
        ["another scheme"] = mint => "Basic " + mint.Good(),
        ["no scheme"] = mint => mint.Good(),
        ["empty"] = _ => "Bearer ",
        ["garbage"] = _ => "Bearer garbage",
        ["three garbage parts"] = _ => "Bearer a.b.c",
        ["two tokens"] = mint => $"Bearer {mint.Good()}, Bearer {mint.Good()}",
        ["token and something"] = mint => $"Bearer {mint.Good()} x",
        ["two blanks"] = mint => "Bearer  " + mint.Good(),
        ["padded"] = mint => $"Bearer {mint.Good()}=",
        ["very long"] = mint => "Bearer " + mint.With("extra", new string('x', 9000)),
        ["alg none"] = _ => Unsigned("none"),
        ["alg None"] = _ => Unsigned("None"),
        ["alg none with a signature"] = _ => Unsigned("none") + "c2ln",
        ["no alg"] = Headed(new JsonObject { ["kid"] = "teams" }),
        ["alg twice"] = mint => Bearer(Sign("""{"alg":"none","alg":"RS256","kid":"teams"}""", Claims().ToJsonString(), Teams(mint))),
        ["kid twice"] = mint => Bearer(Sign("""{"alg":"RS256","kid":"nobody","kid":"teams"}""", Claims().ToJsonString(), Teams(mint))),
        ["HS256 with the public key"] = mint => Hmac(Encoding.ASCII.GetBytes(Teams(mint).ExportSubjectPublicKeyInfoPem())),
        ["HS256 with the modulus"] = mint => Hmac(Teams(mint).ExportParameters(false).Modulus!),
        ["HS256 with the key id"] = _ => Hmac(Encoding.ASCII.GetBytes("teams")),
        ["PS256"] = mint => Bearer(Sign(
            new JsonObject { ["alg"] = "PS256", ["kid"] = "teams" }, Claims().ToJsonString(), bytes => Teams(mint).SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss))),
        ["RS512 named, RS256 signed"] = Headed(new JsonObject { ["alg"] = "RS512", ["kid"] = "teams" }),
        ["RS1"] = mint => Bearer(Sign(
            new JsonObject { ["alg"] = "RS1", ["kid"] = "teams" }, Claims().ToJsonString(), bytes => Teams(mint).SignHash(new byte[32], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))),
        ["broken signature"] = mint => Bearer(Flip(mint.Good())),
        ["no signature"] = mint => Bearer(mint.Good()[..(mint.Good().LastIndexOf('.') + 1)]),
        ["half a signature"] = mint => Bearer(mint.Good()[..^100]),
        ["signature of other claims"] = mint => Bearer(Graft(mint.Good(), Claims("aud", "other").ToJsonString())),
        ["a stranger's key under a known id"] = mint => Bearer(Sign(Header(), Claims(), mint.Stranger)),
        ["another published key under a known id"] = mint => Bearer(Sign(Header(), Claims(), mint.Published["webchat"].Key)),
        ["known key under another's id"] = mint => Bearer(Sign(Header("webchat"), Claims(), Teams(mint))),
        ["unknown key id"] = mint => Bearer(Sign(Header("nobody"), Claims(), mint.Stranger)),
        ["good key under an unknown id"] = mint => Bearer(Sign(Header("nobody"), Claims(), Teams(mint))),
        ["key id in another case"] = mint => Bearer(Sign(Header("TEAMS"), Claims(), Teams(mint))),
        ["key id with a path"] = mint => Bearer(Sign(Header("../teams"), Claims(), Teams(mint))),
        ["no key id"] = Headed(new JsonObject { ["alg"] = "RS256" }),
        ["empty key id"] = Headed(new JsonObject { ["alg"] = "RS256", ["kid"] = "" }),
        ["key id that is no text"] = Headed(new JsonObject { ["alg"] = "RS256", ["kid"] = 1 }),
        ["thumbprint in place of the key id"] = Headed(new JsonObject { ["alg"] = "RS256", ["x5t"] = "teams" }),
        ["brings its own key"] = mint => Bearer(Sign(
            new JsonObject { ["alg"] = "RS256", ["kid"] = "own", ["jwk"] = Jwk("own", mint.Stranger, new JsonArray("msteams")) }, Claims(), mint.Stranger)),
        ["brings an address of keys"] = mint => Bearer(Sign(new JsonObject { ["alg"] = "RS256", ["kid"] = "own", ["jku"] = mint.Metadata.AbsoluteUri }, Claims(), mint.Stranger)),
        ["good token nested in another"] = mint => Bearer(Sign(
            new JsonObject { ["alg"] = "RS256", ["kid"] = "teams", ["cty"] = "JWT" }.ToJsonString(), mint.Good(), Teams(mint))),
        ["encrypted, five parts"] = mint => $"Bearer {mint.Good()}.a.b",
        ["claims that are no JSON"] = mint => Bearer(Sign(Header().ToJsonString(), "nonsense", Teams(mint))),
        ["claims that are a list"] = mint => Bearer(Sign(Header().ToJsonString(), $"[{Claims().ToJsonString()}]", Teams(mint))),
        ["claims without anything"] = mint => Bearer(Sign(Header().ToJsonString(), "{}", Teams(mint))),
        ["header that is no JSON"] = mint => Bearer(Sign("nonsense", Claims().ToJsonString(), Teams(mint))),
        ["expired 6 minutes ago"] = mint => Bearer(mint.With("exp", Now(-6))),
        ["expired 5 minutes and 5 seconds ago"] = mint => Bearer(mint.With("exp", Now(-5, -5))),
        ["expired long ago"] = mint => Bearer(mint.With("exp", 1)),
        ["expires before time began"] = mint => Bearer(mint.With("exp", -1)),
        ["expiry as words"] = mint => Bearer(mint.With("exp", "tomorrow")),
        ["expiry beyond all numbers"] = mint => Bearer(Sign(Header().ToJsonString(), Claims().ToJsonString().Replace("\"exp\":", "\"exp\":9e99,\"was\":", StringComparison.Ordinal), Teams(mint))),
        ["expiry twice"] = Twice("exp", "1"),
        ["never expires"] = mint => Bearer(mint.With("exp", null)),
        ["valid from in 6 minutes"] = mint => Bearer(mint.With("nbf", Now(6))),
        ["valid from in 5 minutes and 30 seconds"] = mint => Bearer(mint.With("nbf", Now(5, 30))),
        ["expires before it is valid"] = mint => Bearer(Sign(Header(), new JsonObject(Claims("exp", Now(-1)).Select(Copy)) { ["nbf"] = Now(1) }, Teams(mint))),
    }.Concat(OwnKeyHeaders.Select(name => KeyValuePair.Create<string, Func<TokenMint, string?>>(
        $"good, but with {name}", Headed(new JsonObject { ["alg"] = "RS256", ["kid"] = "teams", [name] = name is "crit" ? new JsonArray("exp") : "x" })))).ToDictionary(StringComparer.Ordinal);

    public static string Bearer(string token) => "Bearer " + token;

    public static Func<TokenMint, string?> Twice(string claim, string first) => mint => Bearer(Sign(
        Header().ToJsonString(), "{" + $"\"{claim}\":{first}," + Claims().ToJsonString()[1..], Teams(mint)));

    private static Func<TokenMint, string?> Headed(JsonObject header) => mint => Bearer(Sign(header, Claims(), Teams(mint)));

    private static RSA Teams(TokenMint mint) => mint.Published["teams"].Key;

    private static KeyValuePair<string, JsonNode?> Copy(KeyValuePair<string, JsonNode?> claim) => new(claim.Key, claim.Value?.DeepClone());

    private static string Unsigned(string algorithm) => Bearer(Sign(new JsonObject { ["alg"] = algorithm, ["kid"] = "teams" }, Claims().ToJsonString(), _ => []));

    private static string Hmac(byte[] secret) => Bearer(Sign(
        new JsonObject { ["alg"] = "HS256", ["kid"] = "teams" }, Claims().ToJsonString(), bytes => HMACSHA256.HashData(secret, bytes)));

    private static string Flip(string token)
    {
        var middle = token.LastIndexOf('.') + 40;
        return token[..middle] + (token[middle] == 'A' ? 'B' : 'A') + token[(middle + 1)..];
    }

    private static string Graft(string token, string claims)
    {
        var parts = token.Split('.');
        return $"{parts[0]}.{Encode(claims)}.{parts[2]}";
    }
}
