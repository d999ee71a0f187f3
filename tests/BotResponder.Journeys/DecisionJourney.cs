using System.Text.Json.Nodes;
using BotResponder.Journeys.World;
using BotResponder.Simulator.Tenants;
using BotResponder.Simulator.Teams;

namespace BotResponder.Journeys;

/// <summary>Every way in which a request ends, and every tap that does not count.</summary>
public sealed class DecisionJourney(WorldFixture fixture) : IClassFixture<WorldFixture>
{
    private readonly JourneyWorld _world = fixture.World;

    private TeamsConversation Soc => _world.Microsoft.Teams.ContosoSoc;

    [Fact]
    public async Task Withdraw_ByTheRequester_EndsItAndTheLateApproverIsTold()
    {
        var stop = TestContext.Current.CancellationToken;
        var card = await AskAsync("ws-070", stop);

        var byBo = await _world.TapUnofferedAsync(Cast.Bo, Soc, card, "withdraw", stop);
        await _world.TapAsync(Cast.Ann, Soc, card, "withdraw", stop);
        await _world.SeesAsync(Cast.Cy, Soc, stop, "ws-070", "Withdrawn at");
        var late = await _world.TapUnofferedAsync(Cast.Bo, Soc, card, "approve", stop);

        Assert.Contains("Only the person who asked can withdraw", byBo.Body, StringComparison.Ordinal);
        Assert.Contains("is already withdrawn", late.Body, StringComparison.Ordinal);
        Assert.Equal(0, _world.CallsTo("ws-070", "isolate"));
    }

    [Fact]
    public async Task Deny_ByAnApprover_EndsItWithTheComment()
    {
        var stop = TestContext.Current.CancellationToken;
        var card = await AskAsync("ws-071", stop);

        await _world.TapAsync(Cast.Cy, Soc, card, "deny", stop, "it is the CEO's demo machine");

        await _world.SeesAsync(Cast.Ann, Soc, stop, "ws-071", "Denied at", "it is the CEO", "Cy Park denied");
        Assert.Equal(0, _world.CallsTo("ws-071", "isolate"));
    }

    [Fact]
    public async Task Approve_TypedInThePersonalChat_CountsLikeTheButton()
    {
        var stop = TestContext.Current.CancellationToken;
        var card = await AskAsync("ws-072", stop);
        var chat = _world.Microsoft.Teams.OpenPersonalChat(Cast.Bo);
        await _world.SeesAsync(Cast.Bo, chat, stop, "ws-072");

        await _world.SayAsync(Cast.Bo, chat, $"approve {Chat.CodeOn(card)} because typed on the train", stop);

        await _world.SeesAsync(Cast.Ann, Soc, stop, "ws-072", "Done at", "typed on the train");
        Assert.Equal(1, _world.CallsTo("ws-072", "isolate"));
    }

    [Fact]
    public async Task Approve_ByEveOrTwiceOrForged_DoesNotCount()
    {
        var stop = TestContext.Current.CancellationToken;
        var card = await AskAsync("ws-073", stop);
        var data = new JsonObject { ["request"] = "forged.00000000000000000000000000" };

        var byEve = await _world.TapUnofferedAsync(Cast.Eve, Soc, card, "approve", stop);
        var forged = await _world.Microsoft.Teams.TapAsync(Cast.Bo, Soc, card.Id, "approve", data, null, stop);
        var unknownVerb = await _world.Microsoft.Teams.TapAsync(Cast.Bo, Soc, card.Id, "approved", CardReader.Action(card.Card!, "refresh")!["data"]!.AsObject(), null, stop);
        var elsewhere = await _world.Microsoft.Teams.TapAsync(
            Cast.Bo, _world.Microsoft.Teams.FabrikamSoc, card.Id, "approve", CardReader.Action(card.Card!, "refresh")!["data"]!.AsObject(), null, stop);

        Assert.Contains("You are not an approver here", byEve.Body, StringComparison.Ordinal);
        Assert.Contains("I do not know that request here", forged.Body, StringComparison.Ordinal);
        Assert.Contains("I do not know that button", unknownVerb.Body, StringComparison.Ordinal);
        Assert.Contains("I do not know that request here", elsewhere.Body, StringComparison.Ordinal);
        Assert.Equal(0, _world.CallsTo("ws-073", "isolate"));
        await _world.TapAsync(Cast.Bo, Soc, card, "approve", stop);
        await _world.SeesAsync(Cast.Ann, Soc, stop, "ws-073", "Done at");
        var again = await _world.TapUnofferedAsync(Cast.Cy, Soc, card, "approve", stop);
        Assert.Contains("is already done", again.Body, StringComparison.Ordinal);
        Assert.Equal(1, _world.CallsTo("ws-073", "isolate"));
    }

