using System.Diagnostics;
using BotResponder.Benchmarks.Processes;
using BotResponder.Benchmarks.Report;

namespace BotResponder.Benchmarks.Measures;

/// <summary>Floor, host, floor, host, …: each time a new process and an empty store, so that what disturbs one round disturbs both.</summary>
internal static class BenchmarkRun
{
    public static async Task RunAsync(RunOptions options, NoteBook book)
    {
        var began = Stopwatch.GetTimestamp();
        await using var arena = await Arena.OpenAsync(parentFolder: null);
        await ShortAsync(arena, options, book, began);
        await LongAsync(arena, options, book, began);
        if (!options.NeedsBots)
        {
            return;
        }

        // The first round pays for cold files and for this process's own compilation: it is not noted.
        await RoundAsync(arena, options with { IsWarmUp = true }, new NoteBook());
        await SayAsync("warmed up", began);
        for (var longest = TimeSpan.Zero; book.Rounds < options.Rounds && Stopwatch.GetElapsedTime(began) + longest < options.Budget;)
        {
            var round = Stopwatch.GetTimestamp();
            await RoundAsync(arena, options, book);
            book.Rounds++;
            longest = TimeSpan.FromTicks(Math.Max(longest.Ticks, Stopwatch.GetElapsedTime(round).Ticks));
            await SayAsync($"round {book.Rounds} of {options.Rounds}", began);
        }
    }

    /// <summary>What needs no bot and takes seconds.</summary>
    private static async Task ShortAsync(Arena arena, RunOptions options, NoteBook book, long began)
    {
        if (options.Has("storage"))
        {
            await StorageMeasure.RunAsync(arena.Folder, options, book);
            await SayAsync("storage", began);
        }

        if (options.Has("policy"))
        {
            PolicyMeasure.Run(options, book);
            await SayAsync("policy", began);
        }
    }

    /// <summary>What takes minutes of its own and is measured once.</summary>
    private static async Task LongAsync(Arena arena, RunOptions options, NoteBook book, long began)
    {
        foreach (var (part, measureAsync) in new (string, Func<Task>)[]
        {
            ("ledger", () => LedgerMeasure.RunAsync(arena.Folder, options, book)),
            ("audit", () => NewestMeasure.RunAsync(arena.Folder, options, book)),
            ("devices", () => DevicesMeasure.RunAsync(arena, book)),
            ("growth", () => GrowthMeasure.RunAsync(arena, options, book)),
            ("invokes", () => InvokesMeasure.RunAsync(arena, options, book)),
            ("hide", () => HideMeasure.RunAsync(arena, options, book)),
        })
        {
            if (options.Has(part))
            {
                await measureAsync();
                await SayAsync(part, began);
            }
        }
    }

    private static async Task RoundAsync(Arena arena, RunOptions options, NoteBook book)
    {
        await BotRound.RunAsync(arena, arena.StartFloor, options, book);
        await BotRound.RunAsync(arena, arena.StartHost, options, book);
    }

    private static Task SayAsync(string what, long began) =>
        Console.Error.WriteLineAsync(FormattableString.Invariant($"{what}, {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s"));
}
