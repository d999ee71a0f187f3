using System.Text.Json;

namespace BotResponder.Teams.Activities;

/// <summary>Reads strings out of a payload whose sender chooses every byte. Never throws on any input.</summary>
internal static class JsonText
{
    /// <returns>Null when absent, or anything but a string.</returns>
    public static string? Of(JsonElement parent, string name)
    {
        if (Member(parent, name) is not { ValueKind: JsonValueKind.String } member)
        {
            return null;
        }

        try
        {
            return member.GetString();
        }
        catch (InvalidOperationException)
        {
            // An escaped lone surrogate is legal JSON and no legal text.
            return null;
        }
    }

    /// <summary>As above, cut after <paramref name="maxLength"/> UTF-16 characters; a pair of surrogates is never cut.</summary>
    public static string? Of(JsonElement parent, string name, int maxLength)
    {
        var text = Of(parent, name);
        if (text is null || text.Length <= maxLength)
        {
            return text;
        }

        return text[..(char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength)];
    }

    /// <returns>Null when the parent is no object or has no such member.</returns>
    public static JsonElement? Member(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(name, out var member) ? member : null;
}
