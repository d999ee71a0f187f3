namespace BotResponder.Benchmarks.Report;

/// <summary>The names under which numbers are noted; the unit is part of the name.</summary>
internal static class Figures
{
    public const string StartAck = "start to first ack, ms";
    public const string StartAnswer = "start to first answer, ms";
    public const string ResidentIdle = "RSS one second after the first answer, MB";
    public const string ResidentPeak = "RSS peak under load, MB";
    public const string OpenHelpP50 = "help, 100/s open loop: ack p50, ms";
    public const string OpenHelpP99 = "help, 100/s open loop: ack p99, ms";
    public const string OpenIsolateP50 = "isolate, 100/s open loop: ack p50, ms";
    public const string OpenIsolateP99 = "isolate, 100/s open loop: ack p99, ms";
    public const string Tap = "approve tap with commit: p50, ms";
    public const string Commits1 = "durable one-row commits, 1 writer, per s";
    public const string Commits16 = "durable one-row commits, 16 writers, per s";
    public const string VerifyRate = "verifying the chain, rows/s";

    public const string Policy = "one request against 200 rules: p50, us";

    public const string Sqlite = "SQLite";
    public const string Azurite = "Azurite";
    public const string DevicesIdeal = "300 isolations: what the limit allows, s";
    public const string DevicesTaken = "300 isolations: approval to the last call, s";
    public const string DevicesShare = "300 isolations: share of what the limit allows, %";
    public const string DevicesRefused = "300 isolations: calls answered with 429";
    public const string DevicesCard = "300 isolations: approval to the last card, s";
    public const string HeapGrowth = "live heap, last quarter against third";
    public const string ResidentGrowth = "RSS, last quarter against third";
    public const string Asks = "asks per s while memory was sampled";

    public const string InvokeRefresh = "refresh, each viewer every card once a minute";
    public const string InvokeStorm = "refresh, all viewers at once";
    public const string InvokeTap = "approve";
    public const string InvokeQuery = "search, which asks Defender";
    public const string InvokeP99 = "refreshes and taps while Defender hangs: p99, ms";
    public const string HangingCalls = "calls to Defender that were left hanging";

    public const string HideHeapGrowth = "hide: live heap with 100,000 alerts against 1,000";
    public const string HidePeakGrowth = "hide: RSS peak with 100,000 alerts against 1,000";

    /// <param name="share">p50, p99 or max.</param>
    public static string Hide(int alerts, string share) => $"hide, {alerts:N0} alerts: message to card, {share}, ms";

    public static string HideHeap(int alerts) => $"hide, {alerts:N0} alerts: live heap afterwards, MB";

    public static string HidePeak(int alerts) => $"hide, {alerts:N0} alerts: RSS peak, MB";

    /// <param name="kind">One of the four above.</param>
    /// <param name="share">p50, p99 or max.</param>
    public static string Invoke(string kind, string share) => $"{kind}, while Defender hangs: {share}, ms";

    public static string Grouped(string store) => $"{store}, 16 under way: decisions per s, grouped";

    public static string OneACommit(string store) => $"{store}, 16 under way: decisions per s, one a commit by the same writer";

    public static string Ungrouped(string store) => $"{store}: decisions per s, each by itself, one after another";

    public static string LedgerRows(string store) => $"{store}, 16 under way: rows per s of grouped decisions";

    public static string FullCommits(string store) => $"{store}: rows per s in commits of 100";

    public static string DecisionsPerCommit(string store) => $"{store}, 16 under way: decisions per commit, grouped";

    public static string AuditNewest(int entries) => $"SQLite, audit newest 50 of {entries:N0} entries: p50, ms";

    public static string NewestRequests(int entries) => $"Azurite, audit newest 50 of {entries:N0} entries: requests";

    public static string NewestRows(int entries) => $"Azurite, audit newest 50 of {entries:N0} entries: rows returned";

    public static string Heap(int asks) => $"live heap after {asks:N0} asks, MB";

    public static string Resident(int asks) => $"RSS after {asks:N0} asks, MB";

    public static string Ack(string command) => $"{command}, one under way: ack p50, ms";

    public static string Answer(string command) => $"{command}, one under way: first message p50, ms";

    public static string PerSecond(string command, int underWay) => $"{command}, {underWay} under way: fully answered per s";

    public static string Cpu(string command, int underWay) => $"{command}, {underWay} under way: CPU per message, us";

    public static string Newest(int rows) => $"newest 50 of {rows:N0} rows: p50, ms";

    public static string Append(int rows) => $"append behind {rows:N0} rows: p50, ms";
}
