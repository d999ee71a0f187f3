using BotResponder.Core.Ledgers;
using BotResponder.Core.Records;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Ledgers;

public sealed class KnownRowsTests
{
    private static readonly RecordTag s_tag = new("1");

    private readonly WatchedStore _store = new();
    private readonly House _here;
    private readonly House _there;

    public KnownRowsTests() => (_here, _there) = (new(_store, null), new(_store, null));

    [Fact]
    public async Task DecideAsync_RowItWroteBefore_IsNotReadAgain()
    {
        await _here.CountAsync();
        var read = _store.FoundKeys.Count;

        Assert.Equal(2, (await _here.CountAsync()).Value);

        Assert.DoesNotContain(_store.FoundKeys.Skip(read), key => key.Row == Counting.Row);
    }

    [Fact]
    public async Task DecideAsync_NothingToWriteAfterAnotherProcess_IsAnsweredAsThingsStandNow()
    {
        await _here.CountAsync();
        await _there.CountAsync();

        Assert.Equal("2", await LookAsync(_here));
    }

    [Fact]
    public async Task DecideAsync_NothingToWriteAndNobodyElse_LooksAtTheHeadOnly()
    {
        await _here.CountAsync();
        var read = _store.FoundKeys.Count;

        Assert.Equal("1", await LookAsync(_here));

        Assert.Equal([LedgerRows.Head], _store.FoundKeys.Skip(read).Select(key => key.Row));
    }

    [Fact]
    public async Task DecideAsync_AnotherProcessWroteRowsOnly_SeesThem()
    {
        await _here.CountAsync();

        // No audit line: the chain is what it was, and the head all the same another one.
        await _there.Ledger.DecideAsync<int>(Cast.Contoso, (_, _) => new(new Decision<int>(0) { Rows = [new(Counting.Row, "40")] }), CancellationToken.None);

        Assert.Equal(41, (await _here.CountAsync()).Value);
    }

    [Fact]
    public async Task DecideAsync_RowChangedBehindTheBot_IsReadAndNotWrittenOver()
    {
        await _here.CountAsync();
        await _store.CommitAsync([new RecordWrite.Put(new(LedgerRows.Partition(Cast.Contoso), Counting.Row), "66")], CancellationToken.None);

        Assert.Equal(67, (await _here.CountAsync()).Value);
    }

    [Fact]
    public async Task DecideAsync_StoreDoesNotSayTheTags_ReadsEverythingAgain()
    {
        _store.OnCommit = async commit => await commit() == WriteOutcome.Written ? WriteOutcome.Written : WriteOutcome.Conflict;
        await _here.CountAsync();
        var read = _store.FoundKeys.Count;

        Assert.Equal(2, (await _here.CountAsync()).Value);

        Assert.Equal([LedgerRows.Head, Counting.Row], _store.FoundKeys.Skip(read).Select(key => key.Row));
    }

    [Theory]
    [InlineData("sent|abcdefgh.counter")]
    [InlineData("outbox|Cards-abcdefgh.counter-0")]
    [InlineData("code|conversation|R-12345")]
    [InlineData("counter")]
    public void Keep_RowThatIsWrittenBesideTheLedger_IsNotKept(string row)
    {
        var rows = new KnownRows();

        rows.Keep(row, new("{}", s_tag));
        rows.Keep("open|abcdefgh.counter", new("{}", s_tag));

        Assert.Null(rows.Find(row));
        Assert.NotNull(rows.Find("open|abcdefgh.counter"));
    }

    [Fact]
    public void Keep_MoreThanItMay_BeginsAnew()
    {
        var rows = new KnownRows();
        var third = new string('x', KnownRows.MostCharacters / 3);

        rows.Keep("request|1", new(third, s_tag));
        rows.Keep("request|2", new(third, s_tag));
        rows.Keep("request|2", new("small now", s_tag));
        rows.Keep("request|3", new(third, s_tag));
        Assert.NotNull(rows.Find("request|1"));

        rows.Keep("request|4", new(third, s_tag));

        Assert.Null(rows.Find("request|1"));
        Assert.NotNull(rows.Find("request|4"));
    }

    [Fact]
    public void Keep_LargerThanItMayEverBe_IsNotKept()
    {
        var rows = new KnownRows();
        rows.Keep("request|1", new("{}", s_tag));

        rows.Keep("request|1", new(new string('x', KnownRows.MostCharacters), s_tag));

        Assert.Null(rows.Find("request|1"));
    }

    private static async Task<string> LookAsync(House house) =>
        (await house.Ledger.DecideAsync(Cast.Contoso, async (view, token) => Decision<string>.Nothing(await view.FindAsync(Counting.Row, token) ?? "nothing"), CancellationToken.None)).Value;
}
