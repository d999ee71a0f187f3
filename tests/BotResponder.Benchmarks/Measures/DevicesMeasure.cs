using System.Collections.Concurrent;
using System.Diagnostics;
using BotResponder.Benchmarks.Load;
using BotResponder.Benchmarks.Processes;
using BotResponder.Benchmarks.Report;
using BotResponder.Simulator;

namespace BotResponder.Benchmarks.Measures;

/// <summary>One request for 300 devices against Microsoft's 100 calls a minute, which the pretend one keeps.</summary>
/// <remarks>
/// A window of a minute that slides lets 100 calls through at once, 100 after 60 s and 100 after 120 s: the 300th call cannot come before 120 s.
/// </remarks>
internal static class DevicesMeasure
{
    private const int Devices = 300;

    private static readonly TimeSpan s_allowed = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(6);

    /// <summary>The slowest poll is two minutes apart; a card that has not changed for longer is the last.</summary>
    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(45);

    public static async Task RunAsync(Arena arena, NoteBook book)
    {
        await using var microsoft = await MicrosoftSimulator.StartAsync(new() { ExtraDevices = Devices }, CancellationToken.None);
        await using var bot = await arena.StartHostAsync(microsoft);
        await bot.WaitForPortAsync();
        await bot.SayHelpAsync();

        var approved = await ApproveAsync(arena.Sink, bot);
        var began = Stopwatch.GetTimestamp();
        while (CallsIn(microsoft).Length < Devices)
        {
            await WaitAsync(bot, began, $"{CallsIn(microsoft).Length} of {Devices} isolations arrived");
        }

        var taken = CallsIn(microsoft).Max() - approved;
        while (Stopwatch.GetElapsedTime(arena.Sink.UpdatedAt) < s_quiet || !AreOver(microsoft))
        {
            await WaitAsync(bot, began, "the cards did not come to rest");
        }

        book.Add(NoteBook.Host, Figures.DevicesIdeal, s_allowed.TotalSeconds);
        book.Add(NoteBook.Host, Figures.DevicesTaken, taken.TotalSeconds);
        book.Add(NoteBook.Host, Figures.DevicesShare, 100 * s_allowed / taken);
        book.Add(NoteBook.Host, Figures.DevicesRefused, microsoft.CallsOverLimit);
        book.Add(NoteBook.Host, Figures.DevicesCard, Stopwatch.GetElapsedTime(began, arena.Sink.UpdatedAt).TotalSeconds);
    }

    /// <returns>When the approval had been answered.</returns>
    private static async Task<DateTimeOffset> ApproveAsync(Sink sink, Bot bot)
    {
        var bodies = new ConcurrentDictionary<long, string>();
        sink.Bodies = bodies;
        var spoken = bot.Talk.IsolateMany(Devices);
        await bot.SayAsync(spoken);
        sink.Bodies = null;
        var answered = TimeProvider.System.GetUtcNow();
        await bot.PostAsync(bot.Talk.Approve(spoken.Id, TapMeasure.RequestIn(bodies[spoken.Id])));
        return answered;
    }

    /// <summary>Isolations that were taken: a call beyond the limit is none.</summary>
    private static DateTimeOffset[] CallsIn(MicrosoftSimulator microsoft) =>
    [
        .. microsoft.Calls
            .Where(call => call.Method == "POST" && call.Status < 300 && call.Path.EndsWith("/isolate", StringComparison.Ordinal))
            .Select(call => call.At),
    ];

    private static bool AreOver(MicrosoftSimulator microsoft) =>
        microsoft.ActionsOf(microsoft.Tenants.Contoso).All(action => action.Status is not ("Pending" or "InProgress"));

    private static async Task WaitAsync(Bot bot, long began, string what)
    {
        if (Stopwatch.GetElapsedTime(began) > s_patience)
        {
            throw bot.Fault($"after {s_patience.TotalMinutes} minutes: {what}.");
        }

        await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System);
    }
}
