using BotResponder.Core.Records;

namespace BotResponder.Storage.Tests.Records;

public abstract partial class RecordStoreContract
{
    [Fact]
    public async Task Find_NoSuchRow_IsNull()
    {
        await WrittenAsync("a", "{}");

        Assert.Null(await FindAsync("b"));
        Assert.Null(await Store.FindAsync(new RecordKey(Partition + "2", "a"), Cancellation));
    }

    [Fact]
    public async Task Commit_Written_SaysTheTagsThatReadingGives()
    {
        await WrittenAsync("b", "{}");
        var old = await WrittenAsync("c", "{}");
        await WrittenAsync("d", "{}");

        var outcome = await CommitAsync(
            new RecordWrite.Insert(Key("a"), "1"), new RecordWrite.Put(Key("b"), "2"), new RecordWrite.Delete(Key("d"), Tag: null), new RecordWrite.Replace(Key("c"), "3", old.Tag));

        Assert.Equal(4, outcome.Tags.Length);
        Assert.Equal(outcome.Tags[0], (await FindAsync("a"))!.Tag);
        Assert.Equal(outcome.Tags[1], (await FindAsync("b"))!.Tag);
        Assert.Equal(outcome.Tags[3], (await FindAsync("c"))!.Tag);
        Assert.Equal(WriteOutcome.Written, await CommitAsync(new RecordWrite.Replace(Key("c"), "4", outcome.Tags[3])));
    }

    [Fact]
    public async Task Insert_NewRow_IsThereWithKeyAndBody()
    {
        var outcome = await CommitAsync(new RecordWrite.Insert(Key("a"), """{"text":"Zoë 🦊 \u0000"}"""));

        var found = await FindAsync("a");
        Assert.Equal(WriteOutcome.Written, outcome);
        Assert.Equal(Key("a"), found!.Key);
        Assert.Equal("""{"text":"Zoë 🦊 \u0000"}""", found.Body);
    }

    [Fact]
    public async Task Insert_RowExists_ConflictsAndKeepsTheOldOne()
    {
        var old = await WrittenAsync("a", "old");

        var outcome = await CommitAsync(new RecordWrite.Insert(Key("a"), "new"));

        Assert.Equal(WriteOutcome.Conflict, outcome);
        Assert.Equal(old, await FindAsync("a"));
    }

    [Fact]
    public async Task Replace_CurrentTag_WritesAndChangesTheTag()
    {
        var old = await WrittenAsync("a", "old");

        var outcome = await CommitAsync(new RecordWrite.Replace(Key("a"), "new", old.Tag));

        var found = await FindAsync("a");
        Assert.Equal(WriteOutcome.Written, outcome);
        Assert.Equal("new", found!.Body);
        Assert.NotEqual(old.Tag, found.Tag);
    }

    [Fact]
    public async Task Replace_OldTag_Conflicts()
    {
        var old = await WrittenAsync("a", "old");
        var current = await WrittenAsync("a", "current");

        var outcome = await CommitAsync(new RecordWrite.Replace(Key("a"), "new", old.Tag));

        Assert.Equal(WriteOutcome.Conflict, outcome);
        Assert.Equal(current, await FindAsync("a"));
    }

    [Fact]
    public async Task Replace_NoSuchRow_Conflicts()
    {
        var other = await WrittenAsync("a", "{}");

        var outcome = await CommitAsync(new RecordWrite.Replace(Key("b"), "new", other.Tag));

        Assert.Equal(WriteOutcome.Conflict, outcome);
        Assert.Null(await FindAsync("b"));
    }

    [Fact]
    public async Task Replace_RowWasDeletedAndMadeAgain_ConflictsWithTheFirstTag()
    {
        var first = await WrittenAsync("a", "same");
        await CommitAsync(new RecordWrite.Delete(Key("a"), first.Tag));
        await CommitAsync(new RecordWrite.Insert(Key("a"), "same"));

        var outcome = await CommitAsync(new RecordWrite.Replace(Key("a"), "new", first.Tag));

        Assert.Equal(WriteOutcome.Conflict, outcome);
    }

    [Fact]
    public async Task Put_SameBodyAgain_ChangesTheTag()
    {
        var first = await WrittenAsync("a", "same");
        var second = await WrittenAsync("a", "same");

        Assert.NotEqual(first.Tag, second.Tag);
    }

    [Fact]
    public async Task Delete_CurrentTag_RemovesTheRow()
    {
        var old = await WrittenAsync("a", "old");

        var outcome = await CommitAsync(new RecordWrite.Delete(Key("a"), old.Tag));

        Assert.Equal(WriteOutcome.Written, outcome);
        Assert.Null(await FindAsync("a"));
    }

    [Fact]
    public async Task Delete_OldTagOrNoSuchRow_Conflicts()
    {
        var old = await WrittenAsync("a", "old");
        var current = await WrittenAsync("a", "current");

        Assert.Equal(WriteOutcome.Conflict, await CommitAsync(new RecordWrite.Delete(Key("a"), old.Tag)));
        Assert.Equal(WriteOutcome.Conflict, await CommitAsync(new RecordWrite.Delete(Key("b"), old.Tag)));
        Assert.Equal(current, await FindAsync("a"));
    }

    [Fact]
    public async Task Delete_WithoutTag_IsWrittenWhetherTheRowIsThereOrNot()
    {
        await WrittenAsync("a", "old");

        Assert.Equal(WriteOutcome.Written, await CommitAsync(new RecordWrite.Delete(Key("a"), Tag: null)));
        Assert.Equal(WriteOutcome.Written, await CommitAsync(new RecordWrite.Delete(Key("a"), Tag: null)));
        Assert.Null(await FindAsync("a"));
    }

    [Fact]
    public async Task Commit_EveryKindOfWrite_WritesThemAll()
    {
        var replaced = await WrittenAsync("replaced", "old");
        var deleted = await WrittenAsync("deleted", "old");

        var outcome = await CommitAsync(
            new RecordWrite.Insert(Key("inserted"), "1"),
            new RecordWrite.Replace(Key("replaced"), "2", replaced.Tag),
            new RecordWrite.Put(Key("put"), "3"),
            new RecordWrite.Delete(Key("deleted"), deleted.Tag),
            new RecordWrite.Delete(Key("never"), Tag: null));

        Assert.Equal(WriteOutcome.Written, outcome);
        Assert.Equal(["inserted=1", "put=3", "replaced=2"], (await RangeAsync("a", "~")).Select(row => $"{row.Key.Row}={row.Body}"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Commit_OneConditionDoesNotHold_WritesNothing(int place)
    {
        var old = await WrittenAsync("old", "old");
        List<RecordWrite> writes =
        [
            new RecordWrite.Insert(Key("a"), "{}"),
            new RecordWrite.Put(Key("b"), "{}"),
            new RecordWrite.Delete(Key("old"), old.Tag),
            new RecordWrite.Insert(Key("c"), "{}"),
        ];
        writes.Insert(place, new RecordWrite.Replace(Key("missing"), "{}", old.Tag));

        var outcome = await Store.CommitAsync(writes, Cancellation);

        Assert.Equal(WriteOutcome.Conflict, outcome);
        Assert.Equal([old], await RangeAsync("a", "~"));
    }

    [Fact]
    public async Task Commit_CancelledBefore_WritesNothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.CommitAsync([new RecordWrite.Insert(Key("a"), "{}")], cancelled.Token));

        Assert.Null(await FindAsync("a"));
    }
}
