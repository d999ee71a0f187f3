using BotResponder.Core.Ledgers;
using BotResponder.Core.Records;
using BotResponder.Core.Results;
using BotResponder.Tests.Samples;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotResponder.Tests.Ledgers;

/// <summary>While the store is busy with a commit, the next decision is made on what it will be.</summary>
public sealed class LedgerAheadTests
{
    private readonly House _house = new();
    private readonly Ledger _oneByOne;
    private readonly TaskCompletionSource<string> _sawAhead = new();
    private Task<Result<string>>? _ahead;

    public LedgerAheadTests() =>
        _oneByOne = new(_house.Records, _house.Queue, _house.Signal, _house.Chain, _house.Time, NullLogger<Ledger>.Instance) { MostTogether = 1 };

    [Fact]
    public async Task DecideAsync_WhileTheStoreIsBusy_SeesWhatIsOnItsWay()
    {
        var first = Hold(commit => commit());

        Assert.Equal("on its way", (await first).Value);
        Assert.Equal("on its way", await _sawAhead.Task);
        Assert.Equal("on its way", (await _ahead!).Value);
        Assert.Equal("on its way, seen", (await _house.RowAsync(Counting.Row))?.Body);
        await _house.AssertIntactAsync(lines: 2);
    }

    [Fact]
    public async Task DecideAsync_WhileTheStoreIsBusyAndTheRaceIsLost_IsMadeAgain()
    {
        var other = new House(_house.Watched, null);
        var first = Hold(async _ =>
        {
            await other.Ledger.DecideAsync<int>(
                Cast.Contoso, (_, _) => new(new Decision<int>(0) { Rows = [new("open|other", "{}")], Facts = [Counting.Fact(0)] }), CancellationToken.None);
            return WriteOutcome.Conflict;
        });

        Assert.Equal("on its way", (await first).Value);
        Assert.Equal("on its way", (await _ahead!).Value);
        Assert.Equal("on its way, seen", (await _house.RowAsync(Counting.Row))?.Body);
        await _house.AssertIntactAsync(lines: 3);
    }

    [Fact]
    public async Task DecideAsync_WhileTheStoreIsBusyAndItThrows_IsMadeAgainOnWhatIsThere()
    {
        var first = Hold(_ => throw new IOException("The disk is full."));

        await Assert.ThrowsAsync<IOException>(() => first);
        Assert.Equal("on its way", await _sawAhead.Task);
        Assert.Equal("nothing", (await _ahead!).Value);
        Assert.Equal("nothing, seen", (await _house.RowAsync(Counting.Row))?.Body);
        await _house.AssertIntactAsync(lines: 1);
    }

    /// <summary>Writes a row, and holds its commit until the decision behind it has been made once.</summary>
    private Task<Result<string>> Hold(Func<Func<Task<WriteOutcome>>, Task<WriteOutcome>> end)
    {
        _house.Watched.OnCommit = async commit =>
        {
            _house.Watched.OnCommit = later => later();
            _ahead = _oneByOne.DecideAsync(Cast.Contoso, SeeAsync, CancellationToken.None);
            await _sawAhead.Task;
            return await end(commit);
        };
        return _oneByOne.DecideAsync<string>(
            Cast.Contoso, (_, _) => new(new Decision<string>("on its way") { Rows = [new(Counting.Row, "on its way")], Facts = [Counting.Fact(1)] }), CancellationToken.None);
    }

    private async ValueTask<Decision<string>> SeeAsync(ILedgerView view, CancellationToken cancellationToken)
    {
        var seen = await view.FindAsync(Counting.Row, cancellationToken) ?? "nothing";
        _sawAhead.TrySetResult(seen);
        return new(seen) { Rows = [new(Counting.Row, $"{seen}, seen")], Facts = [Counting.Fact(2)] };
    }
}
