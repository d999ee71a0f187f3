using BotResponder.Core.Records;

namespace BotResponder.Storage.Tests.Records;

public abstract partial class RecordStoreContract
{
    [Fact]
    public async Task Commit_NoWrites_IsTheCallersBug()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => CommitAsync());
    }

    [Fact]
    public async Task Commit_AsManyWritesAsAllowed_IsWritten_OneMoreIsNot()
    {
        RecordWrite[] most = [.. Enumerable.Range(0, RecordLimits.WritesPerCommit).Select(n => new RecordWrite.Insert(Key($"row{n:D3}"), "{}"))];

        Assert.Equal(WriteOutcome.Written, await CommitAsync(most));
        await Assert.ThrowsAsync<ArgumentException>(() => CommitAsync([.. most, new RecordWrite.Insert(Key("more"), "{}")]));
        Assert.Equal(RecordLimits.WritesPerCommit, (await RangeAsync("a", "~")).Count);
    }

    [Fact]
    public async Task Commit_TwoPartitions_IsTheCallersBug()
    {
        var elsewhere = new RecordWrite.Insert(new RecordKey(Partition + "2", "b"), "{}");

        await Assert.ThrowsAsync<ArgumentException>(() => CommitAsync(new RecordWrite.Insert(Key("a"), "{}"), elsewhere));

        Assert.Null(await FindAsync("a"));
    }

    [Fact]
    public async Task Commit_OneRowTwice_IsTheCallersBug()
    {
        await Assert.ThrowsAsync<ArgumentException>(
            () => CommitAsync(new RecordWrite.Put(Key("a"), "{}"), new RecordWrite.Delete(Key("a"), Tag: null)));

        Assert.Null(await FindAsync("a"));
    }

    [Fact]
    public async Task Commit_LongestBody_IsKept_OneCharacterMoreIsNot()
    {
        var longest = string.Concat(Enumerable.Repeat("épair🦊", RecordLimits.BodyCharacters / 7)).PadRight(RecordLimits.BodyCharacters, 'x');

        Assert.Equal(longest, (await WrittenAsync("a", longest)).Body);
        await Assert.ThrowsAsync<ArgumentException>(() => CommitAsync(new RecordWrite.Put(Key("a"), longest + "x")));
    }

    [Fact]
    public async Task Commit_BodiesTogetherTooLong_IsTheCallersBug()
    {
        var body = new string('x', RecordLimits.BodyCharacters);
        var most = RecordLimits.CommitBytes / (sizeof(char) * RecordLimits.BodyCharacters);
        RecordWrite[] writes = [.. Enumerable.Range(0, most + 1).Select(n => new RecordWrite.Insert(Key($"row{n}"), body))];

        await Assert.ThrowsAsync<ArgumentException>(() => CommitAsync(writes));
        Assert.Equal(WriteOutcome.Written, await CommitAsync(writes[..most]));
    }

    [Fact]
    public async Task Commit_HalfASurrogatePairInABody_IsTheCallersBug()
    {
        foreach (var body in new[] { "\ud83e", "a\udd8ab", "🦊\ud83e\ud83e\udd8a", "🦊\udd8a" })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => CommitAsync(new RecordWrite.Put(Key("a"), body)));
        }
    }

    [Fact]
    public async Task Commit_LongestKey_IsKept()
    {
        var row = new string('k', RecordKey.MaxLength);

        await WrittenAsync(row, "{}");

        Assert.Equal(row, Assert.Single(await RangeAsync("k", "l")).Key.Row);
    }
}
