using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Alerts;

/// <summary>An alert, or an incident that holds several: Graph reads, changes and comments both in the same way.</summary>
/// <param name="Name">In sentences, commands and keys.</param>
/// <param name="Path">Below Graph's version.</param>
/// <param name="Reopened">The status of one that is worked on again.</param>
internal sealed record CaseKind(string Name, string Path, string Reopened, Endpoint Read, Endpoint Change)
{
    public static CaseKind Alert { get; } = new("alert", "security/alerts_v2", "inProgress", CaseEndpoint.ReadAlerts, CaseEndpoint.ChangeAlerts);

    public static CaseKind Incident { get; } = new("incident", "security/incidents", "active", CaseEndpoint.ReadIncidents, CaseEndpoint.ChangeIncidents);
}

/// <summary>The id of an alert or an incident. Only text of these shapes becomes one, so it is safe in a path.</summary>
internal readonly partial record struct CaseId
{
    private CaseId(CaseKind kind, string value) => (Kind, Value) = (kind, value);

    public CaseKind Kind { get; }

    public string Value { get; }

    public string Path => $"{Kind.Path}/{Value}";

    public static bool TryParse(CaseKind kind, [NotNullWhen(true)] string? text, out CaseId id)
    {
        var isRight = text is not null && (kind == CaseKind.Alert ? AlertShape() : IncidentShape()).IsMatch(text);
        id = isRight ? new(kind, text!) : default;
        return isRight;
    }

    /// <summary>Microsoft keeps one spelling, and people may type another.</summary>
    public bool Is(string? text) => Value.Equals(text, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => Value;

    /// <summary>Such as <c>da637551227677560813_-961444813</c>, or a prefix and a GUID: the products' ids differ, and all of them are of these characters.</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]{0,127}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AlertShape();

    [GeneratedRegex(@"\A[1-9][0-9]{0,18}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IncidentShape();
}
