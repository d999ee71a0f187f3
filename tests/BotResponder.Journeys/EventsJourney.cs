using BotResponder.Journeys.World;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys;

/// <summary>What happens around a conversation: the bot comes and goes, channels do, messages are changed afterwards.</summary>
public sealed class EventsJourney : IAsyncLifetime
{
    private JourneyWorld _world = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TeamsWorld Teams => _world.Microsoft.Teams;

    private TeamsConversation Soc => Teams.ContosoSoc;

    public async ValueTask InitializeAsync() => _world = await JourneyWorld.StartAsync(Stop);

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Install_SaysOnceWhatItCanDoAndWhoMay()
    {
        var hello = await _world.SeesAsync(Cast.Ann, Soc, Stop, "Hello, I am BotResponder", "isolate", "Who may", "This place is for Contoso");
        var chat = Teams.OpenPersonalChat(Cast.Dee);
        await _world.SeesAsync(Cast.Dee, chat, Stop, "Hello, I am BotResponder", "given a role");

        await Teams.InstallBotAsync(Soc, Stop);
        await HandledAsync();

        Assert.Equal(hello.Id, Assert.Single(Greetings(Cast.Ann, Soc)).Id);
    }

    [Fact]
    public async Task Install_AfterRemoval_GreetsAgain()
    {
        await _world.SeesAsync(Cast.Ann, Soc, Stop, "Hello, I am BotResponder");

        await Teams.UninstallBotAsync(Soc, Stop);
        await Teams.InstallBotAsync(Soc, Stop);

        await _world.Microsoft.TrueAsync("two greetings", () => Greetings(Cast.Ann, Soc).Count() == 2, Stop);
    }

    [Fact]
    public async Task Remove_FromATeam_NothingIsWrittenThereAnyMore()
    {
        var own = Teams.OpenPersonalChat(Cast.Bo);
        var card = await AskAsync("ws-160", "before it leaves");
        var copy = await _world.SeesAsync(Cast.Bo, own, Stop, "ws-160.contoso.com", "Waiting for");

        await Teams.UninstallBotAsync(Soc, Stop);
        await HandledAsync();
        var before = CallsTo(Soc);
        await _world.TapAsync(Cast.Bo, own, copy, "deny", Stop);
        await _world.SeesAsync(Cast.Bo, own, Stop, "ws-160.contoso.com", "Denied");
        await HandledAsync();

        Assert.Equal(before, CallsTo(Soc));
        Assert.NotEmpty(card.Id);
    }

    [Fact]
    public async Task DeleteChannel_NothingIsWrittenThereAnyMore()
    {
        var own = Teams.OpenPersonalChat(Cast.Bo);
        var soc = Soc;
        await AskAsync("ws-161", "before it is deleted");
        var copy = await _world.SeesAsync(Cast.Bo, own, Stop, "ws-161.contoso.com", "Waiting for");

        await Teams.Owner.DeleteChannelAsync(soc, Stop);
        await HandledAsync();
        var before = CallsTo(soc);
        await _world.TapAsync(Cast.Bo, own, copy, "approve", Stop);
        await _world.SeesAsync(Cast.Bo, own, Stop, "ws-161.contoso.com", "Done at");

        Assert.Equal(before, CallsTo(soc));
        Assert.True(_world.Microsoft.IsIsolated(_world.Microsoft.Tenants.Contoso.Device("ws-161")));
    }

    [Fact]
    public async Task RenameTeamAndChannel_EverythingGoesOn()
    {
        await AskAsync("ws-162", "before it is renamed");

        await Teams.Owner.RenameTeamAsync(Soc, "Blue team", Stop);
        await Teams.Owner.RenameChannelAsync(Soc, "War room", Stop);
        var card = await _world.SeesAsync(Cast.Ann, Soc, Stop, "ws-162.contoso.com");
        await _world.TapAsync(Cast.Bo, Soc, card, "approve", Stop);

        await _world.SeesAsync(Cast.Ann, Soc, Stop, "ws-162.contoso.com", "Done at");
    }

