using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace BotResponder.Simulator.Entra;

/// <summary>What a valid access token says.</summary>
internal sealed record AccessToken(string TenantId, string AppId, ImmutableArray<string> Roles);

/// <summary>Signs tokens with a key of its own (RS256, made at start) and reads them back.</summary>
internal sealed class TokenMint(TimeProvider time) : IDisposable
{
    /// <summary>Lifetime of every token.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly RSA _key = RSA.Create(2048);

    public static string KeyId => "pretend-key-1";

    public void Dispose() => _key.Dispose();

    /// <param name="claims">Without nbf, iat and exp, which are added.</param>
    public string Sign(JsonObject claims)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        claims["iat"] = now;
        claims["nbf"] = now;
        claims["exp"] = now + (long)Lifetime.TotalSeconds;
        var header = new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = KeyId };
        var signed = $"{Encode(header)}.{Encode(claims)}";
        var signature = _key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    /// <returns>Null when the header holds no token of ours for this audience that is valid now.</returns>
    public AccessToken? Read(string? authorization, string audience)
    {
        const string Scheme = "Bearer ";
        if (authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) != true
            || Verified(authorization[Scheme.Length..].Trim()) is not { } claims)
        {
            return null;
        }

        var now = time.GetUtcNow().ToUnixTimeSeconds();
        return (string?)claims["aud"] == audience && now < (long)claims["exp"]! && now >= (long)claims["nbf"]!
            ? new((string)claims["tid"]!, (string)claims["appid"]!, [.. claims["roles"]!.AsArray().Select(role => (string)role!)])
            : null;
    }

    /// <summary>The public key as a JSON Web Key Set.</summary>
    /// <param name="endorsements">Channels that the key may speak for; only the connector's keys have that.</param>
    public JsonObject PublicKeys(params string[] endorsements)
    {
        var parameters = _key.ExportParameters(includePrivateParameters: false);
        var key = new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["alg"] = "RS256",
            ["kid"] = KeyId,
            ["n"] = Base64Url.EncodeToString(parameters.Modulus),
            ["e"] = Base64Url.EncodeToString(parameters.Exponent),
        };
        if (endorsements.Length > 0)
        {
            key["endorsements"] = new JsonArray([.. endorsements.Select(channel => JsonValue.Create(channel))]);
        }

        return new() { ["keys"] = new JsonArray(key) };
    }

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private JsonObject? Verified(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3 || !parts.All(part => Base64Url.IsValid(part)))
        {
            return null;
        }

        var signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        return _key.VerifyData(signed, Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            ? Claims(parts[1])
            : null;
    }

    private static JsonObject Claims(string part) => JsonNode.Parse(Base64Url.DecodeFromChars(part))!.AsObject();
}
