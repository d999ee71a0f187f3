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
    ];

    public static string Write(NoteBook book)
    {
        var text = new StringBuilder("| what | measured | target | stretch | |\n|---|---|---|---|---|\n");
        foreach (var target in Targets)
        {
            if (target.Measured(book) is { } value)
            {
                var sign = target.MoreIsBetter ? ">=" : "<=";
                text.Append(CultureInfo.InvariantCulture, $"| {target.What} | {Show(value)} {target.Unit} | {sign} {Show(target.Wanted)} | {sign} {Show(target.Stretch)} | {Judge(target, value)} |\n");
            }
        }

        return text.ToString();
    }

    public static string Show(double value) => value.ToString(Math.Abs(value) switch { >= 100 => "N0", >= 10 => "0.0", _ => "0.00" }, CultureInfo.InvariantCulture);

    private static string Judge(Target target, double value) => (IsWithin(target, value, target.Stretch), IsWithin(target, value, target.Wanted)) switch
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

    private static double? Divide(double? above, double? below) => above / below;

    private sealed record Target(string What, Func<NoteBook, double?> Measured, string Unit, double Wanted, double Stretch, bool MoreIsBetter);
}
