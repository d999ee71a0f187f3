using BotResponder.Core.Ledgers;
using BotResponder.Core.Records;
using BotResponder.Core.Work;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Ledgers;

public sealed class LedgerRaceTests
{
    [Fact]
    public async Task DecideAsync_TwoHundredAtOnce_CountExactlyInFewerCommits()
    {
        var house = new House();

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => house.CountAsync())));

        Assert.Equal(Enumerable.Range(1, 200), answers.Select(answer => answer.Value).Order());
        Assert.Equal(200, await house.CountedAsync());
        await house.AssertIntactAsync(lines: 200);
        Assert.True(house.Watched.Commits.Count < 200, $"{house.Watched.Commits.Count} commits: nothing was grouped.");
        Assert.All(house.Watched.Commits, writes => Assert.InRange(writes.Count, 1, RecordLimits.WritesPerCommit));
    }

    [Fact]
    public async Task DecideAsync_MoreThanOneCommitHolds_AreCutIntoFullCommits()
    {
        var house = new House();
        var gate = new TaskCompletionSource();
        var first = house.Ledger.DecideAsync(Cast.Contoso, async (_, _) => { await gate.Task; return Decision<int>.Nothing(0); }, TestContext.Current.CancellationToken);
        var rest = Enumerable.Range(0, 90).Select(index => house.CountAsync(outbox: new(WorkKind.Cards, new($"abcdefgh.{index}"), 0, House.Morning))).ToList();

        gate.SetResult();
        await first;
        await Task.WhenAll(rest);

        // Each brings its line, three index rows and an outbox row; they share the head and the counter: 19 fit. Who comes late starts a new group.
        Assert.All(house.Watched.Commits, writes => Assert.InRange(writes.Count, 1, 97));
        Assert.Contains(house.Watched.Commits, writes => writes.Count == 97);
        await house.AssertIntactAsync(lines: 90);
    }

    [Fact]
    public async Task DecideAsync_TwoProcesses_CountExactly()
    {
        var store = new WatchedStore();
        House[] processes = [new(store, null), new(store, null)];

        // A busy answer says that nothing was written: the caller may try again, as the work loop does.
        var answers = await Task.WhenAll(processes.SelectMany(house => Enumerable.Range(0, 100).Select(_ => Task.Run(() => UntilCountedAsync(house)))));

        Assert.Equal(Enumerable.Range(1, 200), answers.Order());
        Assert.Equal(200, await processes[0].CountedAsync());
        await processes[0].AssertIntactAsync(lines: 200);
    }

    [Fact]
    public async Task DecideAsync_StoreConflictsOnce_DecidesAgain()
    {
        var house = new House();
        var conflicts = 1;
        house.Watched.OnCommit = commit => conflicts-- > 0 ? Task.FromResult(WriteOutcome.Conflict) : commit();

        Assert.Equal(1, (await house.CountAsync()).Value);
        Assert.Equal(2, house.Watched.Commits.Count);
    }

    [Fact]
    public async Task DecideAsync_AnotherProcessInBetween_SeesWhatItWrote()
    {
        var store = new WatchedStore();
        House here = new(store, null), there = new(store, null);
        await here.CountAsync();
        await there.CountAsync();

        Assert.Equal(3, (await here.CountAsync()).Value);
        await here.AssertIntactAsync(lines: 3);
    }

    [Fact]
    public async Task DecideAsync_StoreConflictsForEver_SaysBusyAfterManyRounds()
    {
        var house = new House();
        house.Watched.OnCommit = _ => Task.FromResult(WriteOutcome.Conflict);

        await Assert.ThrowsAsync<LedgerBusyException>(() => house.CountAsync());
        Assert.Equal(24, house.Watched.Commits.Count);

        house.Watched.OnCommit = commit => commit();
        Assert.Equal(1, (await house.CountAsync()).Value);
    }

    [Fact]
    public async Task DecideAsync_StoreThrowsOnce_TheCallerIsToldAndTheNextWorks()
    {
        var house = new House();
        house.Watched.OnCommit = _ => throw new IOException("The disk is full.");

        await Assert.ThrowsAsync<IOException>(() => house.CountAsync());
        house.Watched.OnCommit = commit => commit();

        Assert.Equal(1, (await house.CountAsync()).Value);
        await house.AssertIntactAsync(lines: 1);
    }

    [Fact]
    public async Task DecideAsync_CommitCarriedOutButItsAnswerLost_TheNextSeesIt()
    {
        var house = new House();
        await house.CountAsync();
        house.Watched.OnCommit = async commit =>
        {
            await commit();
            throw new IOException("The answer was lost.");
        };

        await Assert.ThrowsAsync<IOException>(() => house.CountAsync());
        house.Watched.OnCommit = commit => commit();

        Assert.Equal(3, (await house.CountAsync()).Value);
        await house.AssertIntactAsync(lines: 3);
    }

    private static async Task<int> UntilCountedAsync(House house)
    {
        while (true)
        {
            try
            {
                return (await house.CountAsync()).Value;
            }
            catch (LedgerBusyException)
            {
                // Again.
            }
        }
    }
}
