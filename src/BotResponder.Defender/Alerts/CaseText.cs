using System.Globalization;
using BotResponder.Defender.Api;

namespace BotResponder.Defender.Alerts;

/// <summary>What stands on an alert or an incident, in words that fit into a line.</summary>
internal static class CaseText
{
    private const string Unknown = "unknown";

    public static string Title(SecurityCase item) => PlainLine.Of(item.Title ?? item.DisplayName, 200) is { Length: > 0 } title ? title : "without a title";

    /// <summary>The wire's word as people read it: <c>in progress</c>, <c>microsoft defender for endpoint</c>.</summary>
    public static string Word(string? wire) => PlainLine.Of(
        string.Concat((wire ?? "").Select(letter => char.IsAsciiLetterUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : letter.ToString())), 80) is { Length: > 0 } word ? word : Unknown;

    public static string Verdict(SecurityCase item) => Alerts.Verdict.Describe(item.Classification, item.Determination);

    /// <summary>The incident that took this one's alerts; null for one that was not merged.</summary>
    public static string? MergedInto(SecurityCase item) => item.Status != "redirected" ? null
        : CaseId.TryParse(CaseKind.Incident, item.RedirectIncidentId, out var other) ? other.Value : "that Graph does not name";

    /// <summary>For example <c>2 devices, 1 account</c>.</summary>
    public static string EvidenceIn(SecurityCase item)
    {
        var counts = (item.Evidence ?? []).OfType<CaseEvidence>().GroupBy(EvidenceKind, StringComparer.Ordinal)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {group.Key}{(group.Count() == 1 ? "" : "s")}"));
        return PlainLine.Of(string.Join(", ", counts), 200) is { Length: > 0 } all ? all : "none";
    }

    /// <summary>One word: what people call it, or Microsoft's type for what the bot does not know.</summary>
    public static string EvidenceKind(CaseEvidence evidence) => (evidence.Type ?? "").Split('.')[^1] switch
    {
        "deviceEvidence" => "device",
        "userEvidence" => "account",
        "fileEvidence" => "file",
        "processEvidence" => "process",
        "ipEvidence" => "address",
        "urlEvidence" => "link",
        "mailboxEvidence" => "mailbox",
        var other => PlainLine.Of(other.Replace("Evidence", "", StringComparison.Ordinal), 40) is { Length: > 0 } type ? type : Unknown,
    };
}
