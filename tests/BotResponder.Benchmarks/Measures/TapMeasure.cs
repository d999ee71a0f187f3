using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using BotResponder.Benchmarks.Load;
using BotResponder.Benchmarks.Processes;
using BotResponder.Benchmarks.Report;

namespace BotResponder.Benchmarks.Measures;

/// <summary>An approver taps Approve: the verdict, its audit line and the order to act are committed before the answer.</summary>
internal static class TapMeasure
{
    /// <summary>A person does not tap faster, and what the last approval set off is mostly over.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(40);

    /// <returns>The median until the HTTP answer, in milliseconds.</returns>
    public static async Task<double> RunAsync(Arena arena, Bot bot, int taps)
    {
        var bodies = new ConcurrentDictionary<long, string>();
        arena.Sink.Bodies = bodies;
        await Loops.ClosedAsync(4, taps, bot.SayIsolateAsync);
        arena.Sink.Bodies = null;
        List<double> times = [];
        foreach (var (thread, body) in bodies)
        {
            await Task.Delay(Between, TimeProvider.System);
            var tap = bot.Talk.Approve(thread, RequestIn(body));
            var began = Stopwatch.GetTimestamp();
            var answer = await bot.PostAsync(tap);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            if (!answer.Contains("application/vnd.microsoft.card.adaptive", StringComparison.Ordinal))
            {
                throw bot.Fault($"the tap was not counted: {answer}");
            }
        }

        return NoteBook.Quantile(times, 0.5);
    }

    /// <summary>The opaque id that the first button of the card carries.</summary>
    public static string RequestIn(string body)
    {
        using var activity = JsonDocument.Parse(body);
        var card = activity.RootElement.GetProperty("attachments")[0].GetProperty("content");
        return card.GetProperty("actions")[0].GetProperty("data").GetProperty("request").GetString()!;
    }
}
