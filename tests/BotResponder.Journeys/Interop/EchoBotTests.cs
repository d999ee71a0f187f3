using System.Text.Json.Nodes;
using BotResponder.Journeys.World;
using BotResponder.Simulator;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys.Interop;

/// <summary>Bots on libraries that others wrote talk to the pretend Teams, with real tokens both ways: a check that we read the protocol as they do.</summary>
public abstract class EchoBotTests(string library) : IAsyncLifetime
{
    private MicrosoftSimulator _microsoft = null!;
    private OthersBot _bot = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private TeamsWorld Teams => _microsoft.Teams;

    public async ValueTask InitializeAsync()
    {
        _microsoft = await MicrosoftSimulator.StartAsync(new() { RequireConnectorToken = true }, Cancelled);
        _bot = await OthersBot.StartAsync(library, _microsoft, Cancelled);
        Teams.BotEndpoint = _bot.Endpoint;
        var installed = await Teams.InstallBotAsync(Teams.ContosoSoc, Cancelled);
        Assert.All(installed, answer => Assert.Equal(200, answer.Status));
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.DisposeAsync();
        await _microsoft.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task EchoBot_WholeConversation_MeetsNoError()
    {
        await ExpectTextAsync("good morning", "echo: good morning");
        await ExpectTextAsync("members", "members: Ann Olsen, Bo Lind, Cy Park, Eve Moss; you: ann.olsen@contoso.com");
        await ExpectTextAsync("team", "team: Contoso Security; channels: SOC, General");
        await ExpectTextAsync("thread", "a new thread");
        await SayAsync("delete");
        await _microsoft.TrueAsync("a deleted message", () => Teams.Transcript(Teams.ContosoSoc).Any(message => message.Deleted), Cancelled);
        await SayAsync("chat");
        var chat = Teams.OpenPersonalChat(Cast.Ann);
        await _microsoft.SeeAsync("a private word", () => Teams.Transcript(chat).FirstOrDefault(), Cancelled, () => string.Join('\n', _bot.Failures));
        await ExpectCardAsync();

        Assert.Empty(_bot.Failures);
        Assert.All(_microsoft.Calls.Where(call => call.Area == UpstreamArea.Teams), call => Assert.InRange(call.Status, 200, 299));
    }

    [Fact]
    public async Task Deliver_ForgedActivity_IsRefused()
    {
        var activity = JsonNode.Parse("""{"type":"message","id":"1","text":"hi","channelId":"msteams","from":{"id":"29:1"},"recipient":{"id":"28:1"},"conversation":{"id":"a:1"}}""")!;
        activity["serviceUrl"] = _microsoft.ServiceUrl(Cast.ContosoId);
        using var http = new HttpClient();
        using var content = new StringContent(activity.ToJsonString(), System.Text.Encoding.UTF8, "application/json");

        using var answer = await http.PostAsync(_bot.Endpoint, content, Cancelled);

        Assert.InRange((int)answer.StatusCode, 401, 403);
    }

    private async Task ExpectTextAsync(string said, string expected)
    {
        await SayAsync(said);
        await _microsoft.SeeAsync(
            expected, () => Teams.Transcript(Teams.ContosoSoc).FirstOrDefault(message => message.Author is null && message.Text == expected), Cancelled,
            () => string.Join('\n', _bot.Failures));
    }

    /// <summary>Sent, updated, tapped; only the one who tapped sees the answer.</summary>
    private async Task ExpectCardAsync()
    {
        await SayAsync("card");
        var card = await _microsoft.SeeAsync("an updated card", () => SeenBy(Cast.Ann, "second"), Cancelled);

        var answer = await Teams.TapAsync(
            Cast.Ann, Teams.ContosoSoc, card.Id, CardReader.Action(card.Card, "again")!,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["comment"] = "please" }, Cancelled);

        Assert.Equal(200, answer.Status);
        Assert.NotNull(SeenBy(Cast.Ann, "again: 1 please"));
        Assert.NotNull(SeenBy(Cast.Bo, "second"));
    }

    private MessageView? SeenBy(CastMember person, string text) => Teams.ViewFor(person, Teams.ContosoSoc)
        .FirstOrDefault(message => message.Card?.Contains($"\"{text}\"", StringComparison.Ordinal) == true);

    private async Task SayAsync(string text) =>
        Assert.Equal(200, (await Teams.SayAsync(Cast.Ann, Teams.ContosoSoc, text, mentionBot: true, Cancelled)).Status);
}

/// <summary>npm botbuilder: escapes the ids in its addresses.</summary>
public sealed class BotBuilderTests() : EchoBotTests("botbuilder");

/// <summary>npm @microsoft/teams.apps: does not escape them.</summary>
public sealed class TeamsAppsTests() : EchoBotTests("teams-apps");
