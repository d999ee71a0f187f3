using BotResponder.Host.Inbox;
using BotResponder.Journeys.World;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;
using BotResponder.Teams.Activities;
using Microsoft.Extensions.DependencyInjection;

namespace BotResponder.Journeys;

/// <summary>Questions for what a command lacks: answered by words or by card, wherever people talk, and by nobody else.</summary>
public sealed class DialogJourney : IAsyncLifetime
{
    private JourneyWorld _world = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TeamsWorld Teams => _world.Microsoft.Teams;

    public async ValueTask InitializeAsync()
    {
        _world = await JourneyWorld.StartAsync(Stop);
        await Teams.InstallBotAsync(Teams.ContosoChat, Stop);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData("channel", false)]
    [InlineData("channel", true)]
    [InlineData("group chat", false)]
    [InlineData("group chat", true)]
    [InlineData("personal chat", false)]
    [InlineData("personal chat", true)]
    public async Task Ask_OneThingAfterTheOther_InEveryKindOfConversation(string kind, bool byCard)
    {
        var (person, room, host) = kind switch
        {
            "channel" => (Cast.Ann, Teams.ContosoSoc, "ws-150.contoso.com"),
            "group chat" => (Cast.Ann, Teams.ContosoChat, "ws-151.contoso.com"),
            _ => (Cast.Dee, Teams.OpenPersonalChat(Cast.Dee), "ws-044.fabrikam.com"),
        };

        await _world.SayAsync(person, room, "isolate", Stop);
        await AnswerAsync(person, room, await _world.SeesAsync(person, room, Stop, "isolate: which device?"), host, byCard);
        await AnswerAsync(person, room, await _world.SeesAsync(person, room, Stop, "what is the reason?"), $"asked in a {kind}", byCard);

        await _world.SeesAsync(person, room, Stop, host, $"asked in a {kind}", "Waiting for");
    }

