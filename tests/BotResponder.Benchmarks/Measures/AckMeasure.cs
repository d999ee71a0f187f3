using BotResponder.Benchmarks.Load;
using BotResponder.Benchmarks.Processes;
using BotResponder.Benchmarks.Report;

namespace BotResponder.Benchmarks.Measures;

/// <summary>How long Teams waits for the HTTP answer, and the person for the first message.</summary>
internal static class AckMeasure
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(10);

    public static async Task RunAsync(Arena arena, IReadOnlyList<Command> commands, string who, RunOptions options, NoteBook book)
    {
        foreach (var command in commands)
        {
            var replies = await Loops.ClosedAsync(1, options.Scale(300), command.SayAsync);
            book.Add(who, Figures.Ack(command.Name), NoteBook.Quantile(replies.Select(reply => reply.AckMs), 0.5));
            book.Add(who, Figures.Answer(command.Name), NoteBook.Quantile(replies.Select(reply => reply.AnswerMs), 0.5));
            await SettleAsync(arena.Sink);
        }

        foreach (var command in commands)
        {
            var replies = await Loops.OpenAsync(Every, options.Scale(400), _ => command.SayAsync());
            var (p50, p99) = command.Name == "help" ? (Figures.OpenHelpP50, Figures.OpenHelpP99) : (Figures.OpenIsolateP50, Figures.OpenIsolateP99);
            book.Add(who, p50, NoteBook.Quantile(replies.Select(reply => reply.AckMs), 0.5));
            book.Add(who, p99, NoteBook.Quantile(replies.Select(reply => reply.AckMs), 0.99));
            await SettleAsync(arena.Sink);
        }
    }

    /// <summary>Until nothing has come for a while: the second card of an isolation comes later than the first.</summary>
    private static async Task SettleAsync(Sink sink)
    {
        long before;
        do
        {
            before = sink.Messages;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
        while (sink.Messages != before);
    }
}
