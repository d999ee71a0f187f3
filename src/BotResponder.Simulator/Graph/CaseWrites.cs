using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Graph;

/// <summary>Reads the bodies of update and comment as strictly as they are documented: names, members, and which determination goes with which classification.</summary>
/// <remarks>Whether Graph itself refuses a pair that is not documented is not said: better refused here than first in production.</remarks>
internal static class CaseWrites
{
    /// <summary>Chosen here; not documented.</summary>
    private const int LongestComment = 4000;

    private static readonly FrozenDictionary<string, ImmutableArray<string>> Determinations = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal)
    {
        ["unknown"] = ["unknown"],
        ["truePositive"] = ["multiStagedAttack", "maliciousUserActivity", "compromisedAccount", "malware", "phishing", "unwantedSoftware", "other", "unknown"],
        ["informationalExpectedActivity"] = ["securityTesting", "lineOfBusinessApplication", "confirmedActivity", "other", "unknown"],
        ["falsePositive"] = ["notMalicious", "notEnoughDataToValidate", "other", "unknown"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="statuses">Those that may be set.</param>
    /// <returns>Null with the refusal when the body is not right.</returns>
    public static Func<CaseState, CaseState>? ReadUpdate(string text, ImmutableArray<string> statuses, out ApiAnswer? refusal)
    {
        var body = StrictJson.Object(text);
        refusal = body is not { Count: > 0 } ? Bad("The request body is empty or no JSON object.")
            : body.Where(member => !IsRight(member.Key, member.Value, statuses)).Select(member => Bad($"Invalid property or value: '{member.Key}'.")).FirstOrDefault();
        if (refusal is not null)
        {
            return null;
        }

        var (classification, determination) = (Text(body!["classification"]), Text(body["determination"]));
        if (classification is not null && determination is not null && !Determinations[classification].Contains(determination, StringComparer.Ordinal))
        {
            refusal = Bad($"'{determination}' is no determination of '{classification}'.");
            return null;
        }

        return state => state with
        {
            Status = Text(body["status"]) ?? state.Status,
            Classification = classification ?? state.Classification,
            Determination = determination ?? state.Determination,
            AssignedTo = body.ContainsKey("assignedTo") ? Text(body["assignedTo"]) : state.AssignedTo,
        };
    }

    /// <summary>One object, as documented; the array that Microsoft's library sends is refused.</summary>
    /// <returns>Null when the body is not right.</returns>
    public static string? ReadComment(string text) =>
        StrictJson.Object(text) is { Count: 2 } body && Text(body["@odata.type"]) == "microsoft.graph.security.alertComment"
        && Text(body["comment"]) is { Length: > 0 and <= LongestComment } comment
            ? comment
            : null;

    public static ApiAnswer Bad(string message) => ApiAnswer.Refuse(StatusCodes.Status400BadRequest, "BadRequest", message);

    private static bool IsRight(string name, JsonNode? value, ImmutableArray<string> statuses) => (name, Text(value)) switch
    {
        ("@odata.type", { }) => true,
        ("status", { } status) => statuses.Contains(status, StringComparer.Ordinal),
        ("classification", { } classification) => Determinations.ContainsKey(classification),
        ("determination", { } determination) => Determinations.Values.Any(known => known.Contains(determination, StringComparer.Ordinal)),
        ("assignedTo", var person) => value is null || person is not null,
        _ => false,
    };

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
