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

    public static string Ack(string command) => $"{command}, one under way: ack p50, ms";

    public static string Answer(string command) => $"{command}, one under way: first message p50, ms";

    public static string PerSecond(string command, int underWay) => $"{command}, {underWay} under way: fully answered per s";

    public static string Cpu(string command, int underWay) => $"{command}, {underWay} under way: CPU per message, us";

    public static string Newest(int rows) => $"newest 50 of {rows:N0} rows: p50, ms";

    public static string Append(int rows) => $"append behind {rows:N0} rows: p50, ms";
}
