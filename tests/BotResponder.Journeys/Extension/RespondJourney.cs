using BotResponder.Journeys.World;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys.Extension;

/// <summary>"Respond" on a message: from what somebody wrote to a request, without typing a command.</summary>
public sealed class RespondJourney(WorldFixture fixture) : IClassFixture<WorldFixture>
{
    private readonly JourneyWorld _world = fixture.World;

    [Fact]
    public async Task Respond_OnAMessageInTheChannel_IsARequestInItsThread()
    {
        var stop = TestContext.Current.CancellationToken;
        var soc = _world.Microsoft.Teams.ContosoSoc;
        var message = await _world.WriteAsync(Cast.Eve, soc, "Beacon from WS-110 and ws-111.contoso.com to hxxps://evil[.]example/a, user kim@contoso.com, 10.1.2[.]3", stop);

        var choose = await _world.OpenAsync(Cast.Ann, soc, message, stop);
        var ask = await _world.GoOnAsync(Cast.Ann, soc, message, choose, stop, ("action", "device.isolate"));
        var taken = await _world.GoOnAsync(Cast.Ann, soc, message, ask, stop, ("targets", "WS-110"), ("flags", "selective"), ("reason", "beacon"));
        var card = await _world.SeesAsync(Cast.Ann, soc, stop, "ws-110.contoso.com", "beacon", "Waiting for 1 approver");
        await _world.TapAsync(Cast.Bo, soc, card, "approve", stop);
        await _world.SeesAsync(Cast.Ann, soc, stop, "ws-110.contoso.com", "Done at");

        Assert.Contains("Isolate device", choose.Card, StringComparison.Ordinal);
        Assert.Contains("WS-110", ask.Card, StringComparison.Ordinal);
        Assert.Contains("\"value\":\"ws-111.contoso.com\"", ask.Card, StringComparison.Ordinal);

        // Other actions take the link, so it is carried along; as a device it is not to be chosen.
        Assert.DoesNotContain("\"value\":\"https://evil", ask.Card, StringComparison.Ordinal);
        Assert.Contains("in this conversation", taken.Message, StringComparison.Ordinal);
        Assert.Equal(message, card.ThreadId);
        Assert.Equal("Selective", _world.Microsoft.ActionsOf(_world.Microsoft.Tenants.Contoso).First(action => action.Device.IsNamed("ws-110")).Scope);
    }

    [Fact]
    public async Task Respond_SeveralDevices_IsOneRequest()
    {
        var stop = TestContext.Current.CancellationToken;
        var soc = _world.Microsoft.Teams.ContosoSoc;
        var message = await _world.WriteAsync(Cast.Bo, soc, "ws-112, ws-113 again", stop);

        await _world.RespondAsync(Cast.Ann, soc, message, "device.isolate", "ws-112,ws-113", "twins", stop);

        await _world.SeesAsync(Cast.Ann, soc, stop, "2 devices", "twins", "Waiting for 1 approver");
    }

    [Fact]
    public async Task Respond_WhereTheBotIsNoMember_GoesToTheOwnChatForTheChosenCustomer()
    {
        var stop = TestContext.Current.CancellationToken;
        var everyone = _world.Microsoft.Teams.ContosoEveryone;
        var message = await _world.WriteAsync(Cast.Eve, everyone, "my laptop ws-043 is slow", stop);

        var choose = await _world.OpenAsync(Cast.Ann, everyone, message, stop);
        var ask = await _world.GoOnAsync(Cast.Ann, everyone, message, choose, stop, ("action", "device.isolate"), ("customer", Cast.FabrikamId));
        var taken = await _world.GoOnAsync(Cast.Ann, everyone, message, ask, stop, ("reason", "slow is suspicious"));
        await _world.SeesAsync(Cast.Ann, _world.Microsoft.Teams.OpenPersonalChat(Cast.Ann), stop, "ws-043.fabrikam.com", "slow is suspicious", "Waiting for");

        Assert.Contains("Contoso", choose.Card, StringComparison.Ordinal);
        Assert.Contains("own chat with me", taken.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_world.Microsoft.Teams.ViewFor(Cast.Eve, everyone), each => each.Author is null);
        Assert.DoesNotContain(await _world.AuditAsync(Cast.ContosoId, stop), line => line.Entry.Fact.Sentence.Contains("slow is suspicious", StringComparison.Ordinal));
    }

