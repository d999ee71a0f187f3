using BotResponder.Core.Records;

namespace BotResponder.Storage.Tests.Records;

public abstract partial class RecordStoreContract
{
    [Fact]
    public async Task Range_Borders_FirstIsIncludedAndLastIsNot()
    {
        await WriteRowsAsync("a", "b", "c", "d");

        Assert.Equal(["b", "c"], await RowsAsync("b", "d"));
        Assert.Equal(["b"], await RowsAsync("b", "c"));
        Assert.Equal(["a", "b", "c"], await RowsAsync("A", "c!"));
    }

    [Fact]
    public async Task Range_AnyOrderOfWriting_ComesInOrdinalOrder()
    {
        await WriteRowsAsync("b", "a|2", "B", "a", "a|10", "_", "~", "a ");

        Assert.Equal(["B", "_", "a", "a ", "a|10", "a|2", "b"], await RowsAsync("!", "~"));
    }

    [Theory]
    [InlineData(0, new string[0])]
    [InlineData(2, new[] { "a", "b" })]
    [InlineData(9, new[] { "a", "b", "c" })]
    public async Task Range_Take_GivesTheFirstOnes(int take, string[] expected)
    {
        await WriteRowsAsync("c", "a", "b");

        Assert.Equal(expected, (await RangeAsync("a", "~", take)).Select(record => record.Key.Row));
    }

    [Fact]
    public async Task Range_NothingThere_IsEmpty()
    {
        Assert.Empty(await RangeAsync("a", "~"));

        await WriteRowsAsync("b");

        Assert.Empty(await RangeAsync("c", "d"));
        Assert.Empty(await RangeAsync("b", "b"));
        Assert.Empty(await RangeAsync("c", "a"));
    }

    [Fact]
    public async Task Range_NegativeTake_IsTheCallersBug()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => RangeAsync("a", "b", take: -1));
    }

    [Fact]
    public async Task Range_OtherPartitions_AreNotTouched()
    {
        await WriteRowsAsync("a", "b");
        var elsewhere = new RecordKey(Partition + "0", "a");
        await Store.CommitAsync([new RecordWrite.Insert(elsewhere, "elsewhere")], Cancellation);

        await CommitAsync(new RecordWrite.Delete(Key("a"), Tag: null));

        Assert.Equal(["b"], await RowsAsync("a", "~"));
        Assert.Equal("elsewhere", (await Store.FindAsync(elsewhere, Cancellation))!.Body);
    }

    [Fact]
    public async Task Range_MoreRowsThanAPage_GivesThemAll()
    {
        string[] rows = [.. Enumerable.Range(0, 1200).Select(n => $"row{n:D5}")];
        foreach (var some in rows.Chunk(RecordLimits.WritesPerCommit))
        {
            await WriteRowsAsync(some);
        }

        Assert.Equal(rows, (await RangeAsync("row", "row~", take: 5000)).Select(record => record.Key.Row));
        Assert.Equal(rows[..1100], (await RangeAsync("row", "row~", take: 1100)).Select(record => record.Key.Row));
    }

    private async Task WriteRowsAsync(params string[] rows) =>
        Assert.Equal(WriteOutcome.Written, await CommitAsync([.. rows.Select(row => new RecordWrite.Insert(Key(row), "{}"))]));

    private async Task<IEnumerable<string>> RowsAsync(string fromRow, string beforeRow) =>
        (await RangeAsync(fromRow, beforeRow)).Select(record => record.Key.Row);
}
