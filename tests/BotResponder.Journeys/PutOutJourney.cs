using System.Text.Json.Nodes;
using BotResponder.Journeys.World;
using BotResponder.Simulator.Faults;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys;

/// <summary>The bot is put out of a conversation, added again, and a card of it is deleted.</summary>
public sealed class PutOutJourney
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PutOut_WritesNothingThereUntilAddedAgain_AlsoAfterARestart()
    {
        await using var world = await JourneyWorld.StartAsync(Stop);
        var (soc, bos) = (world.Microsoft.Teams.ContosoSoc, world.Microsoft.Teams.OpenPersonalChat(Cast.Bo));
        await world.SayAsync(Cast.Ann, soc, "isolate dc-01 because put out", Stop);
        await world.SeesAsync(Cast.Bo, bos, Stop, "dc-01", "Waiting for 2 approvers");
        using var refused = world.Microsoft.Faults.SwitchOn(
            UpstreamArea.Teams, new Fault.Refuse(403, "BotNotInConversationRoster"), times: null, request => request.Method == "PUT" && request.Path.Contains(bos.Id, StringComparison.OrdinalIgnoreCase));

        var card = await world.SeesAsync(Cast.Bo, soc, Stop, "dc-01", "Waiting for 2 approvers");
        await world.TapAsync(Cast.Bo, soc, card, "approve", Stop);
        await world.SeesAsync(Cast.Ann, soc, Stop, "dc-01", "1 approver more");
        await world.Microsoft.TrueAsync("the refusal in Bo's chat", () => Tried(world, bos) == 1, Stop);
        refused.Dispose();
        await world.StopBotAsync(Stop);
        await world.StartBotAsync(Stop);
        await world.TapAsync(Cast.Ann, soc, card, "withdraw", Stop);
        await world.SeesAsync(Cast.Ann, soc, Stop, "dc-01", "Withdrawn at");
        Assert.Equal(1, Tried(world, bos));

        // What changed while it could not write there is drawn as soon as it can.
        await world.Microsoft.Teams.InstallBotAsync(bos, Stop);
        await world.SeesAsync(Cast.Bo, bos, Stop, "dc-01", "Withdrawn at");
        await world.SayAsync(Cast.Ann, soc, "isolate ws-155 because added again", Stop);
        await world.SeesAsync(Cast.Bo, bos, Stop, "ws-155", "Waiting for 1 approver");
    }

    [Fact]
    public async Task Update_CardWasDeleted_IsSentAgainAndKeptTrue()
    {
        await using var world = await JourneyWorld.StartAsync(Stop);
        var soc = world.Microsoft.Teams.ContosoSoc;
        await world.SayAsync(Cast.Ann, soc, "isolate dc-02 because deleted", Stop);
        var card = await world.SeesAsync(Cast.Bo, soc, Stop, "dc-02", "Waiting for 2 approvers");
        using var gone = world.Microsoft.Faults.SwitchOn(
            UpstreamArea.Teams, new Fault.Refuse(404, "ActivityNotFoundInConversation"), times: null, request => request.Method == "PUT" && request.Path.EndsWith($"/{card.Id}", StringComparison.Ordinal));

        await world.TapAsync(Cast.Bo, soc, card, "approve", Stop);
        var fresh = await world.SeesAsync(Cast.Ann, soc, message => message.Id != card.Id, Stop, "dc-02", "1 approver more");
        await world.TapAsync(Cast.Ann, soc, fresh, "withdraw", Stop);

        await world.SeesAsync(Cast.Eve, soc, message => message.Id == fresh.Id, Stop, "dc-02", "Withdrawn at");
    }

    [Fact]
    public async Task Search_InAQuestion_FindsTargetsOfTheConversationsCustomerForItsPeopleOnly()
    {
        await using var world = await JourneyWorld.StartAsync(Stop);
        var (contoso, fabrikam) = (world.Microsoft.Teams.ContosoSoc, world.Microsoft.Teams.FabrikamSoc);
        await world.SayAsync(Cast.Ann, contoso, "isolate", Stop);
        var question = await world.SeesAsync(Cast.Ann, contoso, Stop, "which device?");
        Assert.Contains("\"choices.data\":{\"type\":\"Data.Query\",\"dataset\":\"devices\"}", question.Card!, StringComparison.Ordinal);

        var found = await SearchAsync(world, Cast.Ann, contoso, "ws-04");
        var foreign = await SearchAsync(world, Cast.Dee, contoso, "ws-04");
        var byEve = await SearchAsync(world, Cast.Eve, contoso, "ws-04");
        var theirs = await SearchAsync(world, Cast.Dee, fabrikam, "ws-04");
        var oneLetter = await SearchAsync(world, Cast.Ann, contoso, "w");
        var accounts = await SearchAsync(world, Cast.Ann, contoso, "an", "accounts");
        var theirAccounts = await SearchAsync(world, Cast.Dee, fabrikam, "an", "accounts");
        var accountsByEve = await SearchAsync(world, Cast.Eve, contoso, "an", "accounts");
        var alerts = await SearchAsync(world, Cast.Ann, contoso, "power", "alerts");
        var theirAlerts = await SearchAsync(world, Cast.Dee, fabrikam, "power", "alerts");
        var alertsByEve = await SearchAsync(world, Cast.Eve, contoso, "power", "alerts");
        using var hang = world.Microsoft.Faults.SwitchOn(UpstreamArea.Defender, new Fault.Hang(), times: null);
        var slow = await SearchAsync(world, Cast.Ann, contoso, "ws-05");

        Assert.Contains(world.Microsoft.Tenants.Contoso.Device("ws-042").Id, found.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("fabrikam", found.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("contoso", theirs.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        Assert.NotEmpty(theirs);
        Assert.Contains(accounts, choice => (string?)choice!["value"] == Cast.Ann.ObjectId);
        Assert.DoesNotContain("fabrikam", accounts.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("contoso", theirAccounts.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Cast.Ann.ObjectId, theirAccounts.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(15, alerts.Count);
        Assert.All(alerts, choice => Assert.Contains(world.Microsoft.Tenants.Contoso.Alerts, alert => alert.Id == (string?)choice!["value"]));
        Assert.NotEmpty(theirAlerts);
        Assert.All(theirAlerts, choice => Assert.Contains(world.Microsoft.Tenants.Fabrikam.Alerts, alert => alert.Id == (string?)choice!["value"]));
        Assert.All(new[] { foreign, byEve, oneLetter, slow, accountsByEve, alertsByEve }, Assert.Empty);
    }

    private static async Task<JsonArray> SearchAsync(JourneyWorld world, CastMember person, TeamsConversation conversation, string text, string dataset = "devices")
    {
        var search = new JsonObject
        {
            ["type"] = "invoke",
            ["name"] = "application/search",
            ["id"] = $"f:{Guid.NewGuid()}",
            ["channelId"] = "msteams",
            ["serviceUrl"] = world.Microsoft.ServiceUrl(conversation.TenantId),
            ["from"] = new JsonObject { ["id"] = person.Mri, ["name"] = person.Name, ["aadObjectId"] = person.ObjectId, ["tenantId"] = person.TenantId },
            ["recipient"] = new JsonObject { ["id"] = Cast.BotTeamsId },
            ["conversation"] = new JsonObject { ["id"] = conversation.Id, ["conversationType"] = "channel", ["tenantId"] = conversation.TenantId },
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = conversation.TenantId } },
            ["value"] = new JsonObject { ["queryText"] = text, ["queryOptions"] = new JsonObject { ["skip"] = 0, ["top"] = 15 }, ["dataset"] = dataset },
        };
        var answer = await world.Microsoft.Teams.DeliverAsync(search.ToJsonString(), Stop);
        var body = JsonNode.Parse(answer.Body)!;
        Assert.Equal((200, "application/vnd.microsoft.search.searchResponse"), ((int)body["statusCode"]!, (string?)body["type"]));
        return body["value"]!["results"]!.AsArray();
    }

    private static int Tried(JourneyWorld world, TeamsConversation conversation) => world.Microsoft.Calls.Count(call =>
        call.Area == UpstreamArea.Teams && call.Method == "PUT" && call.Path.Contains(conversation.Id, StringComparison.OrdinalIgnoreCase));
}
