using System.Diagnostics;
using BotResponder.Benchmarks.Load;
using BotResponder.Benchmarks.Processes;
using BotResponder.Benchmarks.Report;

namespace BotResponder.Benchmarks.Measures;

/// <summary>One life of one bot: started, asked once, warmed up, measured, ended.</summary>
internal static class BotRound
{
    private const double Megabyte = 1024 * 1024;

    public static async Task RunAsync(Arena arena, Func<Bot> start, RunOptions options, NoteBook book)
    {
        await using var bot = start();
        var who = bot.Name;
        await StartAsync(bot, who, options, book);
        if (!options.Has("ack") && !options.Has("throughput") && !options.Has("memory"))
        {
            return;
        }

        // The host answers an isolation with two cards: in the thread, and to the approver.
        var commands = new Command[] { new("help", 1, bot.SayHelpAsync), new("isolate", who == NoteBook.Host ? 2 : 1, bot.SayIsolateAsync) };
        foreach (var command in commands)
        {
            await Loops.BurstAsync(bot, arena.Sink, 16, options.Scale(command.Name == "help" ? 3000 : 300), command);
        }

        if (options.Has("ack"))
        {
            await AckMeasure.RunAsync(arena, commands, who, options, book);
        }

        if (options.Has("throughput") || options.Has("memory"))
        {
            await ThroughputAsync(arena, bot, commands, who, options, book);
        }

        if (options.Has("memory"))
        {
            book.Add(who, Figures.ResidentPeak, bot.Child.PeakResident / Megabyte);
        }

        if (options.Has("ack") && who == NoteBook.Host)
        {
            book.Add(who, Figures.Tap, await TapMeasure.RunAsync(arena, bot, options.Scale(80)));
        }
    }

    private static async Task StartAsync(Bot bot, string who, RunOptions options, NoteBook book)
    {
        await bot.WaitForPortAsync();
        var first = await bot.SayHelpAsync();
        if (options.Has("start"))
        {
            book.Add(who, Figures.StartAck, Stopwatch.GetElapsedTime(bot.StartedAt, first.AckAt).TotalMilliseconds);
            book.Add(who, Figures.StartAnswer, Stopwatch.GetElapsedTime(bot.StartedAt, first.AnswerAt).TotalMilliseconds);
        }

        // What a bot loads beside its first answer is part of it at rest.
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        if (options.Has("memory"))
        {
            book.Add(who, Figures.ResidentIdle, bot.Child.Resident / Megabyte);
        }
    }

    private static async Task ThroughputAsync(Arena arena, Bot bot, IEnumerable<Command> commands, string who, RunOptions options, NoteBook book)
    {
        foreach (var command in commands)
        {
            foreach (var underWay in (int[])[1, 16])
            {
                var messages = options.Scale((command.Name, who, underWay) switch
                {
                    ("help", _, 16) => 4000,
                    (_, NoteBook.Floor, 16) => 4000,
                    ("isolate", _, 16) => 600,
                    ("help", _, _) => 1000,
                    _ => 200,
                });
                var burst = await Loops.BurstAsync(bot, arena.Sink, underWay, messages, command);
                book.Add(who, Figures.PerSecond(command.Name, underWay), burst.PerSecond);
                book.Add(who, Figures.Cpu(command.Name, underWay), burst.CpuMicroseconds);
            }
        }
    }
}
