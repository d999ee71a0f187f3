using System.Globalization;
using System.Text;

namespace BotResponder.Benchmarks.Report;

/// <summary>What was promised beside what was measured in this very run.</summary>
internal static class TargetTable
{
    private static readonly Target[] Targets =
    [
        Extra("ack p50, `help`, one under way (no token)", Figures.Ack("help"), 1.2, 0.85),
        Extra("ack p50, `isolate`, one under way (no token)", Figures.Ack("isolate"), 1.2, 0.85),
        AtMost("ack p50, `isolate` at 100/s", NoteBook.Host, Figures.OpenIsolateP50, "ms", 3, 2.2),
        AtMost("ack p99, `isolate` at 100/s", NoteBook.Host, Figures.OpenIsolateP99, "ms", 10, 7),
        Ratio("throughput at 16, `help`", Figures.PerSecond("help", 16), 0.60, 0.75, moreIsBetter: true),
        Ratio("throughput at 16, `isolate`, two cards each", Figures.PerSecond("isolate", 16), 0.35, 0.45, moreIsBetter: true),
        Ratio("CPU per message at 16, `isolate`", Figures.Cpu("isolate", 16), 4, 3, moreIsBetter: false),
        AtMost("approve tap with commit, p50", NoteBook.Host, Figures.Tap, "ms", 1.2, 0.85),
        Ratio("start to first answer", Figures.StartAnswer, 1.6, 1.35, moreIsBetter: false),
        AtMost("RSS after the first answer", NoteBook.Host, Figures.ResidentIdle, "MB", 95, 85),
        AtMost("RSS under load, peak", NoteBook.Host, Figures.ResidentPeak, "MB", 130, 110),
        AtLeast("durable one-row commits, 16 writers", Figures.Commits16, "/s", 6_000, 10_000),
        new("append behind 10^5 rows against 10^3", book => Divide(book.Median(NoteBook.Host, Figures.Append(100_000)), book.Median(NoteBook.Host, Figures.Append(1_000))), "x", 2.0, 1.7, false),
        new("newest 50 of 10^5 rows against 10^3", book => Divide(book.Median(NoteBook.Host, Figures.Newest(100_000)), book.Median(NoteBook.Host, Figures.Newest(1_000))), "x", 1.5, 1.2, false),
        AtMost("newest 50 of 10^5 rows", NoteBook.Host, Figures.Newest(100_000), "ms", 0.5, 0.15),
        AtLeast("verifying the chain", Figures.VerifyRate, "rows/s", 100_000, 250_000),
        AtMost("policy of 200 rules for one request", NoteBook.Host, Figures.Policy, "us", 50, 20),
        Gain("decisions grouped against ungrouped, SQLite", Figures.Grouped(Figures.Sqlite), Figures.Ungrouped(Figures.Sqlite), 3),
        Gain("decisions grouped against ungrouped, Azurite", Figures.Grouped(Figures.Azurite), Figures.Ungrouped(Figures.Azurite), 2),
        Gain("rows of grouped decisions against commits of 100, SQLite", Figures.LedgerRows(Figures.Sqlite), Figures.FullCommits(Figures.Sqlite), 0.7),
        Gain("rows of grouped decisions against commits of 100, Azurite", Figures.LedgerRows(Figures.Azurite), Figures.FullCommits(Figures.Azurite), 0.7),
        NoWorse("newest 50 of 10^4 entries against 10^3, SQLite", 10_000),
        NoWorse("newest 50 of 10^5 entries against 10^3, SQLite", 100_000),
        NoWorse("newest 50 of 10^6 entries against 10^3, SQLite", 1_000_000),
        Same("requests for the newest 50, 10^4 against 10^3, Azurite", Figures.NewestRequests(10_000), Figures.NewestRequests(1_000)),
        Same("rows returned for the newest 50, 10^4 against 10^3, Azurite", Figures.NewestRows(10_000), Figures.NewestRows(1_000)),
        new("300 isolations: share of what the limit allows", book => book.Median(NoteBook.Host, Figures.DevicesShare), "%", 95, null, true),
        new("300 isolations: calls refused with 429", book => book.Median(NoteBook.Host, Figures.DevicesRefused), "", 3, null, false),
        new("100,000 asks: live heap, last quarter against third", book => book.Median(NoteBook.Host, Figures.HeapGrowth), "x", 1.05, null, false),
        new("100,000 asks: RSS, last quarter against third", book => book.Median(NoteBook.Host, Figures.ResidentGrowth), "x", 1.05, null, false),
        new("refreshes and taps of 60 viewers on 50 cards while Defender hangs, p99", book => book.Median(NoteBook.Host, Figures.InvokeP99), "ms", 1_000, null, false),
        new("hide, over 100,000 alerts: message to card, p99", book => book.Median(NoteBook.Host, Figures.Hide(100_000, "p99")), "ms", 2_000, null, false),
        new("hide: live heap with 100,000 alerts against 1,000", book => book.Median(NoteBook.Host, Figures.HideHeapGrowth), "x", 1.10, null, false),
        new("hide: RSS peak with 100,000 alerts against 1,000", book => book.Median(NoteBook.Host, Figures.HidePeakGrowth), "x", 1.10, null, false),
    ];

