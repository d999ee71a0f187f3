using System.Diagnostics;
using BotResponder.Benchmarks.Processes;
using BotResponder.Benchmarks.Report;
using BotResponder.Simulator;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Benchmarks.Measures;

/// <summary>
/// From <c>hide …</c> to the card that says what the rule would have caught, with a thousand alerts and with a hundred thousand in 30 days, 1 % of them true positives. The bot keeps
/// Microsoft's limits, so it is asked every 2.5 s.
/// </summary>
/// <remarks>The pretend Microsoft's own work, which counts in place of Microsoft's hunting, is in the times and not in the memory: it lives in this process.</remarks>
internal static class HideMeasure
{
    private const int Few = 1_000;
    private const int Many = 100_000;
    private const int Warm = 3;
    private const double Megabyte = 1024 * 1024;

    private static readonly TimeSpan s_pace = TimeSpan.FromSeconds(2.5);

    public static async Task RunAsync(Arena arena, RunOptions options, NoteBook book)
    {
        foreach (var (alerts, asks) in new[] { (Few, 20), (Many, 60) })
        {
            await MeasureAsync(arena, alerts, options.Scale(asks), book);
        }

        book.Add(NoteBook.Host, Figures.HideHeapGrowth, book.Median(NoteBook.Host, Figures.HideHeap(Many))!.Value / book.Median(NoteBook.Host, Figures.HideHeap(Few))!.Value);
        book.Add(NoteBook.Host, Figures.HidePeakGrowth, book.Median(NoteBook.Host, Figures.HidePeak(Many))!.Value / book.Median(NoteBook.Host, Figures.HidePeak(Few))!.Value);
    }

    private static async Task MeasureAsync(Arena arena, int alerts, int asks, NoteBook book)
    {
        await using var microsoft = await MicrosoftSimulator.StartAsync(new() { ExtraAlerts = alerts }, CancellationToken.None);
        await using var bot = await arena.StartHostAsync(microsoft);
        await bot.WaitForPortAsync();
        await bot.SayHelpAsync();
        var targets = microsoft.Tenants.Contoso.Alerts
            .Where(alert => alert.Source == "microsoftDefenderForEndpoint" && alert.Evidence.Any(evidence => evidence is Evidence.OfFile)).Take(asks + Warm).ToArray();
        List<double> times = [];
        var peak = 0L;
        foreach (var (alert, number) in targets.Select((alert, number) => (alert, number)))
        {
            var began = Stopwatch.GetTimestamp();
            var device = alert.Evidence.OfType<Evidence.OfDevice>().First().Device;
            var reply = await bot.SayAsync(bot.Talk.Hide(alert.Id, number % 2 == 0 ? "any-type when file.name is invoice.exe" : $"when (file.name is invoice.exe or file.path contains public) and device is {device.DnsName}"));
            peak = Math.Max(peak, bot.Child.Resident);
            if (number >= Warm)
            {
                times.Add(reply.AnswerMs);
            }

            var rest = s_pace - Stopwatch.GetElapsedTime(began);
            await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, TimeProvider.System);
        }

        foreach (var (share, quantile) in new[] { ("p50", 0.5), ("p99", 0.99), ("max", 1.0) })
        {
            book.Add(NoteBook.Host, Figures.Hide(alerts, share), NoteBook.Quantile(times, quantile));
        }

        book.Add(NoteBook.Host, Figures.HideHeap(alerts), await bot.LiveHeapAsync() / Megabyte);
        book.Add(NoteBook.Host, Figures.HidePeak(alerts), peak / Megabyte);
    }
}
