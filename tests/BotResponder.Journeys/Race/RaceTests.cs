using BotResponder.Journeys.Processes;

namespace BotResponder.Journeys.Race;

/// <summary>Two bots in two processes race over one store: one wins, the other one's person is told. One class an engine.</summary>
public abstract class RaceTests
{
    private protected abstract Task<ProofStore> OpenStoreAsync();

    [Theory]
    [InlineData(RaceKind.ApproveApprove, 2)]
    [InlineData(RaceKind.ApproveDeny, 2)]
    [InlineData(RaceKind.ApproveWithdraw, 2)]
    [InlineData(RaceKind.ApproveExpire, 2)]
    [InlineData(RaceKind.UndoUndo, 2)]
    [InlineData(RaceKind.SameActivity, 1)]
    public async Task Race_InTwoProcesses_HasOneWinner(RaceKind kind, int winners)
    {
        var proof = new RaceProof(kind, Mechanism.None, OpenStoreAsync, TestContext.Current.CancellationToken);

        await proof.RunAsync(ProofSettings.RaceRounds);

        TestContext.Current.TestOutputHelper!.WriteLine(proof.Summary);
        Assert.True(proof.Violations.Count == 0, string.Join('\n', proof.Violations));
        Assert.Equal(winners, proof.Wins.Count);
    }

    /// <summary>The proof can fail: without conditions on commits, both win.</summary>
    [Theory]
    [InlineData(RaceKind.ApproveApprove)]
    [InlineData(RaceKind.ApproveDeny)]
    [InlineData(RaceKind.ApproveWithdraw)]
    [InlineData(RaceKind.ApproveExpire)]
    [InlineData(RaceKind.UndoUndo)]
    [InlineData(RaceKind.SameActivity)]
    public async Task Race_WithoutConditions_HasNoWinner(RaceKind kind)
    {
        var proof = new RaceProof(kind, Mechanism.ConditionalCommits, OpenStoreAsync, TestContext.Current.CancellationToken);

        await proof.RunAsync(rounds: 16);

        Assert.NotEmpty(proof.Violations);
    }
}

[Collection(ProofSettings.Alone)]
public sealed class SqliteRaceTests : RaceTests
{
    private protected override Task<ProofStore> OpenStoreAsync() => Task.FromResult<ProofStore>(new SqliteProofStore());
}
