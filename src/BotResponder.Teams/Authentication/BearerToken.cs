using System.Buffers.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BotResponder.Teams.Authentication;

/// <summary>Takes the token out of a request, and refuses one of a shape that the Connector never sends, before any library interprets it: what two
/// readers might read differently (a member twice, a list of audiences), and what asks to be fetched or understood (a key, an address, "crit").</summary>
/// <remarks>Proves nothing about who signed it. Source of the shape: tokens of the Bot Connector; RFC 7515 for the header's members.</remarks>
internal static class BearerToken
{
    /// <summary>In characters. The Connector's are below 2,000.</summary>
    private const int MaxLength = 8 * 1024;
    private const string Scheme = "Bearer ";

    /// <summary>Header members that bring or fetch a key, change what is signed, or must be understood: the Connector sends none of them.</summary>
    private static readonly string[] Refused = ["jwk", "jku", "x5u", "x5c", "crit", "b64", "zip", "enc", "cty"];

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <returns>Null when there is no token, more than one, or one of another shape.</returns>
    public static string? Read(HttpRequest request)
    {
        if (request.Headers.Authorization is not [{ Length: > 0 and <= MaxLength } header]
            || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var token = header[Scheme.Length..];
        return token.Split('.') is [var head, var claims, { Length: > 0 }] && IsPlainHeader(head) && ArePlainClaims(claims) ? token : null;
    }

    private static bool IsPlainHeader(string part) => Check(part, static header =>
        IsText(header, "alg") && IsText(header, "kid") && !Refused.Any(name => header.TryGetProperty(name, out _)));

    private static bool ArePlainClaims(string part) => Check(part, static claims => IsText(claims, "iss") && IsText(claims, "aud") && IsText(claims, "serviceurl"));

    private static bool IsText(JsonElement json, string name) => json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String;

    private static bool Check(string part, Func<JsonElement, bool> isPlain)
    {
        if (!Base64Url.IsValid(part))
        {
            return false;
        }

        try
        {
            using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(part), Strict);
            return json.RootElement.ValueKind == JsonValueKind.Object && isPlain(json.RootElement);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
