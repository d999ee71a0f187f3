using BotResponder.Core.Ledgers;
using BotResponder.Core.Records;
using BotResponder.Core.Work;
using BotResponder.Tests.Samples;
using Moq;

namespace BotResponder.Tests.Ledgers;

public sealed class LedgerTests
{
    [Fact]
    public async Task DecideAsync_OneAfterAnother_EachSeesTheOneBefore()
    {
        var house = new House();

        var answers = new List<int>();
        for (var round = 0; round < 5; round++)
        {
            answers.Add((await house.CountAsync()).Value);
        }

        Assert.Equal([1, 2, 3, 4, 5], answers);
        await house.AssertIntactAsync(lines: 5);
    }

    [Fact]
    public async Task DecideAsync_Written_EverythingStandsInOneCommit()
    {
        var house = new House();

        await house.CountAsync(outbox: new(WorkKind.Cards, new("abcdefgh.count"), 0, House.Morning));

        var writes = Assert.Single(house.Watched.Commits);
        var rows = writes.Select(write => write.Key.Row).ToList();
        Assert.Contains(LedgerRows.Head, rows);
        Assert.Contains(Counting.Row, rows);
        Assert.Contains(LedgerRows.Audit(1), rows);
        Assert.Contains(LedgerRows.ActorIndex(Cast.Ann.Id) + LedgerRows.Inverted(1), rows);
        Assert.Contains(LedgerRows.RequestIndex(new("abcdefgh.count")) + LedgerRows.Inverted(1), rows);
        Assert.Contains(LedgerRows.TargetIndex("device", Isolation.Workstation.Id) + LedgerRows.Inverted(1), rows);
        Assert.Contains(LedgerRows.Outbox("Cards-abcdefgh.count-0"), rows);
        Assert.Equal(7, rows.Count);
        Assert.Equal(1, (await house.Queue.DepthAsync(TestContext.Current.CancellationToken)).Waiting);
    }

    [Fact]
    public async Task DecideAsync_NothingDecided_WritesNothing()
    {
        var house = new House();

        var answer = await house.Ledger.DecideAsync(Cast.Contoso, (_, _) => ValueTask.FromResult(Decision<int>.Nothing(7)), TestContext.Current.CancellationToken);

        Assert.Equal(7, answer.Value);
        Assert.Empty(house.Watched.Commits);
    }

    [Fact]
    public async Task DecideAsync_OneThrows_OnlyItsCallerIsHurt()
    {
        var house = new House();

        var before = house.CountAsync();
        var thrown = house.ThrowAsync(new FormatException("A bug."));
        var after = house.CountAsync();

        await Assert.ThrowsAsync<FormatException>(() => thrown);
        Assert.Equal((1, 2), ((await before).Value, (await after).Value));
        await house.AssertIntactAsync(lines: 2);
    }

    [Fact]
    public async Task DecideAsync_OneThrowsAndTheRaceIsLost_IsDecidedAgainLikeItsNeighbour()
    {
        var house = new House();
        var (conflicts, runs) = (1, 0);
        house.Watched.OnCommit = commit => conflicts-- > 0 ? Task.FromResult(WriteOutcome.Conflict) : commit();

        // The gate keeps the writer busy until all three are in one group.
        var gate = new TaskCompletionSource();
        var first = house.Ledger.DecideAsync(Cast.Contoso, async (_, _) => { await gate.Task; return Decision<int>.Nothing(0); }, TestContext.Current.CancellationToken);
        var flaky = house.Ledger.DecideAsync(Cast.Contoso, (_, _) => ++runs == 1
            ? throw new FormatException("What it saw was not so.")
            : ValueTask.FromResult(new Decision<int>(7) { Rows = [new("flaky", "7")], Facts = [Counting.Fact(0)] }), TestContext.Current.CancellationToken);
        var neighbour = house.CountAsync();
        gate.SetResult();

        await first;
        Assert.Equal(7, (await flaky).Value);
        Assert.Equal(1, (await neighbour).Value);
        Assert.Equal("7", (await house.RowAsync("flaky"))?.Body);
        await house.AssertIntactAsync(lines: 2);
    }

    [Fact]
    public async Task DecideAsync_TooLargeForAnyCommit_OnlyItsCallerIsHurt()
    {
        var house = new House();

        var many = house.Ledger.DecideAsync(Cast.Contoso, (_, _) => ValueTask.FromResult(
            new Decision<int>(0) { Rows = [.. Enumerable.Range(0, 120).Select(index => new RowChange($"row-{index}", "1"))] }), TestContext.Current.CancellationToken);
        var large = house.Ledger.DecideAsync(Cast.Contoso, (_, _) => ValueTask.FromResult(
            new Decision<int>(0) { Rows = [new("large", new string('x', RecordLimits.BodyCharacters + 1))] }), TestContext.Current.CancellationToken);
        var neighbour = house.CountAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => many);
        await Assert.ThrowsAsync<InvalidOperationException>(() => large);
        Assert.Equal(1, (await neighbour).Value);
    }

    [Fact]
    public async Task DecideAsync_QueueThrows_TheDecisionStands()
    {
        var queue = new Mock<IWorkQueue>(MockBehavior.Strict);
        queue.Setup(each => each.EnqueueAsync(It.IsAny<WorkItem>(), It.IsAny<TimeSpan>(), It.IsAny<CancellationToken>())).Throws(new IOException("The queue is away."));
        var house = new House(new WatchedStore(), queue.Object);

        var answer = await house.CountAsync(outbox: new(WorkKind.Cards, new("abcdefgh.count"), 0, House.Morning));
        var next = await house.CountAsync();

        Assert.Equal((1, 2), (answer.Value, next.Value));
        Assert.NotNull(await house.RowAsync(LedgerRows.Outbox("Cards-abcdefgh.count-0")));
    }

    [Fact]
    public async Task DecideAsync_TwoCustomers_NeverMeet()
    {
        var house = new House();

        await house.CountAsync(Cast.Contoso);
        await house.CountAsync(Cast.Fabrikam);
        await house.CountAsync(Cast.Fabrikam);

        Assert.Equal((1, 2), (await house.CountedAsync(Cast.Contoso), await house.CountedAsync(Cast.Fabrikam)));
        Assert.Single(await house.TrailAsync(Cast.Contoso));
        Assert.All(house.Watched.Commits, writes => Assert.Single(writes.Select(write => write.Key.Partition).Distinct()));
    }

    [Fact]
    public async Task DecideAsync_CallerGoesAway_IsCommittedAllTheSame()
    {
        var house = new House();
        using var hangUp = new CancellationTokenSource();
        var gate = new TaskCompletionSource();
        var waiting = house.Ledger.DecideAsync(Cast.Contoso, async (_, _) =>
        {
            await gate.Task;
            return new Decision<int>(1) { Rows = [new("kept", "1")], Facts = [Counting.Fact(1)] };
        }, hangUp.Token);

        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        gate.SetResult();
        await house.CountAsync();

        Assert.NotNull(await house.RowAsync("kept"));
    }
}