    [Fact]
    public async Task Answer_BySomebodyElse_AnswersNothing()
    {
        var soc = Teams.ContosoSoc;
        var asked = await Teams.SayAsync(Cast.Ann, soc, "isolate ws-152", mentionBot: true, Stop);
        var question = await _world.SeesAsync(Cast.Ann, soc, Stop, "what is the reason?");

        await AnswerAsync(Cast.Bo, soc, question, "because I say so", byCard: true);
        await _world.SeesAsync(Cast.Bo, soc, Stop, "not open any more, or it is somebody else's", "Nothing was done");
        await _world.TapAsync(Cast.Bo, soc, question, "cancel-question", Stop);
        await _world.SeesAsync(Cast.Bo, soc, Stop, "somebody else's", "Nothing was changed");
        await Teams.SayAsync(Cast.Bo, soc, "because I say so", mentionBot: true, Stop, asked.ActivityId);
        await _world.SeesAsync(Cast.Bo, soc, Stop, "I do not know the command", "because");
        await _world.SayAsync(Cast.Ann, soc, "her own reason", Stop);

        await _world.SeesAsync(Cast.Ann, soc, Stop, "ws-152.contoso.com", "her own reason", "Waiting for");
        Assert.DoesNotContain(await _world.AuditAsync(Cast.ContosoId, Stop), line => line.Entry.Fact.Sentence.Contains("I say so", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Answer_InAnotherConversation_AnswersNothing()
    {
        await _world.SayAsync(Cast.Ann, Teams.ContosoSoc, "isolate ws-153", Stop);
        await _world.SeesAsync(Cast.Ann, Teams.ContosoSoc, Stop, "what is the reason?");

        await _world.SayAsync(Cast.Ann, Teams.ContosoChat, "beacon", Stop);

        await _world.SeesAsync(Cast.Ann, Teams.ContosoChat, Stop, "I do not know the command", "beacon");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancel_EndsIt(bool byCard)
    {
        var soc = Teams.ContosoSoc;
        await _world.SayAsync(Cast.Ann, soc, "isolate ws-154", Stop);
        var question = await _world.SeesAsync(Cast.Ann, soc, Stop, "what is the reason?");

        await (byCard ? _world.TapAsync(Cast.Ann, soc, question, "cancel-question", Stop) : _world.SayAsync(Cast.Ann, soc, "Cancel", Stop));
        await _world.SeesAsync(Cast.Ann, soc, Stop, "Cancelled. Nothing was done.");
        await AnswerAsync(Cast.Ann, soc, question, "too late", byCard: true);

        await _world.SeesAsync(Cast.Ann, soc, Stop, "not open any more");
    }

    /// <summary>The button of an old card must not end the question that is open now.</summary>
    [Fact]
    public async Task Cancel_OnAnOldCard_LeavesTheNewQuestion()
    {
        var soc = Teams.ContosoSoc;
        await _world.SayAsync(Cast.Ann, soc, "isolate ws-155", Stop);
        var old = await _world.SeesAsync(Cast.Ann, soc, Stop, "what is the reason?");
        await _world.SayAsync(Cast.Ann, soc, "isolate ws-156", Stop);
        await _world.SeesAsync(Cast.Ann, soc, message => message.Id != old.Id, Stop, "what is the reason?");

        await _world.TapAsync(Cast.Ann, soc, old, "cancel-question", Stop);
        await _world.SeesAsync(Cast.Ann, soc, Stop, "Nothing was changed");
        await _world.SayAsync(Cast.Ann, soc, "for the new one", Stop);

        await _world.SeesAsync(Cast.Ann, soc, Stop, "ws-156.contoso.com", "for the new one", "Waiting for");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answer_AfterTenMinutes_StartsNothing(bool byCard)
    {
        var soc = Teams.ContosoSoc;
        await _world.SayAsync(Cast.Ann, soc, "isolate ws-157", Stop);
        var question = await _world.SeesAsync(Cast.Ann, soc, Stop, "what is the reason?");

        _world.Clock.Advance(TimeSpan.FromMinutes(10));
        await AnswerAsync(Cast.Ann, soc, question, "beacon after lunch", byCard);

        await _world.SeesAsync(Cast.Ann, soc, Stop, byCard ? "not open any more" : "and waited ten minutes", "Nothing was done");
        Assert.DoesNotContain(await _world.AuditAsync(Cast.ContosoId, Stop), line => line.Entry.Fact.Sentence.Contains("after lunch", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answer_AfterARestart_GoesOnWhereItWas(bool byCard)
    {
        var soc = Teams.ContosoSoc;
        await _world.SayAsync(Cast.Ann, soc, "isolate ws-158", Stop);
        var question = await _world.SeesAsync(Cast.Ann, soc, Stop, "what is the reason?");

        await _world.StopBotAsync(Stop);
        await _world.StartBotAsync(Stop);
        await AnswerAsync(Cast.Ann, soc, question, "after the restart", byCard);

        await _world.SeesAsync(Cast.Ann, soc, Stop, "ws-158.contoso.com", "after the restart", "Waiting for");
    }

    /// <summary>A crash between an answer and its note in the inbox runs the turn again: the same words must not fill the next question.</summary>
    [Fact]
    public async Task Answer_WhoseTurnIsRunAgain_FillsOneQuestionOnly()
    {
        var chat = Teams.OpenPersonalChat(Cast.Dee);
        var run = _world.Services.GetRequiredService<TurnHandler>();
        var device = Said("ws-046");

        await run(Said("isolate"), Stop);
        await run(device, Stop);
        await run(device, Stop);
        await run(Said("the real reason"), Stop);

        await _world.SeesAsync(Cast.Dee, chat, Stop, "ws-046.fabrikam.com", "the real reason", "Waiting for");
        Assert.Single(await _world.AuditAsync(Cast.FabrikamId, Stop), line => line.Entry.Fact.Kind == "request.submitted");

        Activity Said(string text) => new()
        {
            Type = ActivityTypes.Message,
            Id = Guid.NewGuid().ToString(),
            ChannelId = ChannelIds.Teams,
            ServiceUrl = _world.Microsoft.ServiceUrl(Cast.FabrikamId),
            From = new(Cast.Dee.Mri, Cast.Dee.Name, Cast.Dee.ObjectId, Cast.FabrikamId),
            Recipient = new(Cast.BotTeamsId),
            Conversation = new(chat.Id, "personal", TenantId: Cast.FabrikamId),
            Text = text,
        };
    }

    private Task AnswerAsync(CastMember person, TeamsConversation room, MessageView question, string text, bool byCard) => byCard
        ? Teams.TapAsync(person, room, question.Id, CardReader.Action(question.Card!, "answer")!, new Dictionary<string, string>(StringComparer.Ordinal) { ["answer"] = text }, Stop)
        : _world.SayAsync(person, room, text, Stop);
}
