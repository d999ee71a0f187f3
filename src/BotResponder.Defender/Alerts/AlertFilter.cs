using System.Collections.Immutable;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;

namespace BotResponder.Defender.Alerts;

/// <summary>Which open alerts are meant.</summary>
public sealed record AlertFilter
{
    /// <summary>For alerts of every severity.</summary>
    public const string All = "all";

    private const int ShortestTitle = 4;

    private AlertFilter(string? severity, string? on, string? titled) => (Severity, On, Titled) = (severity, on, titled);

    public static ImmutableArray<string> Severities { get; } = ["high", "medium", "low", "informational"];

    /// <summary>For chat: what it finds, behind the word alerts. Holds what was typed, as one plain line.</summary>
    public string Words => $"{SeverityWords}{(On is null ? "" : $" on {PlainLine.Of(On, 80)}")}{(Titled is null ? "" : $" titled “{PlainLine.Of(Titled, 80)}”")}";

    internal string SeverityWords => Severity is null ? "" : $" of severity {Severity}";

    /// <summary>True when Graph's own filter says all of it.</summary>
    internal bool IsGraphs => On is null && Titled is null;

    internal ODataFilter Query => Severity is null ? OpenAlerts.Filter : OpenAlerts.Filter.And(ODataFilter.Equal(ODataField.Severity, Severity));

    /// <summary>One of ours; null for all.</summary>
    private string? Severity { get; }

    private string? On { get; }

    private string? Titled { get; }

    /// <param name="severity">One of <see cref="Severities"/>, or <see cref="All"/>.</param>
    /// <param name="on">The whole name or id of a device or an account in the evidence; null for whatever they are about.</param>
    /// <param name="titled">Words that stand in the title as they were typed, at least 4 characters; null for every title.</param>
    public static Result<AlertFilter> Read(string severity, string? on, string? titled)
    {
        var known = severity.Trim().ToLowerInvariant();
        return known != All && !Severities.Contains(known, StringComparer.Ordinal)
                ? new Problem.Malformed($"“{PlainLine.Of(severity, 40)}” is no severity. Choose one of {string.Join(", ", Severities)}, or {All}.")
            : titled is not null && titled.Trim().Length < ShortestTitle
                ? new Problem.Malformed($"Give at least {ShortestTitle} characters of the title, several words in double quotes.")
            : on is not null && on.Trim().Length == 0
                ? new Problem.Malformed("Name the device or the account behind on.")
            : new AlertFilter(known == All ? null : known, on?.Trim(), titled?.Trim());
    }

    /// <summary>What Graph's filter cannot say. A name counts when it is whole: the beginning of another's name must not close its alerts.</summary>
    internal bool Means(SecurityCase alert) =>
        (Severity is null || alert.Severity == Severity) && !alert.IsResolved
        && (Titled is null || (alert.Title ?? "").Contains(Titled, StringComparison.OrdinalIgnoreCase))
        && (On is null || (alert.Evidence ?? []).OfType<CaseEvidence>().SelectMany(Names).Contains(On, StringComparer.OrdinalIgnoreCase));

    private static IEnumerable<string> Names(CaseEvidence evidence) => new[]
    {
        evidence.DeviceId, evidence.DeviceName, evidence.DeviceName?.Split('.')[0], evidence.User?.ObjectId, evidence.User?.SignInName, evidence.User?.Sid, evidence.User?.Name,
    }.OfType<string>().Where(name => name.Length > 0);
}
