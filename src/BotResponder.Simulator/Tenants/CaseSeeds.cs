using System.Collections.Immutable;
using System.Globalization;

namespace BotResponder.Simulator.Tenants;

/// <summary>Makes the alerts and incidents of one tenant: a few stories, again and again, about its own devices and people.</summary>
internal sealed class CaseSeeds(string tenantId, string domain, DateTimeOffset start, ImmutableArray<Device> devices, ImmutableArray<Account> accounts)
{
    /// <summary>How many alerts one incident has.</summary>
    private const int PerIncident = 3;

    private const int FirstIncident = 2001;

    private static readonly ImmutableArray<Story> Stories =
    [
        new("da", "Ransomware behavior detected in the file system", "Many files were encrypted within minutes, as ransomware does.", "high", "Ransomware",
            "microsoftDefenderForEndpoint", ["T1486"], "device file user"),
        new("da", "Suspicious PowerShell command line", "An encoded command was started from an Office document.", "medium", "Execution",
            "microsoftDefenderForEndpoint", ["T1059.001"], "device file user url"),
        new("aa", "Suspected identity theft (pass-the-ticket)", "A Kerberos ticket was used from a second device.", "high", "CredentialAccess",
            "microsoftDefenderForIdentity", ["T1550.003"], "user device ip"),
        new("fa", "Email messages containing malicious URL removed after delivery", "Messages with a phishing link were found after they had been delivered.", "informational",
            "InitialAccess", "microsoftDefenderForOffice365", ["T1566.002"], "user url"),
        new("ad", "Unfamiliar sign-in properties", "Somebody signed in from a place that is not usual for the account.", "low", "InitialAccess",
            "azureAdIdentityProtection", ["T1078"], "user ip"),
        new("sn", "Beacon to a rare domain", "A device calls the same rare address at the same interval.", "medium", "CommandAndControl",
            "microsoftSentinel", ["T1071.001"], "device ip url"),
    ];

    /// <param name="count">Of alerts; every twelfth is resolved already, every eighth is assigned.</param>
    /// <param name="extra">So many more, over the 29 days before; a process in each of those about PowerShell, and every hundredth a true positive.</param>
    public ImmutableArray<Alert> Alerts(int count, int extra) => [.. Enumerable.Range(0, count).Select(Alert), .. Enumerable.Range(0, extra).Select(number => Extra(count + number, number, extra))];

    private Alert Extra(int number, int place, int extra)
    {
        var alert = Alert(number);
        var evidence = number % Stories.Length == 1 ? alert.Evidence.Add(EvidenceOf("process", alert.Id)) : alert.Evidence;
        var state = place % 100 == 99 ? new CaseState("resolved", "truePositive", "malware") { ResolvedAt = start, UpdatedAt = start } : alert.Start;
        return alert with { CreatedAt = start - (TimeSpan.FromDays(29) * (place + 1) / extra), Start = state, Evidence = evidence };
    }

    /// <summary>An incident for each three alerts, every fifth open one assigned, and one at the end that was merged into the first.</summary>
    public ImmutableArray<Incident> Incidents(ImmutableArray<Alert> alerts) =>
    [
        .. alerts.GroupBy(alert => alert.IncidentId, StringComparer.Ordinal).Select((group, number) => Incident(group.Key, number, [.. group])),
        new(tenantId, IncidentId(9000), "Multi-stage incident", "", "medium", start.AddDays(-2), new("redirected"), IncidentId(0)),
    ];

    private Alert Alert(int number)
    {
        var story = Stories[number % Stories.Length];
        var key = $"{domain}/alert/{number.ToString(CultureInfo.InvariantCulture)}";
        var digits = Seed.Pick($"{key}/ticks", 900_000_000) + 100_000_000;
        return new(
            tenantId, string.Create(CultureInfo.InvariantCulture, $"{story.Prefix}637{digits}{number % 10}_{(number % 2 == 0 ? "-" : "")}{Seed.Pick($"{key}/tail", 900_000_000) + 100_000_000}"),
            story.Title, story.Description, story.Severity, start.AddMinutes(-30 - (number * 11)), StateOf(number), IncidentId(number / PerIncident),
            story.Category, story.Source, story.Techniques, [.. story.Evidence.Split(' ').Select(kind => EvidenceOf(kind, key))]);
    }

    private CaseState StateOf(int number) => (number % 12, number % 8) switch
    {
        (11, _) => new("resolved", "falsePositive", "notMalicious") { ResolvedAt = start.AddHours(-1), UpdatedAt = start.AddHours(-1) },
        (_, 7) => new("inProgress", AssignedTo: $"bo.lind@{domain}"),
        _ => new("new"),
    };

    private Evidence EvidenceOf(string kind, string key) => kind switch
    {
        "device" => new Evidence.OfDevice(devices[Seed.Pick($"{key}/device", devices.Length)]),
        "user" => new Evidence.OfUser(accounts[Seed.Pick($"{key}/user", accounts.Length)], domain),
        "file" => new Evidence.OfFile("invoice.exe", @"C:\Users\Public\Downloads", Seed.Hex($"{key}/sha1", 40), Seed.Hex($"{key}/sha256", 64)),
        "process" => new Evidence.OfProcess(
            new("powershell.exe", @"C:\Windows\System32\WindowsPowerShell\v1.0", Seed.Hex("powershell/sha1", 40), Seed.Hex("powershell/sha256", 64)), $"powershell.exe -enc {Seed.Hex($"{key}/command", 24)}"),
        "ip" => new Evidence.OfIp(string.Create(CultureInfo.InvariantCulture, $"198.51.100.{1 + Seed.Pick($"{key}/ip", 250)}")),
        "url" => new Evidence.OfUrl($"https://{Seed.Hex($"{key}/url", 8)}.example/login"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such evidence."),
    };

    private Incident Incident(string id, int number, ImmutableArray<Alert> alerts) => new(
        tenantId, id, $"{(alerts.Length > 1 ? "Multi-stage incident" : alerts[0].Title)} involving {alerts[0].Category}", alerts[0].Description,
        alerts.Any(alert => alert.Severity == "high") ? "high" : "medium", alerts.Min(alert => alert.CreatedAt),
        alerts.Any(alert => alert.Start.Status == "resolved")
            ? new("resolved", "informationalExpectedActivity", "securityTesting") { ResolvedAt = start.AddHours(-1) }
            : new(alerts[0].Source == "microsoftDefenderForEndpoint" ? "active" : "awaitingAction", AssignedTo: number % 5 == 4 ? $"bo.lind@{domain}" : null),
        MergedInto: null);

    private static string IncidentId(int number) => (FirstIncident + number).ToString(CultureInfo.InvariantCulture);

    /// <param name="Prefix">Of the ids: which of Microsoft's products it comes from.</param>
    /// <param name="Evidence">Kinds, separated by spaces.</param>
    private sealed record Story(
        string Prefix, string Title, string Description, string Severity, string Category, string Source, ImmutableArray<string> Techniques, string Evidence);
}
