using System.Diagnostics;
using BotResponder.Benchmarks.Load;
using BotResponder.Benchmarks.Processes;
using BotResponder.Benchmarks.Report;

namespace BotResponder.Benchmarks.Measures;

/// <summary>
/// A hundred thousand asks in as many threads, sampled twenty times. One in fifty is admitted and stays open; the others come from
/// a thousand strangers, who are refused with an audit line.
/// </summary>
internal static class GrowthMeasure
{
    private const int Samples = 20;
    private const int Strangers = 1000;
    private const int AdmittedOneIn = 50;
    private const double Megabyte = 1024 * 1024;

    public static async Task RunAsync(Arena arena, RunOptions options, NoteBook book)
    {
        await using var bot = arena.StartHost();
        await bot.WaitForPortAsync();
        await bot.SayHelpAsync();
        var each = options.Scale(100_000) / Samples;
        var said = 0;
        List<double> heap = [];
        List<double> resident = [];
        var began = Stopwatch.GetTimestamp();
        for (var sample = 1; sample <= Samples; sample++)
        {
            await Loops.ClosedAsync(16, each, () =>
                Interlocked.Increment(ref said) is var number && number % AdmittedOneIn == 0 ? bot.SayIsolateAsync() : bot.SayAsync(bot.Talk.Refused(number % Strangers)));
            heap.Add(await bot.LiveHeapAsync() / Megabyte);
            resident.Add(bot.Child.Resident / Megabyte);
            book.Add(NoteBook.Host, Figures.Heap(said), heap[^1]);
            book.Add(NoteBook.Host, Figures.Resident(said), resident[^1]);
            await Console.Error.WriteLineAsync(FormattableString.Invariant($"{said} asks: live heap {heap[^1]:0.0} MB, RSS {resident[^1]:0.0} MB"));
        }

        book.Add(NoteBook.Host, Figures.Asks, said / Stopwatch.GetElapsedTime(began).TotalSeconds);
        book.Add(NoteBook.Host, Figures.HeapGrowth, LastAgainstThird(heap));
        book.Add(NoteBook.Host, Figures.ResidentGrowth, LastAgainstThird(resident));
    }

    /// <summary>What levels off has done so by the third quarter: the fourth shows nothing more.</summary>
    private static double LastAgainstThird(List<double> samples) =>
        NoteBook.Quantile(samples[^(Samples / 4)..], 0.5) / NoteBook.Quantile(samples[(Samples / 2)..^(Samples / 4)], 0.5);
}
