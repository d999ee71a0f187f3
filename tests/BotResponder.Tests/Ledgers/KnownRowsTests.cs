using BotResponder.Core.Ledgers;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Ledgers;

public sealed class KnownRowsTests
{
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
    public async Task DecideAsync_AnotherProcessWroteRowsOnlyRightAfterTheCommit_SeesThem()
    {
        await _there.CountAsync();
        var isFirst = true;
        _store.OnCommit = async commit =>
        {
            var outcome = await commit();
            if (isFirst)
            {
                // Between this process's commit and its look at the head: no audit line, so the chain is what it was.
                isFirst = false;
                await _there.Ledger.DecideAsync<int>(Cast.Contoso, (_, _) => new(new Decision<int>(0) { Rows = [new(Counting.Row, "40")] }), CancellationToken.None);
            }

            return outcome;
        };

        Assert.Equal(2, (await _here.CountAsync()).Value);

        Assert.Equal(41, (await _here.CountAsync()).Value);
    }

    [Theory]
    [InlineData("sent|abcdefgh.counter")]
    [InlineData("outbox|Cards-abcdefgh.counter-0")]
    [InlineData("code|conversation|R-12345")]
    [InlineData("counter")]
    public void Keep_RowThatIsWrittenBesideTheLedger_IsNotKept(string row)
    {
        var rows = new KnownRows();

        rows.Keep(row, "{}");
        rows.Keep("open|abcdefgh.counter", "{}");

        Assert.False(rows.TryFind(row, out _));
        Assert.True(rows.TryFind("open|abcdefgh.counter", out _));
    }

    [Fact]
    public void Keep_MoreThanItMay_BeginsAnew()
    {
        var rows = new KnownRows();
        var third = new string('x', KnownRows.MostCharacters / 3);

        rows.Keep("request|1", third);
        rows.Keep("request|2", third);
        rows.Keep("request|2", "small now");
        rows.Keep("request|3", third);
        Assert.True(rows.TryFind("request|1", out _));

        rows.Keep("request|4", third);

        Assert.False(rows.TryFind("request|1", out _));
        Assert.True(rows.TryFind("request|4", out _));
    }

    [Fact]
    public void Keep_LargerThanItMayEverBe_IsNotKept()
    {
        var rows = new KnownRows();
        rows.Keep("request|1", "{}");

        rows.Keep("request|1", new string('x', KnownRows.MostCharacters));

        Assert.False(rows.TryFind("request|1", out _));
    }

    private static async Task<string> LookAsync(House house) =>
        (await house.Ledger.DecideAsync(Cast.Contoso, async (view, token) => Decision<string>.Nothing(await view.FindAsync(Counting.Row, token) ?? "nothing"), CancellationToken.None)).Value;
}
