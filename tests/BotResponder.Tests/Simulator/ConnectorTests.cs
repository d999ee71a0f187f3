using System.Net;
using System.Text.Json.Nodes;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Tests.Simulator;

public sealed class ConnectorTests : IAsyncLifetime
{
    private const string Hello = """{"type":"message","text":"hello"}""";
    private const string Card =
        """{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"AdaptiveCard"}}]}""";

    private SimulatorBench _bench = null!;
    private PretendBot _bot = null!;

    private TeamsWorld Teams => _bench.Simulator.Teams;

    public async ValueTask InitializeAsync()
    {
        _bench = await SimulatorBench.StartAsync();
        _bot = await PretendBot.StartAsync();
        Teams.BotEndpoint = _bot.Endpoint;
        await Teams.InstallBotAsync(Teams.ContosoSoc, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.DisposeAsync();
        await _bench.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Send_IdEscapedOrNot_LandsInTheTranscript(bool escaped)
    {
        var id = Teams.ContosoSoc.Id;

        var sent = await PostAsync($"conversations/{(escaped ? Uri.EscapeDataString(id) : id)}/activities", Hello);

        var message = Assert.Single(Teams.Transcript(Teams.ContosoSoc));
        Assert.Equal((HttpStatusCode.Created, message.Id), (sent.Status, (string?)sent.Json["id"]));
        Assert.Equal(("hello", message.Id), (message.Text, message.ThreadId));
    }

    [Fact]
    public async Task Message_ReplyUpdateDelete_ChangeTheTranscript()
    {
        var root = (string)(await PostAsync($"conversations/{Teams.ContosoSoc.Id}/activities", Hello)).Json["id"]!;
        var reply = (string)(await PostAsync($"conversations/{Teams.ContosoSoc.Id};messageid={root}/activities/{root}", Card)).Json["id"]!;
        var updated = await SendAsync(HttpMethod.Put, $"conversations/{Teams.ContosoSoc.Id}/activities/{reply}", Hello);
        var deleted = await SendAsync(HttpMethod.Delete, $"conversations/{Teams.ContosoSoc.Id}/activities/{root}", null);
        var again = await SendAsync(HttpMethod.Put, $"conversations/{Teams.ContosoSoc.Id}/activities/{root}", Hello);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (updated.Status, deleted.Status));
        Assert.Equal((HttpStatusCode.NotFound, "ActivityNotFoundInConversation"), (again.Status, again.Code));
        var seen = Assert.Single(Teams.ViewFor(Cast.Eve, Teams.ContosoSoc));
        Assert.Equal((reply, root, "hello", null), (seen.Id, seen.ThreadId, seen.Text, seen.Card));
    }

    [Fact]
    public async Task Reply_ToAMessageThatIsNotThere_Is404InAChannelAndTakenInAChat()
    {
        var chat = Teams.OpenPersonalChat(Cast.Ann);

        var inChannel = await PostAsync($"conversations/{Teams.ContosoSoc.Id}/activities/1", Hello);
        var inChat = await PostAsync($"conversations/{chat.Id}/activities/{Uri.EscapeDataString(chat.Id)}", Hello);

        Assert.Equal("ActivityNotFoundInConversation", inChannel.Code);
        Assert.Equal((string?)inChat.Json["id"], Assert.Single(Teams.Transcript(chat)).Id);
    }

    [Theory]
    [InlineData("""{"text":"no type"}""", 400, "BadSyntax")]
    [InlineData("not json", 400, "BadSyntax")]
    [InlineData("""{"type":"message"}""", 400, "BadSyntax")]
    public async Task Send_BodyOfAnotherShape_Is400(string body, int status, string code)
    {
        var answer = await PostAsync($"conversations/{Teams.ContosoSoc.Id}/activities", body);

        Assert.Equal((status, code), ((int)answer.Status, answer.Code));
    }

    [Fact]
    public async Task Send_TextAndCardTogether_BecomesTwoMessagesWithoutId()
    {
        var both = JsonNode.Parse(Card)!;
        both["text"] = "and text";

        var answer = await PostAsync($"conversations/{Teams.ContosoSoc.Id}/activities", both.ToJsonString());

        Assert.Equal("{}", answer.Body);
        Assert.Equal(2, Teams.Transcript(Teams.ContosoSoc).Length);
    }

    [Fact]
    public async Task Send_LargerThan100KilobytesOfUtf16_Is413()
    {
        var fits = new JsonObject { ["type"] = "message", ["text"] = new string('x', 51_000) }.ToJsonString();
        var large = new JsonObject { ["type"] = "message", ["text"] = new string('x', 51_200) }.ToJsonString();

        var accepted = await PostAsync($"conversations/{Teams.ContosoSoc.Id}/activities", fits);
        var refused = await PostAsync($"conversations/{Teams.ContosoSoc.Id}/activities", large);

        Assert.Equal(HttpStatusCode.Created, accepted.Status);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "MessageSizeTooBig"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task Send_WhereTheBotIsNot_IsRefused()
    {
        var unknown = await PostAsync("conversations/19:nowhere@thread.tacv2/activities", Hello);
        var never = await PostAsync($"conversations/{Teams.ContosoEveryone.Id}/activities", Hello);
        var otherTenant = await PostAsync($"conversations/{Teams.FabrikamSoc.Id}/activities", Hello);
        await Teams.UninstallBotAsync(Teams.ContosoSoc, TestContext.Current.CancellationToken);
        var removed = await PostAsync($"conversations/{Teams.ContosoSoc.Id}/activities", Hello);

        Assert.Equal((HttpStatusCode.NotFound, "ConversationNotFound"), (unknown.Status, unknown.Code));
        Assert.Equal(HttpStatusCode.NotFound, otherTenant.Status);
        Assert.All([never, removed], answer => Assert.Equal((HttpStatusCode.Forbidden, "BotNotInConversationRoster"), (answer.Status, answer.Code)));
    }

    [Fact]
    public async Task Create_PersonalChatTwice_IsTheSameChat()
    {
        var body = $$"""{"isGroup":false,"bot":{"id":"{{Cast.BotTeamsId}}"},"members":[{"id":"{{Cast.Bo.Mri}}"}],"tenantId":"{{Cast.ContosoId}}"}""";

        var first = await PostAsync("conversations", body);
        var second = await PostAsync("conversations", body);
        var sent = await PostAsync($"conversations/{(string?)first.Json["id"]}/activities", Hello);

        Assert.Equal((HttpStatusCode.Created, first.Body), (first.Status, second.Body));
        Assert.Equal(HttpStatusCode.Created, sent.Status);
        Assert.Equal("hello", Assert.Single(Teams.Transcript(Teams.OpenPersonalChat(Cast.Bo))).Text);
    }

    [Theory]
    [InlineData($$""","tenantId":"{{Cast.ContosoId}}"}""")]
    [InlineData("}")]
    public async Task Create_ChannelThreadWithItsTenantOrWithout_AnswersBothIds(string tail)
    {
        var answer = await PostAsync(
            "conversations", $$$"""{"isGroup":true,"channelData":{"channel":{"id":"{{{Teams.ContosoSoc.Id}}}"}},"activity":{{{Hello}}}""" + tail);

        Assert.Equal($"{Teams.ContosoSoc.Id};messageid={(string?)answer.Json["activityId"]}", (string?)answer.Json["id"]);
    }

    [Theory]
    [InlineData("""{"isGroup":true,"members":[{"id":"29:a"},{"id":"29:b"}],"tenantId":"t"}""", "BadSyntax")]
    [InlineData("""{"isGroup":false,"members":[{"id":"29:a"},{"id":"29:b"}],"tenantId":"t"}""", "BadSyntax")]
    [InlineData("""{"isGroup":false,"members":[{"id":"29:a"}]}""", "BadSyntax")]
    [InlineData("""{"isGroup":false,"members":[{"id":"29:a"}],"tenantId":"t"}""", "BadArgument")]
    public async Task Create_AnythingElse_Is400(string body, string code)
    {
        var answer = await PostAsync("conversations", body);

        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Members_PageByPage_AreAllThereOnce()
    {
        await Teams.InstallBotAsync(Teams.ContosoEveryone, TestContext.Current.CancellationToken);
        var path = $"/teams/{Cast.ContosoId}/v3/conversations/{Teams.ContosoEveryone.Id}/pagedmembers?pageSize=100";
        var ids = new List<string>();
        for (var token = ""; ;)
        {
            var page = (await _bench.GetAsync($"{path}&continuationToken={Uri.EscapeDataString(token)}", null)).Json;
            ids.AddRange(page["members"]!.AsArray().Select(member => (string)member!["id"]!));
            if (page["continuationToken"] is not { } next)
            {
                break;
            }

            token = (string)next!;
        }

        Assert.Equal(Teams.ContosoEveryone.Members.Select(person => person.Mri), ids, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Roster_MemberAndTeam_AreFound()
    {
        var root = $"/teams/{Cast.ContosoId}/v3";
        var byMri = await _bench.GetAsync($"{root}/conversations/{Teams.ContosoSoc.Id}/members/{Cast.Ann.Mri}", null);
        var byObjectId = await _bench.GetAsync($"{root}/conversations/{Teams.ContosoSoc.Id}/members/{Cast.Ann.ObjectId}", null);
        var nobody = await _bench.GetAsync($"{root}/conversations/{Teams.ContosoSoc.Id}/members/{Cast.Dee.ObjectId}", null);
        var team = await _bench.GetAsync($"{root}/teams/{Teams.ContosoSoc.Team!.Id}", null);
        var channels = await _bench.GetAsync($"{root}/teams/{Teams.ContosoSoc.Team!.Id}/conversations", null);

        Assert.Equal((byMri.Body, Cast.Ann.Mri), (byObjectId.Body, (string?)byObjectId.Json["id"]));
        Assert.Equal(HttpStatusCode.NotFound, nobody.Status);
        Assert.Equal("Contoso Security", (string?)team.Json["name"]);
        Assert.Equal(2, channels.Json["conversations"]!.AsArray().Count);
    }

    private Task<Answer> PostAsync(string path, string body) => SendAsync(HttpMethod.Post, path, body);

    private Task<Answer> SendAsync(HttpMethod method, string path, string? body) =>
        _bench.SendAsync(method, $"/teams/{Cast.ContosoId}/v3/{path}", null, body);
}