    public static string Write(NoteBook book)
    {
        var text = new StringBuilder("| what | measured | target | stretch | |\n|---|---|---|---|---|\n");
        foreach (var target in Targets)
        {
            if (target.Measured(book) is { } value)
            {
                var sign = target.MoreIsBetter ? ">=" : "<=";
                text.Append(CultureInfo.InvariantCulture, $"| {target.What} | {Show(value)} {target.Unit} | {sign} {Show(target.Wanted)} | {(target.Stretch is { } stretch ? $"{sign} {Show(stretch)}" : "")} | {Judge(target, value)} |\n");
            }
        }

        return text.ToString();
    }

    public static string Show(double value) => value.ToString(Math.Abs(value) switch { >= 100 => "N0", >= 10 => "0.0", _ => "0.00" }, CultureInfo.InvariantCulture);

    private static string Judge(Target target, double value) => (target.Stretch is { } stretch && IsWithin(target, value, stretch), IsWithin(target, value, target.Wanted)) switch
    {
        (true, _) => "stretch met",
        (_, true) => "met",
        _ => "**missed**",
    };

    private static bool IsWithin(Target target, double value, double limit) => target.MoreIsBetter ? value >= limit : value <= limit;

    private static Target Extra(string what, string figure, double wanted, double stretch) =>
        new(what, book => book.Median(NoteBook.Host, figure) - book.Median(NoteBook.Floor, figure), "ms over floor", wanted, stretch, false);

    private static Target Ratio(string what, string figure, double wanted, double stretch, bool moreIsBetter) =>
        new(what, book => Divide(book.Median(NoteBook.Host, figure), book.Median(NoteBook.Floor, figure)), "x floor", wanted, stretch, moreIsBetter);

    private static Target AtMost(string what, string who, string figure, string unit, double wanted, double stretch) =>
        new(what, book => book.Median(who, figure), unit, wanted, stretch, false);

    private static Target AtLeast(string what, string figure, string unit, double wanted, double stretch) =>
        new(what, book => book.Median(NoteBook.Host, figure), unit, wanted, stretch, true);

    private static Target Gain(string what, string above, string below, double wanted) =>
        new(what, book => Divide(book.Median(NoteBook.Host, above), book.Median(NoteBook.Host, below)), "x", wanted, null, true);

    private static Target NoWorse(string what, int entries) =>
        new(what, book => Divide(book.Median(NoteBook.Host, Figures.AuditNewest(entries)), book.Median(NoteBook.Host, Figures.AuditNewest(1_000))), "x", 1.5, null, false);

    private static Target Same(string what, string above, string below) =>
        new(what, book => Divide(book.Median(NoteBook.Host, above), book.Median(NoteBook.Host, below)), "x", 1, null, false);

    private static double? Divide(double? above, double? below) => above / below;

    private sealed record Target(string What, Func<NoteBook, double?> Measured, string Unit, double Wanted, double? Stretch, bool MoreIsBetter);
}
