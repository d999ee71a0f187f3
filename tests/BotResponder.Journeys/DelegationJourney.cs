using BotResponder.Journeys.World;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys;

/// <summary>An approver is away for a while and lends her right: to somebody, for a time, for others' requests only.</summary>
public sealed class DelegationJourney : IAsyncLifetime
{
    private JourneyWorld _world = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TeamsConversation Soc => _world.Microsoft.Teams.ContosoSoc;

    public async ValueTask InitializeAsync() => _world = await JourneyWorld.StartAsync(Stop, new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["Protection:Customers:0:Responders:1"] = BotSettings.Id(Cast.Bo),
    });

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Delegate_ForAWhile_ApprovesAndIsShownAndEndsByItself()
    {
        await _world.SayAsync(Cast.Bo, Soc, "delegate to eve.moss@contoso.com for 8h because I am asleep", Stop);
        await _world.SeesAsync(Cast.Bo, Soc, Stop, "Eve Moss approves for you for Contoso until", "never what you or they asked for", "undelegate");
        await _world.SayAsync(Cast.Eve, Soc, "whoami", Stop);
        await _world.SeesAsync(Cast.Eve, Soc, Stop, "Contoso: approve for Bo Lind until", "delegated");

        await _world.SayAsync(Cast.Ann, Soc, "isolate ws-076 because beacon", Stop);
        var card = await _world.SeesAsync(Cast.Ann, Soc, Stop, "ws-076", "Waiting for 1 approver");
        var code = Chat.CodeOn(card);
        await _world.SayAsync(Cast.Ann, Soc, $"who can approve {code}", Stop);
        await _world.SeesAsync(Cast.Ann, Soc, Stop, $"Who can approve {code}", "Eve Moss (approver for Bo Lind until", "delegated");
        var eves = _world.Microsoft.Teams.OpenPersonalChat(Cast.Eve);
        var own = await _world.SeesAsync(Cast.Eve, eves, Stop, code, "You may approve or deny it");
        await _world.TapAsync(Cast.Eve, eves, own, "approve", Stop);
        await _world.SeesAsync(Cast.Ann, Soc, Stop, code, "Approved by Eve Moss", "Done at");
        Assert.Contains(await _world.AuditAsync(Cast.ContosoId, Stop), line => line.Entry.Fact.Sentence == "Approved for Bo Lind, who delegated it");

        await _world.StopBotAsync(Stop);
        await _world.StartBotAsync(Stop);
        await _world.SayAsync(Cast.Bo, Soc, "whoami", Stop);
        await _world.SeesAsync(Cast.Bo, Soc, Stop, "Eve Moss approves for you until");
        _world.Clock.Advance(TimeSpan.FromHours(8));
        await _world.SayAsync(Cast.Ann, Soc, "isolate ws-077 because beacon", Stop);
        var late = await _world.SeesAsync(Cast.Ann, Soc, Stop, "ws-077", "Waiting for 1 approver");
        await _world.SayAsync(Cast.Eve, Soc, $"approve {Chat.CodeOn(late)}", Stop);
        await _world.SeesAsync(Cast.Eve, Soc, Stop, "I do not know that request here");
        Assert.Equal(0, _world.CallsTo("ws-077", "isolate"));
    }

    [Fact]
    [Trait("Attack", "18")]
    public async Task Delegate_ForOnesOwnRequest_DoesNotCount()
    {
        await _world.SayAsync(Cast.Bo, Soc, "delegate to eve.moss@contoso.com for 8h because I am asleep", Stop);
        await _world.SeesAsync(Cast.Bo, Soc, Stop, "Eve Moss approves for you");
        await _world.SayAsync(Cast.Bo, Soc, "isolate ws-078 because beacon", Stop);
        var card = await _world.SeesAsync(Cast.Bo, Soc, Stop, "ws-078", "Waiting for 1 approver");

        await _world.SayAsync(Cast.Eve, Soc, $"approve {Chat.CodeOn(card)}", Stop);
        await _world.SeesAsync(Cast.Eve, Soc, Stop, "What was delegated to you does not count for");
        await _world.TapUnofferedAsync(Cast.Eve, Soc, card, "approve", Stop);
        await _world.HandledAsync(Stop);
        Assert.Equal(0, _world.CallsTo("ws-078", "isolate"));

        await _world.SayAsync(Cast.Cy, Soc, $"approve {Chat.CodeOn(card)}", Stop);
        await _world.SeesAsync(Cast.Ann, Soc, Stop, "ws-078", "Done at");
    }

    [Fact]
    [Trait("Attack", "23")]
    public async Task Undelegate_BetweenCardAndTap_TakesTheRightAway()
    {
        await _world.SayAsync(Cast.Bo, Soc, "delegate to eve.moss@contoso.com for 8h because I am asleep", Stop);
        await _world.SeesAsync(Cast.Bo, Soc, Stop, "Eve Moss approves for you");
        await _world.SayAsync(Cast.Eve, Soc, "delegate to ann.olsen@contoso.com for 1h because I was lent it", Stop);
        await _world.SeesAsync(Cast.Eve, Soc, Stop, "what was delegated to you cannot be passed on");
        await _world.SayAsync(Cast.Ann, Soc, "isolate ws-079 because beacon", Stop);
        var card = await _world.SeesAsync(Cast.Ann, Soc, Stop, "ws-079", "Waiting for 1 approver");

        await _world.SayAsync(Cast.Bo, Soc, "undelegate", Stop);
        await _world.SeesAsync(Cast.Bo, Soc, Stop, "Ended: Eve Moss cannot approve for you");
        await _world.TapUnofferedAsync(Cast.Eve, Soc, card, "approve", Stop);
        await _world.HandledAsync(Stop);

        Assert.Equal(0, _world.CallsTo("ws-079", "isolate"));
        var kinds = (await _world.AuditAsync(Cast.ContosoId, Stop)).Select(line => line.Entry.Fact.Kind).Where(kind => kind.StartsWith("delegation.", StringComparison.Ordinal)).Reverse();
        Assert.Equal(["delegation.made", "delegation.refused", "delegation.ended"], kinds);
    }

    [Theory]
    [InlineData("delegate to gil.frey_partner.example#EXT#@contoso.onmicrosoft.com for 1h because partner", "There is no account called", "a guest's")]
    [InlineData("delegate to nobody.at.all@contoso.com for 1h because gone", "There is no account called", "")]
    [InlineData("delegate to bo.lind@contoso.com for 1h because me", "That is you yourself", "")]
    [InlineData("delegate to cy.park@contoso.com for 9d because long", "A delegation lasts 7 days at most", "")]
    [InlineData("delegate to cy.park@contoso.com for ever because long", "Say how long in minutes, hours or days", "")]
    [InlineData("undelegate", "You have delegated nothing for Contoso", "")]
    public async Task Delegate_WhatCannotBe_IsRefusedWithASentence(string words, string sentence, string or)
    {
        await _world.SayAsync(Cast.Bo, Soc, words, Stop);

        await _world.SeesAsync(Cast.Bo, Soc, message => Chat.Shown(message).Contains(sentence, StringComparison.Ordinal) || (or.Length > 0 && Chat.Shown(message).Contains(or, StringComparison.Ordinal)), Stop, "");
        Assert.DoesNotContain(await _world.AuditAsync(Cast.ContosoId, Stop), line => line.Entry.Fact.Kind == "delegation.made");
    }
}
