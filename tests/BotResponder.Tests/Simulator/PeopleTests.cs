using System.Text.Json.Nodes;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Tests.Simulator;

public sealed class PeopleTests : IAsyncLifetime
{
    private const string NewCard = """{"statusCode":200,"type":"application/vnd.microsoft.card.adaptive","value":{"type":"AdaptiveCard","for":"you"}}""";

    private SimulatorBench _bench = null!;

    private TeamsWorld Teams => _bench.Simulator.Teams;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bench = await SimulatorBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Say_WithMention_ArrivesWithTheWholeEnvelope()
    {
        await using var bot = await BotAsync();

        var answer = await Teams.SayAsync(Cast.Ann, Teams.FabrikamSoc, "isolate ws-042 <now>", mentionBot: true, Cancelled);

        var activity = Assert.Single(bot.Activities);
        Assert.Equal((202, 1, (string?)activity["id"]), (answer.Status, answer.Attempts, answer.ActivityId));
        Assert.Equal("<at>BotResponder</at> isolate ws-042 <now>", (string?)activity["text"]);
        Assert.Equal($"{Teams.FabrikamSoc.Id};messageid={answer.ActivityId}", (string?)activity["conversation"]!["id"]);
        Assert.Equal(("channel", Cast.FabrikamId), ((string?)activity["conversation"]!["conversationType"], (string?)activity["conversation"]!["tenantId"]));
        Assert.Equal((Cast.Ann.ObjectId, Cast.ContosoId), ((string?)activity["from"]!["aadObjectId"], (string?)activity["from"]!["tenantId"]));
        Assert.Equal(Cast.FabrikamId, (string?)activity["channelData"]!["tenant"]!["id"]);
        Assert.Equal(_bench.Simulator.ServiceUrl(Cast.FabrikamId), (string?)activity["serviceUrl"]);
        Assert.Equal(Cast.BotTeamsId, (string?)activity["recipient"]!["id"]);
        Assert.Equal(["clientInfo", "mention"], activity["entities"]!.AsArray().Select(entity => (string?)entity!["type"]), StringComparer.Ordinal);
        Assert.StartsWith("Bearer ey", bot.Authorization, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Say_InAChannelWithoutMention_DoesNotReachTheBot()
    {
        await using var bot = await BotAsync();

        var unheard = await Teams.SayAsync(Cast.Ann, Teams.ContosoSoc, "lunch?", mentionBot: false, Cancelled);
        var heard = await Teams.SayAsync(Cast.Ann, Teams.OpenPersonalChat(Cast.Ann), "help", mentionBot: false, Cancelled);

        Assert.Equal((0, 1), (unheard.Attempts, heard.Attempts));
        Assert.Equal("personal", (string?)Assert.Single(bot.Activities)["conversation"]!["conversationType"]);
        Assert.Equal("lunch?", Assert.Single(Teams.Transcript(Teams.ContosoSoc)).Text);
    }

    [Fact]
    public async Task Install_Channel_TellsTheBotTwice()
    {
        await using var bot = await BotAsync();

        await Teams.InstallBotAsync(Teams.ContosoSoc, Cancelled);

        Assert.Equal(["installationUpdate", "conversationUpdate"], bot.Activities.Select(activity => (string?)activity["type"]), StringComparer.Ordinal);
        Assert.Equal("add", (string?)bot.Activities[0]["action"]);
        Assert.Equal(Cast.BotTeamsId, (string?)bot.Activities[1]["membersAdded"]![0]!["id"]);
    }

    [Fact]
    public async Task Tap_Execute_SendsDataAndInputsAndChangesOneView()
    {
        await using var bot = await BotAsync(activity => (string?)activity["type"] == "invoke" ? NewCard : null);
        var id = await CardAsync();
        var button = CardReader.Action(Teams.Transcript(Teams.ContosoSoc)[0].Card, "approve")!;

        var answer = await Teams.TapAsync(
            Cast.Bo, Teams.ContosoSoc, id, button, new Dictionary<string, string>(StringComparer.Ordinal) { ["why"] = "seen it" }, Cancelled);

        var invoke = bot.Activities[^1];
        Assert.Equal((200, NewCard), (answer.Status, answer.Body));
        Assert.Equal((id, "adaptiveCard/action", "manual"), ((string?)invoke["replyToId"], (string?)invoke["name"], (string?)invoke["value"]!["trigger"]));
        Assert.Equal(
            """{"type":"Action.Execute","title":"Approve","verb":"approve","data":{"r":"R-1","why":"seen it","sure":"false"}}""",
            invoke["value"]!["action"]!.ToJsonString());
        Assert.Contains("\"for\":\"you\"", SeenBy(Cast.Bo), StringComparison.Ordinal);
        Assert.DoesNotContain("\"for\":\"you\"", SeenBy(Cast.Ann), StringComparison.Ordinal);
        await _bench.SendAsync(HttpMethod.Put, $"{Activities}/{id}", null, CardMessage());
        Assert.DoesNotContain("\"for\":\"you\"", SeenBy(Cast.Bo), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refresh_OnlyForListedPeople_IsAutomatic()
    {
        await using var bot = await BotAsync(activity => (string?)activity["type"] == "invoke" ? NewCard : null);
        var id = await CardAsync();

        var bo = await Teams.RefreshAsync(Cast.Bo, Teams.ContosoSoc, id, Cancelled);
        var eve = await Teams.RefreshAsync(Cast.Eve, Teams.ContosoSoc, id, Cancelled);

        Assert.Equal("automatic", (string?)bot.Activities[^1]["value"]!["trigger"]);
        Assert.Equal((NewCard, null), (bo?.Body, eve));
    }

    [Fact]
    public async Task Say_BotCutsTheConnection_IsPostedOnceMore()
    {
        await using var bot = await BotAsync(_ => throw new InvalidOperationException());

        var answer = await Teams.SayAsync(Cast.Ann, Teams.ContosoSoc, "help", mentionBot: true, Cancelled);
        var tap = await Teams.TapAsync(Cast.Ann, Teams.ContosoSoc, answer.ActivityId, "approve", null, null, Cancelled);

        Assert.Equal((0, 2), (answer.Status, answer.Attempts));
        Assert.Equal((0, 1), (tap.Status, tap.Attempts));
        Assert.Equal(3, bot.Bodies.Count);
    }

    [Fact]
    public async Task Redeliver_Known_IsTheSameByteForByte()
    {
        await using var bot = await BotAsync();
        var said = await Teams.SayAsync(Cast.Ann, Teams.ContosoSoc, "help", mentionBot: true, Cancelled);

        await Teams.RedeliverAsync(said.ActivityId, Cancelled);

        Assert.Equal(bot.Bodies[0], bot.Bodies[1]);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Teams.RedeliverAsync("unknown", Cancelled));
    }

    [Fact]
    public async Task Say_ByAStranger_Throws()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Teams.SayAsync(Cast.Dee, Teams.ContosoSoc, "hi", true, Cancelled));
        Assert.Empty(Teams.ViewFor(Cast.Dee, Teams.ContosoSoc));
    }

    private string Activities => $"/teams/{Cast.ContosoId}/v3/conversations/{Teams.ContosoSoc.Id}/activities";

    private static string CardMessage() => new JsonObject
    {
        ["type"] = "message",
        ["attachments"] = new JsonArray(new JsonObject
        {
            ["contentType"] = "application/vnd.microsoft.card.adaptive",
            ["content"] = JsonNode.Parse($$$"""
                {"type":"AdaptiveCard","refresh":{"action":{"type":"Action.Execute","verb":"refresh"},"userIds":["{{{Cast.Bo.Mri}}}"]},
                 "body":[{"type":"Input.Text","id":"why"},{"type":"Input.Toggle","id":"sure"}],
                 "actions":[{"type":"Action.Execute","title":"Approve","verb":"approve","data":{"r":"R-1"}}]}
                """),
        }),
    }.ToJsonString();

    private async Task<PretendBot> BotAsync(Func<JsonObject, string?>? answer = null)
    {
        var bot = await PretendBot.StartAsync(answer);
        Teams.BotEndpoint = bot.Endpoint;
        return bot;
    }

    private async Task<string> CardAsync()
    {
        await Teams.InstallBotAsync(Teams.ContosoSoc, Cancelled);
        return (string)(await _bench.PostAsync(Activities, null, CardMessage())).Json["id"]!;
    }

    private string SeenBy(CastMember person) => Assert.Single(Teams.ViewFor(person, Teams.ContosoSoc)).Card!;
}
