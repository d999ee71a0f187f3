using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using BotResponder.Journeys.World;
using BotResponder.Simulator.Faults;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys;

/// <summary>Taps and looks are answered from the store, whatever Defender does and however many people look.</summary>
public sealed class CardStormJourney
{
    private const int Viewers = 60;
    private const int Cards = 8;

    /// <summary>How many looks are under way at any moment. The pretend Teams opens a connection for each.</summary>
    private const int AtOnce = 12;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Attack", "50")]
    public async Task Tap_DefenderHangs_IsAnsweredWithTheCardAndAsksNobody()
    {
        await using var world = await JourneyWorld.StartAsync(Stop);
        var soc = world.Microsoft.Teams.ContosoSoc;
        await world.SayAsync(Cast.Ann, soc, "isolate ws-120 because hang", Stop);
        var card = await world.SeesAsync(Cast.Bo, soc, Stop, "ws-120", "Waiting for 1 approver");
        using var hang = world.Microsoft.Faults.SwitchOn(UpstreamArea.Defender, new Fault.Hang(), times: null);
        using var graph = world.Microsoft.Faults.SwitchOn(UpstreamArea.Graph, new Fault.Hang(), times: null);
        var before = Upstream(world);

        var looked = await world.Microsoft.Teams.RefreshAsync(Cast.Bo, soc, card.Id, Stop);
        var refused = await world.Microsoft.Teams.TapAsync(Cast.Eve, soc, card.Id, CardLooks.Forged(card.Card, "approve")!, null, Stop);
        Assert.Equal(before, Upstream(world));
        var tapped = await world.TapAsync(Cast.Bo, soc, card, "approve", Stop);
        var withdrawn = await world.Microsoft.Teams.RefreshAsync(Cast.Ann, soc, card.Id, Stop);

        Assert.Contains("application/vnd.microsoft.card.adaptive", looked!.Body, StringComparison.Ordinal);
        Assert.Contains("\"Approve\"", looked.Body, StringComparison.Ordinal);
        Assert.Contains("You are not an approver here", refused.Body, StringComparison.Ordinal);
        Assert.Contains("application/vnd.microsoft.card.adaptive", tapped.Body, StringComparison.Ordinal);
        Assert.Contains("Approved by Bo Lind", tapped.Body, StringComparison.Ordinal);
        Assert.Contains("Approved by Bo Lind", withdrawn!.Body, StringComparison.Ordinal);
    }

    /// <summary>Teams' clients fetch a card that is in sight about once a minute: sixty people, each with a view of her own, on many cards, one look after another without a pause.</summary>
    [Fact]
    [Trait("Attack", "52")]
    public async Task Refresh_SixtyViewersOfManyCards_AsksMicrosoftNothing()
    {
        var approvers = Enumerable.Range(0, Viewers).Select(number => $"0a0a0a0a-0000-4000-8000-{number.ToString("D12", CultureInfo.InvariantCulture)}").ToArray();
        var settings = approvers.Select((person, index) => ($"Protection:Customers:0:Approvers:{index}", (string?)$"{Cast.ContosoId}/{person}")).ToDictionary(StringComparer.Ordinal);
        await using var world = await JourneyWorld.StartAsync(Stop, settings);
        var cards = new List<MessageView>();
        for (var number = 0; number < Cards; number++)
        {
            var device = $"ws-{(130 + number).ToString(CultureInfo.InvariantCulture)}";
            await world.SayAsync(Cast.Ann, world.Microsoft.Teams.ContosoSoc, $"isolate {device} because storm", Stop);
            cards.Add(await world.SeesAsync(Cast.Ann, world.Microsoft.Teams.ContosoSoc, Stop, $"{device}.contoso.com", "Waiting for"));
        }

        using var hang = world.Microsoft.Faults.SwitchOn(UpstreamArea.Defender, new Fault.Hang(), times: null);
        var before = world.Microsoft.Calls.Length;
        var looks = from card in cards from person in approvers select Look(world, card, person);
        var took = new List<TimeSpan>();
        await Parallel.ForEachAsync(looks, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Stop }, async (look, stop) =>
        {
            var begun = Stopwatch.GetTimestamp();
            var answer = await world.Microsoft.Teams.DeliverAsync(look, stop);
            lock (took)
            {
                took.Add(Stopwatch.GetElapsedTime(begun));
            }

            Assert.Contains("\"Approve\"", answer.Body, StringComparison.Ordinal);
        });

        Assert.Equal(Viewers * Cards, took.Count);
        Assert.Equal(before, world.Microsoft.Calls.Length);
        TestContext.Current.TestOutputHelper?.WriteLine($"p99 of {took.Count} looks: {took.Order().ElementAt(took.Count * 99 / 100).TotalMilliseconds:F0} ms");
    }

    private static int Upstream(JourneyWorld world) => world.Microsoft.Calls.Count(call => call.Area is UpstreamArea.Defender or UpstreamArea.Graph);

    private static string Look(JourneyWorld world, MessageView card, string person) => new JsonObject
    {
        ["type"] = "invoke",
        ["name"] = "adaptiveCard/action",
        ["id"] = $"f:{Guid.NewGuid()}",
        ["channelId"] = "msteams",
        ["serviceUrl"] = world.Microsoft.ServiceUrl(Cast.ContosoId),
        ["from"] = new JsonObject { ["id"] = $"29:{person}", ["name"] = "Viewer", ["aadObjectId"] = person },
        ["recipient"] = new JsonObject { ["id"] = Cast.BotTeamsId },
        ["conversation"] = new JsonObject
        {
            ["id"] = $"{world.Microsoft.Teams.ContosoSoc.Id};messageid={card.ThreadId}",
            ["conversationType"] = "channel",
            ["tenantId"] = Cast.ContosoId,
        },
        ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = Cast.ContosoId } },
        ["replyToId"] = card.Id,
        ["value"] = new JsonObject { ["action"] = CardLooks.Forged(card.Card, "refresh"), ["trigger"] = "automatic" },
    }.ToJsonString();
}
