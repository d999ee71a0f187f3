using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BotResponder.Simulator.Http;

namespace BotResponder.Simulator.Graph;

/// <summary>What KQL's operators do with values.</summary>
internal static class KqlValues
{
    public static bool IsTrue(object? value) => value is true;

    public static string ToText(object? value) => value switch
    {
        null => "",
        string text => text,
        bool truth => truth ? "true" : "false",
        long number => number.ToString(CultureInfo.InvariantCulture),
        DateTimeOffset instant => Envelopes.Instant(instant),
        JsonValue json when json.GetValueKind() == JsonValueKind.String => (string)json!,
        JsonNode json => json.ToJsonString(),
        _ => throw new FormatException($"'{value}' has no text."),
    };

    /// <summary>Null for what is no instant, as in KQL.</summary>
    public static DateTimeOffset? ToInstant(object? value) => value is DateTimeOffset instant ? instant
        : DateTimeOffset.TryParse(ToText(value), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read) ? read : null;

    /// <summary>Null for what is no whole number, as in KQL.</summary>
    public static long? ToNumber(object? value) => value is long number ? number
        : long.TryParse(ToText(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var read) ? read : null;

    /// <summary>Text that is no JSON stays a string, as in KQL.</summary>
    public static JsonNode? ParseJson(object? value)
    {
        try
        {
            return value is JsonNode json ? json : JsonNode.Parse(ToText(value) is { Length: > 0 } text ? text : "null");
        }
        catch (JsonException)
        {
            return JsonValue.Create(ToText(value));
        }
    }

    public static object? Member(object? value, string name) => value is JsonObject json && json.TryGetPropertyValue(name, out var member) ? member : null;

    public static bool Equal(object? left, object? right, bool ignoreCase) => left is DateTimeOffset || right is DateTimeOffset
        ? Equals(left, right)
        : ToText(left).Equals(ToText(right), ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    public static int Compare(object? left, object? right) => (left, right) switch
    {
        (DateTimeOffset first, DateTimeOffset second) => first.CompareTo(second),
        (long first, long second) => first.CompareTo(second),
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        _ => string.CompareOrdinal(ToText(left), ToText(right)),
    };

    /// <summary>A whole term: no letter or digit stands before or after it. Case does not matter.</summary>
    public static bool Has(object? value, object? term)
    {
        var (text, wanted) = (ToText(value), ToText(term));
        for (var at = 0; wanted.Length > 0 && (at = text.IndexOf(wanted, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            var end = at + wanted.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                return true;
            }
        }

        return wanted.Length == 0;
    }
}
