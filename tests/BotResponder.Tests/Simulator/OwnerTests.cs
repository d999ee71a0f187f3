using System.Net;
using System.Text.Json.Nodes;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Tests.Simulator;

/// <summary>People come and go, teams and channels are renamed and deleted; who is a guest and who a member from elsewhere.</summary>
public sealed class OwnerTests : IAsyncLifetime
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
    public async Task Add_GuestToATeam_IsInEveryStandardChannelAsAGuest()
    {
        await Teams.Owner.AddAsync(Cast.Gil, Teams.ContosoSoc, Cancelled);

        Assert.Equal(("conversationUpdate", "teamMemberAdded", Cast.Gil.Mri), Members("Added"));
        var member = (await MemberAsync(Teams.ContosoSoc, Cast.Gil.ObjectId)).Json;
        Assert.Equal(("guest", Cast.ContosoId), ((string?)member["userRole"], (string?)member["tenantId"]));
        Assert.Contains("#EXT#", (string?)member["userPrincipalName"], StringComparison.Ordinal);
        await Teams.SayAsync(Cast.Gil, Teams.ContosoSoc, "help", mentionBot: true, Cancelled);
        Assert.Equal((Cast.Gil.ObjectId, Cast.ContosoId), ((string?)Last["from"]!["aadObjectId"], (string?)Last["from"]!["tenantId"]));
    }

    [Fact]
    public async Task Remove_Person_TheyCannotSpeakOrSeeOrBeFound()
    {
        await Teams.SayAsync(Cast.Ann, Teams.ContosoSoc, "help", mentionBot: true, Cancelled);

        await Teams.Owner.RemoveAsync(Cast.Eve, Teams.ContosoSoc, Cancelled);

        Assert.Equal(("conversationUpdate", "teamMemberRemoved", Cast.Eve.Mri), Members("Removed"));
        Assert.Equal(HttpStatusCode.NotFound, (await MemberAsync(Teams.ContosoSoc, Cast.Eve.Mri)).Status);
        Assert.Empty(Teams.ViewFor(Cast.Eve, Teams.ContosoSoc));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Teams.SayAsync(Cast.Eve, Teams.ContosoSoc, "help", true, Cancelled));
    }

    [Fact]
    public async Task SharedChannel_MembersFromElsewhere_KeepTheirTenants()
    {
        var notThere = await MemberAsync(Teams.ContosoShared, Cast.Nia.Mri);
        await Teams.InstallBotAsync(Teams.ContosoShared, Cancelled);
        var member = (await MemberAsync(Teams.ContosoShared, Cast.Nia.Mri)).Json;

        await Teams.SayAsync(Cast.Nia, Teams.ContosoShared, "help", mentionBot: true, Cancelled);

        Assert.Equal("BotNotInConversationRoster", notThere.Code);
        Assert.Equal(("user", Cast.NorthwindId), ((string?)member["userRole"], (string?)member["tenantId"]));
        Assert.Equal((Cast.NorthwindId, Cast.ContosoId), ((string?)Last["from"]!["tenantId"], (string?)Last["conversation"]!["tenantId"]));
        Assert.Equal("shared", (string?)Last["channelData"]!["channel"]!["type"]);
        await Teams.Owner.RemoveAsync(Cast.Nia, Teams.ContosoShared, Cancelled);
        Assert.Equal(("conversationUpdate", "channelMemberRemoved", Cast.Nia.Mri), Members("Removed"));
    }

    [Fact]
    public async Task GroupChat_PersonAdded_HasNoEventType()
    {
        await Teams.InstallBotAsync(Teams.ContosoChat, Cancelled);

        await Teams.Owner.AddAsync(Cast.Gil, Teams.ContosoChat, Cancelled);

        Assert.Equal(("conversationUpdate", null, Cast.Gil.Mri), Members("Added"));
        Assert.Equal("groupChat", (string?)Last["conversation"]!["conversationType"]);
        Assert.Null(Last["channelData"]!["team"]);
    }

    [Fact]
    public async Task Rename_TeamAndChannel_IsToldAndServed()
    {
        await Teams.Owner.RenameTeamAsync(Teams.ContosoSoc, "Blue team", Cancelled);
        var team = ((string?)Last["channelData"]!["eventType"], (string?)Last["channelData"]!["team"]!["name"]);
        await Teams.Owner.RenameChannelAsync(Teams.ContosoSoc, "War room", Cancelled);

        Assert.Equal(("teamRenamed", "Blue team"), team);
        Assert.Equal(("channelRenamed", "War room"), ((string?)Last["channelData"]!["eventType"], (string?)Last["channelData"]!["channel"]!["name"]));
        var served = await _bench.GetAsync($"/teams/{Cast.ContosoId}/v3/teams/{Teams.ContosoSoc.Team!.Id}", null);
        Assert.Equal("Blue team", (string?)served.Json["name"]);
    }

    [Fact]
    public async Task DeleteChannel_ThenTeam_AnswersNotFound()
    {
        var soc = Teams.ContosoSoc;
        var created = await Teams.Owner.CreateChannelAsync(soc, "Drill", Cancelled);
        var there = await SendAsync(created);

        await Teams.Owner.DeleteChannelAsync(created, Cancelled);
        var channel = ((string?)Last["channelData"]!["eventType"], (await SendAsync(created)).Code, (await SendAsync(soc)).Status);
        await Teams.Owner.DeleteTeamAsync(soc, Cancelled);

        Assert.Equal(HttpStatusCode.Created, there.Status);
        Assert.Equal(("channelDeleted", "ConversationNotFound", HttpStatusCode.Created), channel);
        Assert.Equal(("teamDeleted", "ConversationNotFound"), ((string?)Last["channelData"]!["eventType"], (await SendAsync(soc)).Code));
    }

    [Fact]
    public async Task Announce_WhereTheBotIsNot_IsNotTold()
    {
        var told = await Teams.Owner.AnnounceAsync(Teams.ContosoSoc, "teamArchived", Cancelled);
        var untold = await Teams.Owner.AnnounceAsync(Teams.FabrikamSoc, "teamArchived", Cancelled);

        Assert.Equal((1, 0), (told.Attempts, untold.Attempts));
        Assert.Equal("teamArchived", (string?)Last["channelData"]!["eventType"]);
    }

    private (string? Type, string? Event, string? Mri) Members(string what) =>
        ((string?)Last["type"], (string?)Last["channelData"]!["eventType"], (string?)Last[$"members{what}"]![0]!["id"]);

    private Task<Answer> MemberAsync(TeamsConversation conversation, string member) =>
        _bench.GetAsync($"/teams/{Cast.ContosoId}/v3/conversations/{Uri.EscapeDataString(conversation.Id)}/members/{member}", null);

    private Task<Answer> SendAsync(TeamsConversation conversation) => _bench.PostAsync(
        $"/teams/{Cast.ContosoId}/v3/conversations/{Uri.EscapeDataString(conversation.Id)}/activities", null, """{"type":"message","text":"hello"}""");
}