    /// <summary>Several devices of one name: asked in the own chat, and answered there, for the customer that was chosen.</summary>
    [Fact]
    public async Task Respond_NameOfTwoDevices_AsksBackAndKeepsTheCustomer()
    {
        var stop = TestContext.Current.CancellationToken;
        var everyone = _world.Microsoft.Teams.ContosoEveryone;
        var own = _world.Microsoft.Teams.OpenPersonalChat(Cast.Ann);
        var message = await _world.WriteAsync(Cast.Eve, everyone, "look at ws-100", stop);

        var choose = await _world.OpenAsync(Cast.Ann, everyone, message, stop);
        var ask = await _world.GoOnAsync(Cast.Ann, everyone, message, choose, stop, ("action", "device.isolate"), ("customer", Cast.ContosoId));
        await _world.GoOnAsync(Cast.Ann, everyone, message, ask, stop, ("reason", "which twin"));
        await _world.SeesAsync(Cast.Ann, own, stop, "which device do you mean?");
        await _world.SayAsync(Cast.Ann, own, "1", stop);

        await _world.SeesAsync(Cast.Ann, own, stop, "ws-100.contoso.com", "which twin", "Waiting for");
    }

    [Theory]
    [InlineData("", "Please give the reason")]
    [InlineData("   ", "Please give the reason")]
    public async Task Respond_WithoutReason_AsksAgainAndKeepsWhatWasChosen(string reason, string notice)
    {
        var stop = TestContext.Current.CancellationToken;
        var soc = _world.Microsoft.Teams.ContosoSoc;
        var message = await _world.WriteAsync(Cast.Bo, soc, "ws-114", stop);

        var again = await _world.RespondAsync(Cast.Ann, soc, message, "device.isolate", "ws-114", reason, stop);
        await _world.GoOnAsync(Cast.Ann, soc, message, again, stop, ("reason", "now with one"));

        Assert.Contains(notice, again.Card, StringComparison.Ordinal);
        await _world.SeesAsync(Cast.Ann, soc, stop, "ws-114.contoso.com", "now with one");
    }

    [Fact]
    public async Task Respond_NothingToActOn_SaysSo()
    {
        var stop = TestContext.Current.CancellationToken;
        var soc = _world.Microsoft.Teams.ContosoSoc;

        var dialog = await _world.OpenAsync(Cast.Ann, soc, await _world.WriteAsync(Cast.Bo, soc, "lunch?", stop), stop);

        Assert.Contains("names nothing that I can act on", dialog.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_AnyMessage_AsksMicrosoftNothing()
    {
        var stop = TestContext.Current.CancellationToken;
        var soc = _world.Microsoft.Teams.ContosoSoc;
        var calls = _world.Microsoft.Calls.Length;
        var message = await _world.WriteAsync(Cast.Bo, soc, "ws-115", stop);

        await _world.OpenAsync(Cast.Ann, soc, message, stop);

        Assert.DoesNotContain(_world.Microsoft.Calls.Skip(calls), call => call.Path.Contains("/machines", StringComparison.Ordinal));
    }

    /// <summary>The card of a message with markup in it, as Teams sends it.</summary>
    [Fact]
    public async Task Respond_HtmlMessage_ReadsWordsAndLinks()
    {
        var stop = TestContext.Current.CancellationToken;
        var soc = _world.Microsoft.Teams.ContosoSoc;
        var message = await _world.WriteAsync(Cast.Bo, soc, "see below", stop);

        var dialog = await _world.OpenAsync(Cast.Ann, soc, message, stop, "<div><p>seen on <b>ws-116</b>&nbsp;&amp; <a href=\"https://x.example\">here</a></p><table><tr><td>ws-117</td></tr></table></div>");

        Assert.Contains("ws-116, ws-117", Chat.Shown(new("", null, null, null, dialog.Card, null, default, null)), StringComparison.Ordinal);
    }
}
