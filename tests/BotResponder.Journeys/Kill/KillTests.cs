using BotResponder.Journeys.Processes;

namespace BotResponder.Journeys.Kill;

/// <summary>A bot killed at any moment loses nothing and does nothing twice. One class an engine.</summary>
public abstract class KillTests
{
    private protected abstract Task<ProofStore> OpenStoreAsync();

    [Fact]
    public async Task Kill_AtEveryPoint_LosesNothingAndDoublesNothing()
    {
        var rounds = ProofSettings.KillRounds;
        var proof = new KillProof(OpenStoreAsync, TestContext.Current.CancellationToken);
        var points = await proof.ListAsync();

        List<string> missed = [];
        for (var round = 0; round < rounds; round++)
        {
            missed.AddRange(await proof.KillAtAsync(points));
        }

        TestContext.Current.TestOutputHelper!.WriteLine(Summary(points, proof.Results));
        var violations = proof.Results.SelectMany(result => result.Violations.Select(violation => $"{result.Point}: {violation}")).ToList();
        Assert.True(violations.Count == 0, string.Join('\n', violations));
        Assert.Empty(missed);
        Assert.True(points.Count > 100, $"Only {points.Count} points were found.");
        Assert.Equal(points.Count * rounds, proof.Results.Count(result => result.IsKilled));
    }

    /// <summary>The proof can fail: each mechanism taken out breaks a promise, at the point where it is needed.</summary>
    [Fact]
    public async Task Kill_WithoutAMechanism_BreaksAPromise()
    {
        var results = await Task.WhenAll(
            WithoutAsync(Mechanism.DurableInbox, "before commit request.submitted #1"),
            WithoutAsync(Mechanism.OutboxSweeper, "before enqueue outbox Cards #1"),
            WithoutAsync(Mechanism.WriteAhead, "after POST isolate #1"),
            WithoutAsync(Mechanism.LookingForOwnCall, "after POST isolate #1"));

        Assert.All(results, result => Assert.True(result.IsKilled, $"{result.Point} was not passed."));
        Assert.Collection(
            results,
            inbox => Assert.Contains("in vain for: the card of", Assert.Single(inbox.Violations), StringComparison.Ordinal),
            outbox => Assert.Contains("in vain for: the card of", Assert.Single(outbox.Violations), StringComparison.Ordinal),
            ahead => Assert.Contains(ahead.Violations, violation => violation.StartsWith("Defender was called 2 times", StringComparison.Ordinal)),
            looking => Assert.Contains(looking.Violations, violation => violation.StartsWith("Defender was called 2 times", StringComparison.Ordinal)));
    }

    private async Task<KillResult> WithoutAsync(Mechanism mechanism, string point)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var kills = await KillWorld.StartAsync(await OpenStoreAsync(), mechanism, stop);
        return await new KillRound(kills, stop).RunAsync(point);
    }

    private static string Summary(IReadOnlyCollection<string> points, IReadOnlyCollection<KillResult> results) =>
        $"{points.Count} points, {results.Count(result => result.IsKilled)} kills in {results.Count} runs, "
        + $"{results.Sum(result => result.Violations.Count)} violations, {results.Sum(result => result.Orphans)} second first cards";
}

[Collection(ProofSettings.Alone)]
public sealed class SqliteKillTests : KillTests
{
    private protected override Task<ProofStore> OpenStoreAsync() => Task.FromResult<ProofStore>(new SqliteProofStore());
}
