using BotResponder.Journeys.Processes;
using BotResponder.Storage.Tests.Azurite;

namespace BotResponder.Journeys.Kill;

/// <summary>A bot killed at any moment loses nothing and does nothing twice. One class an engine.</summary>
public abstract class KillTests
{
    private protected abstract string Engine { get; }

    private protected abstract Task<ProofStore> OpenStoreAsync();

    [Fact]
    [Trait("Attack", "51")]
    public async Task Kill_AtEveryPoint_LosesNothingAndDoublesNothing()
    {
        var rounds = ProofSettings.KillRounds;
        var budget = new ProofBudget();
        var proof = new KillProof(OpenStoreAsync, budget, TestContext.Current.CancellationToken);
        var points = await proof.ListAsync();

        IReadOnlyList<string> missed;
        try
        {
            missed = await proof.KillAtAsync(points, rounds);
        }
        finally
        {
            // What a long run has seen is not lost with it.
            TestContext.Current.TestOutputHelper!.WriteLine($"{Engine}: {Summary(points, proof.Results)}; {budget}");
        }

        var violations = proof.Results.SelectMany(result => result.Violations.Select(violation => $"{result.Point}: {violation}")).ToList();
        Assert.True(violations.Count == 0, string.Join('\n', violations));
        Assert.Empty(missed);
        Assert.True(points.Count > 100, $"Only {points.Count} points were found.");
        Assert.True(budget.IsSpent || proof.Results.Count(result => result.IsKilled) == (long)points.Count * rounds, "Not every point got its kills.");
    }

    /// <summary>The proof can fail: each mechanism taken out breaks a promise, at the point where it is needed.</summary>
    [Fact]
    [Trait("Attack", "42")]
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
        await using var crew = await KillCrew.StartAsync(OpenStoreAsync, 1, mechanism, stop);
        return await new KillRound(crew.Worlds[0], stop).RunAsync(point);
    }

    private static string Summary(IReadOnlyCollection<string> points, IReadOnlyCollection<KillResult> results) =>
        $"{points.Count} points, {results.Count(result => result.IsKilled)} kills in {results.Count} runs, {KillsAPoint(points, results)} a point, "
        + $"{results.Sum(result => result.Violations.Count)} violations, {results.Sum(result => result.Orphans)} orphan cards, "
        + $"{results.Sum(result => result.Running)} cards left running";

    private static string KillsAPoint(IReadOnlyCollection<string> points, IReadOnlyCollection<KillResult> results)
    {
        var kills = results.Where(result => result.IsKilled).CountBy(result => result.Point!, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var (least, most) = (points.Min(point => kills.GetValueOrDefault(point)), points.Max(point => kills.GetValueOrDefault(point)));
        return least == most ? $"{least}" : $"{least} to {most}";
    }
}

[Collection(ProofSettings.Alone)]
public sealed class SqliteKillTests : KillTests
{
    private protected override string Engine => "SQLite";

    private protected override Task<ProofStore> OpenStoreAsync() => Task.FromResult<ProofStore>(new SqliteProofStore());
}

[Collection(ProofSettings.Alone)]
public sealed class AzuriteKillTests(AzuriteFixture azurite) : KillTests
{
    private protected override string Engine => "Azurite";

    private protected override async Task<ProofStore> OpenStoreAsync() => new AzuriteProofStore(await azurite.ServerAsync());
}
