using System.Buffers.Text;
using System.Text.Json;

namespace BotResponder.Defender.Api;

/// <summary>Reads the tenant out of an access token. The signature is the API's business: the bot is the client and only guards against a mix-up.</summary>
internal static class AccessTokenTenant
{
    /// <returns>The <c>tid</c> claim; null when the token is not a JWT or has none.</returns>
    public static string? Read(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3 || !Base64Url.IsValid(parts[1]))
        {
            return null;
        }

        try
        {
            using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
            return payload.RootElement.ValueKind is JsonValueKind.Object
                && payload.RootElement.TryGetProperty("tid", out var tenant) && tenant.ValueKind is JsonValueKind.String
                ? tenant.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
