using System.Text.Json;
using System.Text.Json.Serialization;
using BotResponder.Defender.Api;

namespace BotResponder.Defender.Devices;

/// <summary>Reads DeviceInfo's LoggedOnUsers, a JSON text: <c>[{"UserName":"ann","DomainName":"CONTOSO","Sid":"S-1-5-…"}]</c>.</summary>
internal static class LoggedOnUsers
{
    private const int Most = 5;

    /// <summary>For example <c>CONTOSO\ann, CONTOSO\ben</c>, five at most; empty for nobody and for text that is not such a list.</summary>
    public static string Of(string? json)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return "";
        }

        try
        {
            var names = (JsonSerializer.Deserialize(json, LoggedOnUsersJson.Default.LoggedOnUserArray) ?? [])
                .Where(user => !string.IsNullOrWhiteSpace(user?.UserName))
                .Select(user => PlainLine.Of(string.IsNullOrWhiteSpace(user.DomainName) ? user.UserName : $@"{user.DomainName}\{user.UserName}", 80))
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .ToArray();
            var more = names.Length > Most ? $" and {names.Length - Most} more" : "";
            return string.Join(", ", names.Take(Most)) + more;
        }
        catch (JsonException)
        {
            return "";
        }
    }
}

internal sealed record LoggedOnUser(string? UserName, string? DomainName);

[JsonSerializable(typeof(LoggedOnUser[]))]
internal sealed partial class LoggedOnUsersJson : JsonSerializerContext;
