using BotResponder.Benchmarks.Processes;
using BotResponder.Benchmarks.Report;

namespace BotResponder.Benchmarks.Measures;

/// <summary>Floor, host, floor, host, …: each time a new process and an empty store, so that what disturbs one round disturbs both.</summary>
internal static class BenchmarkRun
{
    public static async Task RunAsync(RunOptions options, NoteBook book)
    {
        await using var arena = await Arena.OpenAsync(parentFolder: null);
        if (options.Has("storage"))
        {
            await StorageMeasure.RunAsync(arena.Folder, options, book);
        }

        // The first round pays for cold files and for this process's own compilation: it is not noted.
        for (var round = options.NeedsBots ? 0 : options.Rounds + 1; round <= options.Rounds; round++)
        {
            var notes = round == 0 ? new NoteBook() : book;
            var asked = round == 0 ? options with { IsQuick = true } : options;
            await BotRound.RunAsync(arena, arena.StartFloor, NoteBook.Floor, asked, notes);
            await BotRound.RunAsync(arena, arena.StartHost, NoteBook.Host, asked, notes);
            await Console.Error.WriteLineAsync($"round {round} of {options.Rounds}");
        }
    }
}
