using System.Diagnostics;
using BotResponder.Benchmarks.Processes;

namespace BotResponder.Benchmarks.Load;

/// <summary>The two ways to load a bot.</summary>
internal static class Loops
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <inheritdoc cref="ClosedAsync{T}(int, int, Func{int, Task{T}})"/>
    public static Task<Reply[]> ClosedAsync(int underWay, int messages, Func<Task<Reply>> sayAsync) => ClosedAsync(underWay, messages, _ => sayAsync());

    /// <summary>So many under way all the time; the next is said when one has been answered.</summary>
    public static async Task<T[]> ClosedAsync<T>(int underWay, int messages, Func<int, Task<T>> sayAsync)
    {
        var replies = new T[messages];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, underWay).Select(_ => Task.Run(async () =>
        {
            for (var index = Interlocked.Increment(ref next); index < messages; index = Interlocked.Increment(ref next))
            {
                replies[index] = await sayAsync(index);
            }
        })));
        return replies;
    }

    /// <summary>One every so often, whether those before have been answered or not.</summary>
    public static async Task<T[]> OpenAsync<T>(TimeSpan every, int messages, Func<int, Task<T>> sayAsync)
    {
        var began = Stopwatch.GetTimestamp();
        var saying = new Task<T>[messages];
        for (var index = 0; index < messages; index++)
        {
            var wait = (every * index) - Stopwatch.GetElapsedTime(began);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, TimeProvider.System);
            }

            saying[index] = sayAsync(index);
        }

        return await Task.WhenAll(saying);
    }

    /// <summary>A closed loop, timed until the last of all its messages has come, with what it cost the bot.</summary>
    public static async Task<Burst> BurstAsync(Bot bot, Sink sink, int underWay, int messages, Command command)
    {
        var (before, cpu, began) = (sink.Messages, bot.Child.Cpu, Stopwatch.GetTimestamp());
        await ClosedAsync(underWay, messages, command.SayAsync);
        while (sink.Messages < before + ((long)messages * command.Cards) && Stopwatch.GetElapsedTime(began) < Patience)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        if (sink.Messages < before + ((long)messages * command.Cards))
        {
            throw bot.Fault($"{messages} x {command.Name}, {underWay} under way: {sink.Messages - before} messages came where {messages * command.Cards} were due.");
        }

        var seconds = Stopwatch.GetElapsedTime(began, sink.LastAt).TotalSeconds;

        // What a bot still does after its last answer belongs to these messages.
        await Task.Delay(TimeSpan.FromMilliseconds(150), TimeProvider.System);
        return new(messages / seconds, (bot.Child.Cpu - cpu).TotalMicroseconds / messages);
    }
}

/// <param name="PerSecond">Messages fully answered per second.</param>
/// <param name="CpuMicroseconds">Processor time of the bot's process per message.</param>
internal sealed record Burst(double PerSecond, double CpuMicroseconds);