    [Fact]
    public async Task Undo_ThenRelease_FreesTheDevice()
    {
        var stop = TestContext.Current.CancellationToken;
        var device = _world.Microsoft.Tenants.Contoso.Device("ws-074");
        var card = await AskAsync("ws-074", stop);
        await _world.TapAsync(Cast.Bo, Soc, card, "approve", stop);
        var done = await _world.SeesAsync(Cast.Ann, Soc, stop, "ws-074", "Done at", "Undo");

        await _world.TapAsync(Cast.Ann, Soc, done, "undo", stop);
        var undo = await _world.SeesAsync(Cast.Ann, Soc, stop, "Release device", "ws-074", "Takes back", Chat.CodeOn(card));
        await _world.TapAsync(Cast.Cy, Soc, undo, "approve", stop);
        await _world.SeesAsync(Cast.Ann, Soc, stop, "Release device", "ws-074", "Done at");

        Assert.False(_world.Microsoft.IsIsolated(device));
        Assert.Equal(1, _world.CallsTo("ws-074", "unisolate"));
        await _world.SeesAsync(Cast.Ann, Soc, message => message.Id == card.Id, stop, "Undo asked in", Chat.CodeOn(undo));
    }

    [Fact]
    public async Task Release_Typed_WorksTheSameWay()
    {
        var stop = TestContext.Current.CancellationToken;

        await _world.SayAsync(Cast.Ann, Soc, "release WS-075 because clean", stop);
        var card = await _world.SeesAsync(Cast.Ann, Soc, stop, "Release device", "ws-075", "Waiting for 1 approver");
        await _world.TapAsync(Cast.Bo, Soc, card, "approve", stop);

        await _world.SeesAsync(Cast.Ann, Soc, stop, "Release device", "ws-075", "Done at");
        Assert.Equal(1, _world.CallsTo("ws-075", "unisolate"));
    }

    [Fact]
    public async Task Isolate_DomainController_NeedsTwoApprovers()
    {
        var stop = TestContext.Current.CancellationToken;

        await _world.SayAsync(Cast.Ann, Soc, "isolate dc-02 because golden ticket", stop);
        var card = await _world.SeesAsync(Cast.Ann, Soc, stop, "dc-02", "Waiting for 2 approvers", "Take care");
        await _world.TapAsync(Cast.Bo, Soc, card, "approve", stop);
        var half = await _world.SeesAsync(Cast.Ann, Soc, stop, "dc-02", "1 approver more (1 of 2 approved)");
        var twice = await _world.TapUnofferedAsync(Cast.Bo, Soc, half, "approve", stop);
        await _world.TapAsync(Cast.Cy, Soc, half, "approve", stop);

        Assert.Contains("You have approved", twice.Body, StringComparison.Ordinal);
        await _world.SeesAsync(Cast.Ann, Soc, stop, "dc-02", "Done at", "Bo Lind and Cy Park");
        Assert.Equal(1, _world.CallsTo("dc-02", "isolate"));
    }

    [Fact]
    public async Task Ask_Twice_IsAnsweredWithTheOpenRequest()
    {
        var stop = TestContext.Current.CancellationToken;
        var card = await AskAsync("ws-076", stop);

        await _world.SayAsync(Cast.Ann, Soc, "isolate ws-076.contoso.com because again", stop);

        await _world.SeesAsync(Cast.Ann, Soc, stop, "You have asked for that already", Chat.CodeOn(card));
    }

    private async Task<MessageView> AskAsync(string device, CancellationToken stop)
    {
        await _world.SayAsync(Cast.Ann, Soc, $"isolate {device} because journey", stop);
        return await _world.SeesAsync(Cast.Ann, Soc, stop, $"{device}.contoso.com", "Waiting for 1 approver");
    }
}
