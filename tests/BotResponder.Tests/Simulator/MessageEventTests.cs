using System.Text.Json.Nodes;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Tests.Simulator;

public sealed class MessageEventTests : IAsyncLifetime
{
    private SimulatorBench _bench = null!;
    private PretendBot _bot = null!;

    private TeamsWorld Teams => _bench.Simulator.Teams;

    private JsonObject Last => _bot.Activities[^1];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bench = await SimulatorBench.StartAsync();
        _bot = await PretendBot.StartAsync();
        Teams.BotEndpoint = _bot.Endpoint;
        await Teams.InstallBotAsync(Teams.ContosoSoc, Cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.DisposeAsync();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task Edit_HeardMessage_IsAMessageUpdateUnderTheSameId()
    {
        var said = await Teams.SayAsync(Cast.Ann, Teams.ContosoSoc, "isolate ws-042", mentionBot: true, Cancelled);

        await Teams.EditAsync(Cast.Ann, Teams.ContosoSoc, said.ActivityId, "isolate ws-043", Cancelled);

        Assert.Equal(("messageUpdate", said.ActivityId, "editMessage"), (Text("type"), Text("id"), (string?)Last["channelData"]!["eventType"]));
        Assert.Equal("<at>BotResponder</at> isolate ws-043", Text("text"));
        Assert.Equal("BotResponder isolate ws-043", Assert.Single(Teams.ViewFor(Cast.Eve, Teams.ContosoSoc)).Text);
    }

    [Fact]
    public async Task DeleteThenUndelete_HeardMessage_ComesBackWithItsText()
    {
        var said = await Teams.SayAsync(Cast.Ann, Teams.ContosoSoc, "help", mentionBot: true, Cancelled);

        await Teams.DeleteAsync(Cast.Ann, Teams.ContosoSoc, said.ActivityId, Cancelled);
        var deleted = (Text("type"), (string?)Last["channelData"]!["eventType"], Teams.ViewFor(Cast.Bo, Teams.ContosoSoc).Length);
        await Teams.UndeleteAsync(Cast.Ann, Teams.ContosoSoc, said.ActivityId, Cancelled);

        Assert.Equal(("messageDelete", "softDeleteMessage", 0), deleted);
        Assert.Equal(("messageUpdate", "undeleteMessage"), (Text("type"), (string?)Last["channelData"]!["eventType"]));
        Assert.Equal("<at>BotResponder</at> help", Text("text"));
        Assert.Single(Teams.ViewFor(Cast.Bo, Teams.ContosoSoc));
    }

    [Fact]
    public async Task Edit_MessageThatTheBotNeverHeard_IsNotHeardEither()
    {
        var said = await Teams.SayAsync(Cast.Ann, Teams.ContosoSoc, "lunch?", mentionBot: false, Cancelled);
        var before = _bot.Bodies.Count;

        var edited = await Teams.EditAsync(Cast.Ann, Teams.ContosoSoc, said.ActivityId, "dinner?", Cancelled);

        Assert.Equal((0, before), (edited.Attempts, _bot.Bodies.Count));
    }

    [Fact]
    public async Task Edit_BySomebodyElse_Throws()
    {
        var said = await Teams.SayAsync(Cast.Ann, Teams.ContosoSoc, "help", mentionBot: true, Cancelled);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Teams.EditAsync(Cast.Bo, Teams.ContosoSoc, said.ActivityId, "x", Cancelled));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Teams.UndeleteAsync(Cast.Ann, Teams.ContosoSoc, said.ActivityId, Cancelled));
    }

    [Fact]
    public async Task React_ToAMessageOfTheBot_IsToldAndKept()
    {
        var id = await BotMessageAsync();

        await Teams.ReactAsync(Cast.Bo, Teams.ContosoSoc, id, "like", added: true, Cancelled);
        var added = (Text("type"), Text("replyToId"), (string?)Last["reactionsAdded"]![0]!["type"]);
        var kept = Assert.Single(Assert.Single(Teams.Transcript(Teams.ContosoSoc)).Reactions);
        await Teams.ReactAsync(Cast.Bo, Teams.ContosoSoc, id, "like", added: false, Cancelled);

        Assert.Equal(("messageReaction", id, "like"), added);
        Assert.Equal(new Reaction("like", Cast.Bo), kept);
        Assert.Equal("like", (string?)Last["reactionsRemoved"]![0]!["type"]);
        Assert.Empty(Assert.Single(Teams.Transcript(Teams.ContosoSoc)).Reactions);
    }

    [Fact]
    public async Task React_ByTheBot_IsKeptOnceAndTakenBack()
    {
        var said = await Teams.SayAsync(Cast.Ann, Teams.ContosoSoc, "help", mentionBot: true, Cancelled);
        var path = $"{Activities}/{said.ActivityId}/reactions/like";

        await _bench.SendAsync(HttpMethod.Put, path, null);
        await _bench.SendAsync(HttpMethod.Put, path, null);
        var kept = Teams.Transcript(Teams.ContosoSoc)[0].Reactions;
        await _bench.SendAsync(HttpMethod.Delete, path, null);

        Assert.Equal(new Reaction("like", null), Assert.Single(kept));
        Assert.Empty(Teams.Transcript(Teams.ContosoSoc)[0].Reactions);
    }

    private string Activities => $"/teams/{Cast.ContosoId}/v3/conversations/{Teams.ContosoSoc.Id}/activities";

    private string? Text(string name) => (string?)Last[name];

    private async Task<string> BotMessageAsync() =>
        (string)(await _bench.PostAsync(Activities, null, """{"type":"message","text":"hello"}""")).Json["id"]!;
}
