using BotResponder.Defender.Alerts;

namespace BotResponder.Tests.Host.Cards;

/// <summary>One alert and one incident as their cards show them.</summary>
internal static class CaseCardSamples
{
    public const string AlertId = "da637551227677560813_-961444813";

    /// <summary>Defender says as little of it as it may.</summary>
    public static CaseView Bare => View(isAlert: true, isResolved: false) with
    {
        AssignedTo = "",
        Facts = [("From", "")],
        Description = "",
        Evidence = [],
        Comments = [],
    };

    public static CaseView View(bool isAlert, bool isResolved, string? theirs = null) => new()
    {
        IsAlert = isAlert,
        Id = isAlert ? AlertId : "2001",
        Title = theirs ?? "Ransomware behavior detected in the file system",
        Severity = theirs ?? "high",
        Status = theirs ?? (isResolved ? "resolved" : "in progress"),
        IsResolved = isResolved,
        Verdict = isResolved ? "true-positive/malware" : "no verdict",
        AssignedTo = theirs ?? "bo.lind@contoso.com",
        Facts = [("From", theirs ?? "microsoft defender for endpoint"), ("Created", "3 hours ago (2026-03-14 07:31 UTC)"), ("Techniques", "")],
        Description = theirs ?? "Many files were encrypted within minutes, as ransomware does.",
        Evidence = isAlert
            ?
            [
                new("device", theirs ?? "ws-042.contoso.com", new string('a', 40), theirs ?? "suspicious"),
                new("account", theirs ?? "ada.berg@contoso.com", "69dfa3ea-1295-4e2c-b469-59564581143d", ""),
                new("address", "", "198.51.100.7", "malicious, blocked"),
            ]
            : [],
        Alerts = isAlert ? [] : [new(AlertId, theirs ?? "Ransomware behavior detected in the file system", "high", "new")],
        Comments = [new(theirs ?? "seen on the backup server too", theirs ?? "Bo Lind", CardSamples.Now.AddMinutes(-7)), new("k7m2.abc R-4F7K2 because", "BotResponder", null)],
        Portal = new($"https://security.microsoft.com/alerts/{AlertId}?tid=tenant"),
    };
}