    /// <summary>The request stays what it was, is carried out as it was, and the trail shows what was asked and what the message says now.</summary>
    [Fact]
    [Trait("Attack", "31")]
    public async Task EditAndDelete_OfTheMessageThatAsked_ChangeNothingAndAreWrittenDown()
    {
        var said = await _world.SayAsync(Cast.Ann, Soc, "isolate ws-163 because ransomware", Stop);
        var card = await _world.SeesAsync(Cast.Ann, Soc, Stop, "ws-163.contoso.com", "ransomware", "Waiting for");

        await Teams.EditAsync(Cast.Ann, Soc, said.ActivityId, "isolate ws-164 because I never said that", Stop);
        await Teams.EditAsync(Cast.Ann, Soc, said.ActivityId, "nothing at all", Stop);
        await Teams.DeleteAsync(Cast.Ann, Soc, said.ActivityId, Stop);
        await Teams.UndeleteAsync(Cast.Ann, Soc, said.ActivityId, Stop);
        await Teams.ReactAsync(Cast.Eve, Soc, card.Id, "angry", added: true, Stop);
        await HandledAsync();
        await _world.TapAsync(Cast.Bo, Soc, card, "approve", Stop);
        await _world.SeesAsync(Cast.Ann, Soc, Stop, "ws-163.contoso.com", "ransomware", "Done at");

        var lines = (await _world.AuditAsync(Cast.ContosoId, Stop)).Select(line => line.Entry.Fact).Where(fact => fact.Code?.Value == Chat.CodeOn(card)).Reverse().ToList();
        var edits = lines.Where(fact => fact.Kind.StartsWith("request.message-", StringComparison.Ordinal)).ToList();
        Assert.Contains("ransomware", lines[0].Sentence, StringComparison.Ordinal);
        Assert.Equal(["request.message-edited", "request.message-edited", "request.message-deleted", "request.message-restored"], edits.Select(fact => fact.Kind));
        Assert.Contains("I never said that", edits[0].Sentence, StringComparison.Ordinal);
        Assert.All(edits, fact => Assert.Contains("of ws-163.contoso.com, “ransomware”", fact.Sentence, StringComparison.Ordinal));
        Assert.All(edits, fact => Assert.Equal("Ann Olsen", fact.Actor.Name));
        Assert.Equal(0, _world.CallsTo("ws-164", "isolate"));
        Assert.True((await _world.VerifyAuditAsync(Cast.ContosoId, Stop)).IsIntact);
    }

    [Fact]
    [Trait("Attack", "31")]
    public async Task Edit_ThatComesTwice_IsWrittenDownOnce()
    {
        var said = await _world.SayAsync(Cast.Ann, Soc, "isolate ws-165 because once", Stop);
        await _world.SeesAsync(Cast.Ann, Soc, Stop, "ws-165.contoso.com", "Waiting for");

        await Teams.EditAsync(Cast.Ann, Soc, said.ActivityId, "edited", Stop);
        await Teams.EditAsync(Cast.Eve, Soc, (await _world.SayAsync(Cast.Eve, Soc, "help", Stop)).ActivityId, "isolate ws-166 because x", Stop);
        await HandledAsync();

        Assert.Single(await _world.AuditAsync(Cast.ContosoId, Stop), line => line.Entry.Fact.Kind == "request.message-edited");
        Assert.Equal(0, _world.CallsTo("ws-166", "isolate"));
    }

    private async Task<MessageView> AskAsync(string host, string reason)
    {
        await _world.SayAsync(Cast.Ann, Soc, $"isolate {host} because {reason}", Stop);
        return await _world.SeesAsync(Cast.Ann, Soc, Stop, $"{host}.contoso.com", reason, "Waiting for");
    }

    private IEnumerable<MessageView> Greetings(CastMember person, TeamsConversation room) => Teams.ViewFor(person, room)
        .Where(message => message.Author is null && Chat.Shown(message).Contains("Hello, I am BotResponder", StringComparison.Ordinal));

    private int CallsTo(TeamsConversation room) => _world.Microsoft.Calls.Count(call => call.Area == UpstreamArea.Teams && Uri.UnescapeDataString(call.Path).Contains(room.Id, StringComparison.Ordinal));

    /// <summary>Nothing that was taken over is left to do.</summary>
    private Task HandledAsync() => _world.HandledAsync(Stop);
}
