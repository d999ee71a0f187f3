using System.Net;
using System.Text.Json.Nodes;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Tests.Simulator;

public sealed class TargetedMessageTests : IAsyncLifetime
{
    private SimulatorBench _bench = null!;
    private PretendBot _bot = null!;

    private TeamsWorld Teams => _bench.Simulator.Teams;

    public async ValueTask InitializeAsync()
    {
        _bench = await SimulatorBench.StartAsync();
        _bot = await PretendBot.StartAsync();
        Teams.BotEndpoint = _bot.Endpoint;
        await Teams.InstallBotAsync(Teams.ContosoChat, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.DisposeAsync();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task Send_ToOneMember_IsSeenByThatMemberOnly()
    {
        var sent = await SendAsync(HttpMethod.Post, Teams.ContosoChat, "", targeted: true, Message(Cast.Ann.Mri));

        Assert.Equal(HttpStatusCode.Created, sent.Status);
        Assert.Equal((string?)sent.Json["id"], Assert.Single(Teams.ViewFor(Cast.Ann, Teams.ContosoChat)).Id);
        Assert.Empty(Teams.ViewFor(Cast.Bo, Teams.ContosoChat));
    }

    [Fact]
    public async Task UpdateAndDelete_OnlyWithTheFlag_ReachIt()
    {
        var id = (string)(await SendAsync(HttpMethod.Post, Teams.ContosoChat, "", targeted: true, Message(Cast.Ann.Mri))).Json["id"]!;

        var plainUpdate = await SendAsync(HttpMethod.Put, Teams.ContosoChat, $"/{id}", targeted: false, Message(null));
        var plainDelete = await SendAsync(HttpMethod.Delete, Teams.ContosoChat, $"/{id}", targeted: false, null);
        var updated = await SendAsync(HttpMethod.Put, Teams.ContosoChat, $"/{id}", targeted: true, Message(Cast.Ann.Mri, "changed"));
        var seen = Assert.Single(Teams.ViewFor(Cast.Ann, Teams.ContosoChat));
        var deleted = await SendAsync(HttpMethod.Delete, Teams.ContosoChat, $"/{id}", targeted: true, null);

        Assert.All([plainUpdate, plainDelete], answer => Assert.Equal("ActivityNotFoundInConversation", answer.Code));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, "changed"), (updated.Status, deleted.Status, seen.Text));
        Assert.Empty(Teams.ViewFor(Cast.Ann, Teams.ContosoChat));
    }

    [Fact]
    public async Task Send_WhereItCannotBe_Is400()
    {
        var personal = Teams.OpenPersonalChat(Cast.Ann);

        Answer[] refused =
        [
            await SendAsync(HttpMethod.Post, personal, "", targeted: true, Message(Cast.Ann.Mri)),
            await SendAsync(HttpMethod.Post, Teams.ContosoChat, "", targeted: true, Message(Cast.Dee.Mri)),
            await SendAsync(HttpMethod.Post, Teams.ContosoChat, "", targeted: true, Message(null)),
            await SendAsync(HttpMethod.Post, Teams.ContosoChat, "", targeted: false, Message(Cast.Ann.Mri)),
        ];

        Assert.All(refused, answer => Assert.Equal((HttpStatusCode.BadRequest, "BadArgument"), (answer.Status, answer.Code)));
        Assert.Empty(Teams.Transcript(Teams.ContosoChat));
    }

    private static JsonObject Message(string? reader, string text = "only you")
    {
        var message = new JsonObject { ["type"] = "message", ["text"] = text };
        if (reader is not null)
        {
            message["recipient"] = new JsonObject { ["id"] = reader, ["isTargeted"] = true };
        }

        return message;
    }

    private Task<Answer> SendAsync(HttpMethod method, TeamsConversation conversation, string tail, bool targeted, JsonObject? body) => _bench.SendAsync(
        method,
        $"/teams/{Cast.ContosoId}/v3/conversations/{Uri.EscapeDataString(conversation.Id)}/activities{tail}{(targeted ? "?isTargetedActivity=true" : "")}",
        null,
        body?.ToJsonString());
}
