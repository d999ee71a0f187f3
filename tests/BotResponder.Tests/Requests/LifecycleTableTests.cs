using BotResponder.Core.Requests;

namespace BotResponder.Tests.Requests;

/// <summary>What the README says about a request's life is what the code does, cell by cell.</summary>
public sealed class LifecycleTableTests
{
    private const string Readme = "src/BotResponder.Core/Requests/README.md";

    [Fact]
    public void Readme_ItsTable_IsWhatTheCodeDoes()
    {
        var lines = File.ReadAllLines(Path.Combine(ArchitectureRules.Root, Readme)).SkipWhile(line => !line.StartsWith("| state |", StringComparison.Ordinal));
        var written = string.Concat(lines.TakeWhile(line => line.StartsWith('|')).Select(line => line + "\n"));
        var actual = LifecycleTable.Write();

        Assert.True(Cells(written).SequenceEqual(Cells(actual)), $"{Readme} should hold this table:\n{actual}");
    }

    [Fact]
    public void Table_EveryEventType_HasASample() => Assert.All(LifecycleTable.Columns, column => Assert.NotNull(column.Sample));

    [Fact]
    public void Table_EverySample_IsInTheStateOfItsRow()
    {
        Assert.All(LifecycleTable.Rows, row => Assert.StartsWith(row.Request.State.ToString(), row.Name, StringComparison.Ordinal));
        Assert.Equal(Enum.GetValues<RequestState>(), LifecycleTable.Rows.Select(row => row.Request.State).Distinct());
    }

    [Fact]
    public void Table_FinalStates_TakeNothingButThatWhatIsDoneIsUndone()
    {
        var finals = LifecycleTable.Rows.Where(row => RequestLifecycle.IsFinal(row.Request.State));

        Assert.All(finals, row => Assert.All(LifecycleTable.Columns, column =>
        {
            var expected = row.Request.State == RequestState.Done && column.Sample is RequestEvent.UndoAsked or RequestEvent.UndoneOutside or RequestEvent.Extended or RequestEvent.Reminded or RequestEvent.LeaseEnded ? "Done" : "refused";
            Assert.Equal(expected, LifecycleTable.Cell(row.Request, column.Sample!));
        }));
    }

    private static IEnumerable<string> Cells(string table) =>
        table.Split('\n').Where(line => line.Length > 0).SelectMany(line => line.Split('|').Select(cell => cell.Trim(' ', '-')));
}
