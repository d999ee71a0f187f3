using System.Globalization;
using BotResponder.Storage.Tests.Azurite;
using BotResponder.Journeys.Processes;
using BotResponder.Journeys.Rebuild;
using BotResponder.Journeys.World;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys.Faults;

/// <summary>Nothing can be relied upon, neither the store nor Microsoft: every story still ends as its people decided. One class an engine.</summary>
public abstract class FaultTests
{
    private const int Seed = 20260914;

    private static readonly Plot[] Plots = Enum.GetValues<Plot>();

    private protected abstract Task<ProofStore> OpenStoreAsync();

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.10)]
    public async Task Stories_WithFaultsOnEveryCall_EndAsDecided(double rate)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var store = await OpenStoreAsync();
        await using var faults = await FaultWorld.StartAsync(store, rate, Seed, stop);
        await using var reader = new StoreReader(faults.World.Settings);
        var stories = faults.World.Microsoft.Tenants.Contoso.Devices.Where(IsPlain).Take(ProofSettings.FaultStories)
            .Select((device, number) => new FaultStory(faults.World, reader, device.HostName, Plots[number % Plots.Length], stop)).ToArray();

        faults.Break();
        await Task.WhenAll(stories.Select(story => story.RunAsync()));
        faults.Mend();

        await Waiting.UntilAsync("nothing is left to do", () => reader.IsIdleAsync(stop), stop);
        await LookAtEveryCardAsync(faults.World, stop);
        await Task.WhenAll(stories.Select(story => story.TidyAsync()));
        await Waiting.UntilAsync("nothing is left to do", () => reader.IsIdleAsync(stop), stop);
        var requests = await reader.RequestsAsync(stop);
        List<string> violations =
        [
            .. stories.SelectMany(story => story.Violations(requests)),
            .. UnfinishedCards(faults.World),
            .. await Rebuilt.DifferencesAsync(reader, stop),
        ];
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{GetType().Name}, {rate:P0} of all calls: {stories.Length} stories, {faults.Dice.Thrown} faults, {violations.Count} violations"));
        Assert.True(violations.Count == 0, string.Join('\n', violations));
        Assert.True(faults.Dice.Thrown > 0);
    }

    /// <summary>One approver is enough for it, it is there, and it can be isolated.</summary>
    private static bool IsPlain(Device device) =>
        device is { Group: "Workstations", Tags: [], StartsOffline: false, IsSupported: true, Value: "Normal" } && device.HostName.StartsWith("ws-", StringComparison.Ordinal);

    /// <summary>A card that was sent, and whose answer was lost, is brought up to date when its reader's client has it in sight.</summary>
    private static async Task LookAtEveryCardAsync(JourneyWorld world, CancellationToken stop)
    {
        foreach (var conversation in world.Microsoft.Teams.Conversations)
        {
            foreach (var person in conversation.Members.Where(member => Cast.Everybody.Contains(member)))
            {
                foreach (var message in world.Microsoft.Teams.ViewFor(person, conversation).Where(message => message is { Author: null, Card: not null }))
                {
                    await world.Microsoft.Teams.RefreshAsync(person, conversation, message.Id, stop);
                }
            }
        }
    }

    private static IEnumerable<string> UnfinishedCards(JourneyWorld world) =>
        from conversation in world.Microsoft.Teams.Conversations
        from person in conversation.Members
        where Cast.Everybody.Contains(person)
        from message in world.Microsoft.Teams.ViewFor(person, conversation)
        where message is { Author: null, Card: { } card } && card.Contains("\"refresh\":", StringComparison.Ordinal)
        select $"{person.Name} still sees in {conversation.Name}: {CardFacts.Headline(message)}";
}

[Collection(ProofSettings.Alone)]
public sealed class SqliteFaultTests : FaultTests
{
    private protected override Task<ProofStore> OpenStoreAsync() => Task.FromResult<ProofStore>(new SqliteProofStore());
}

[Collection(ProofSettings.Alone)]
public sealed class AzuriteFaultTests(AzuriteFixture azurite) : FaultTests
{
    private protected override async Task<ProofStore> OpenStoreAsync() => new AzuriteProofStore(await azurite.ServerAsync());
}
