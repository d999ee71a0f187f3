using BotResponder.Journeys.Processes;
using BotResponder.Storage.Tests.Azurite;

namespace BotResponder.Journeys.Race;

/// <summary>Two bots in two processes race over one store: one wins, the other one's person is told. One class an engine.</summary>
public abstract class RaceTests(RaceTally tally) : IClassFixture<RaceTally>
{
    private protected abstract string Engine { get; }

    private protected abstract Task<ProofStore> OpenStoreAsync();

    [Theory]
    [InlineData(RaceKind.ApproveApprove, 2)]
    [InlineData(RaceKind.ApproveDeny, 2)]
    [InlineData(RaceKind.ApproveWithdraw, 2)]
    [InlineData(RaceKind.ApproveExpire, 2)]
    [InlineData(RaceKind.UndoUndo, 2)]
    [InlineData(RaceKind.SameActivity, 1)]
    [Trait("Attack", "20")]
    public async Task Race_InTwoProcesses_HasOneWinner(RaceKind kind, int winners)
    {
        var proof = new RaceProof(kind, Mechanism.None, OpenStoreAsync, TestContext.Current.CancellationToken);

        var kinds = Enum.GetValues<RaceKind>().Length;
        var budget = new ProofBudget(kinds);
        await proof.RunAsync((int)Math.Ceiling(ProofSettings.RaceRounds / (double)kinds), budget);

        TestContext.Current.TestOutputHelper!.WriteLine($"{Engine}, {proof.Summary}; {budget}");
        tally.Add(Engine, proof.Rounds, proof.Violations.Count, proof.Orphans);
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

        await proof.RunUntilBrokenAsync(rounds: 16);

        Assert.NotEmpty(proof.Violations);
    }
}

[Collection(ProofSettings.Alone)]
public sealed class SqliteRaceTests(RaceTally tally) : RaceTests(tally)
{
    private protected override string Engine => "SQLite";

    private protected override Task<ProofStore> OpenStoreAsync() => Task.FromResult<ProofStore>(new SqliteProofStore());
}

[Collection(ProofSettings.Alone)]
public sealed class AzuriteRaceTests(RaceTally tally, AzuriteFixture azurite) : RaceTests(tally)
{
    private protected override string Engine => "Azurite";

    private protected override async Task<ProofStore> OpenStoreAsync() => new AzuriteProofStore(await azurite.ServerAsync());
}
