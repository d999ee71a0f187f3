using System.Globalization;
using System.Text;
using BotResponder.Benchmarks.Measures;

namespace BotResponder.Benchmarks.Report;

/// <summary>The numbers behind the ratios: medians, and the lowest and highest round.</summary>
internal static class RawTable
{
    public static string Write(NoteBook book, RunOptions options)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC, .NET {Environment.Version}, {Environment.ProcessorCount} cores, ");
        text.Append(CultureInfo.InvariantCulture, $"{book.Rounds} of {options.Rounds} rounds of the bots{(options.IsQuick ? ", quick: not to be quoted" : "")}. Median (lowest to highest round).\n\n");
        text.Append("| what | floor | host |\n|---|---|---|\n");
        foreach (var what in book.Measured)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {what} | {Cell(book, NoteBook.Floor, what)} | {Cell(book, NoteBook.Host, what)} |\n");
        }

        return text.ToString();
    }

    private static string Cell(NoteBook book, string who, string what) => book.Median(who, what) is { } median && book.Spread(who, what) is var (low, high)
        ? $"{TargetTable.Show(median)} ({TargetTable.Show(low)} to {TargetTable.Show(high)})"
        : "";
}
