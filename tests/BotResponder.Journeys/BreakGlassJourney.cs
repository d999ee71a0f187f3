using BotResponder.Journeys.World;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys;

/// <summary>Nobody can be waited for: somebody acts at once, and others look at it afterwards, or everybody hears of it again and again.</summary>
[Trait("Attack", "25")]
public sealed class BreakGlassJourney : IAsyncLifetime
{
    private JourneyWorld _world = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TeamsConversation Soc => _world.Microsoft.Teams.ContosoSoc;

    public async ValueTask InitializeAsync() => _world = await JourneyWorld.StartAsync(Stop, new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["Protection:Customers:0:BreakGlass:0"] = BotSettings.Id(Cast.Ann),
    });

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Break_WholeLine_RunsAtOnceAndIsReviewedByButtonAndByWords()
    {
        await _world.SayAsync(Cast.Ann, Soc, "break glass: isolate ws-070 because ransomware spreads", Stop);

        var card = await _world.SeesAsync(Cast.Ann, Soc, Stop, "ws-070", "Glass broken by Ann Olsen", "without anybody's approval", "2 people must review it", "Done at");
        var code = Chat.CodeOn(card);
        Assert.Equal(1, _world.CallsTo("ws-070", "isolate"));
        await _world.SayAsync(Cast.Bo, Soc, "pending", Stop);
        await _world.SeesAsync(Cast.Bo, Soc, Stop, "Open for Contoso: 1", code, "waits for the review of 2 people");

        var bos = _world.Microsoft.Teams.OpenPersonalChat(Cast.Bo);
        var own = await _world.SeesAsync(Cast.Bo, bos, Stop, code, "Was it right?");
        await _world.TapAsync(Cast.Bo, bos, own, "reviewed-ok", Stop, "seen it spread");
        await _world.SeesAsync(Cast.Ann, Soc, Stop, code, "Bo Lind found", "seen it spread", "1 person must review it");
        await _world.SayAsync(Cast.Bo, bos, $"reviewed {code} ok", Stop);
        await _world.SeesAsync(Cast.Bo, bos, Stop, "You have reviewed", code, "1 person");
        await _world.SayAsync(Cast.Ann, Soc, $"reviewed {code} ok", Stop);
        await _world.SeesAsync(Cast.Ann, Soc, Stop, "You broke the glass for", "others must review it");
        await _world.SayAsync(Cast.Cy, Soc, $"reviewed {code} not ok because the approvers were awake", Stop);

        await _world.SeesAsync(Cast.Ann, Soc, Stop, "Not ok:", "Cy Park reviewed", "the approvers were awake", $"undo {code}");
        await _world.SeesAsync(Cast.Ann, Soc, Stop, code, "It is reviewed.", "not right");
        await _world.SayAsync(Cast.Ann, Soc, $"undo {code}", Stop);
        await _world.SeesAsync(Cast.Bo, Soc, Stop, "Release", "Waiting for 1 approver");
        Assert.True((await _world.VerifyAuditAsync(Cast.ContosoId, Stop)).IsIntact);
    }

    [Fact]
    public async Task Break_InAPersonalChatOfWhoWorksForSeveral_WantsTheCustomerNamed()
    {
        var anns = _world.Microsoft.Teams.OpenPersonalChat(Cast.Ann);

        await _world.SayAsync(Cast.Ann, anns, "break glass: isolate ws-072 because ransomware spreads", Stop);
        await _world.SeesAsync(Cast.Ann, anns, Stop, "You work for several customers", "add for and the customer's name");
        Assert.Equal(0, _world.CallsTo("ws-072", "isolate"));

        await _world.SayAsync(Cast.Ann, anns, "break glass: isolate ws-072 for contoso because ransomware spreads", Stop);
        await _world.SeesAsync(Cast.Ann, anns, Stop, "ws-072.contoso.com", "Glass broken by Ann Olsen", "Done at");
    }

    [Fact]
    public async Task Break_NobodyReviews_TheAlarmGoesOutAgainAndAgainAlsoAfterARestart()
    {
        await _world.SayAsync(Cast.Ann, Soc, "break glass isolate ws-071 for 8h because ransomware spreads", Stop);
        var code = Chat.CodeOn(await _world.SeesAsync(Cast.Ann, Soc, Stop, "ws-071", "Glass broken", "Done at"));
        var bos = _world.Microsoft.Teams.OpenPersonalChat(Cast.Bo);
        Assert.Equal(0, Alarms(Cast.Bo, Soc, code));

        _world.Clock.Advance(TimeSpan.FromHours(4));
        await _world.Microsoft.TrueAsync("the first alarm", () => Alarms(Cast.Ann, Soc, code) == 1 && Alarms(Cast.Bo, bos, code) == 1, Stop);
        await _world.StopBotAsync(Stop);
        _world.Clock.Advance(TimeSpan.FromMinutes(31));
        await _world.StartBotAsync(Stop);
        await _world.Microsoft.TrueAsync("the second alarm", () => Alarms(Cast.Ann, Soc, code) == 2 && Alarms(Cast.Bo, bos, code) == 2, Stop);

        await _world.SayAsync(Cast.Bo, bos, $"reviewed {code} ok", Stop);
        await _world.SeesAsync(Cast.Bo, bos, Stop, "It still needs the review of 1 person");
        await _world.SayAsync(Cast.Cy, Soc, $"reviewed {code} ok", Stop);
        await _world.SeesAsync(Cast.Cy, Soc, Stop, "It is reviewed; nothing is left to do.");
        Assert.Equal(2, (await _world.AuditAsync(Cast.ContosoId, Stop)).Count(line => line.Entry.Fact.Kind == "glass.unreviewed"));
    }

    [Fact]
    public async Task Break_NotMeantOrNotAllowed_DoesNothing()
    {
        foreach (var words in new[] { "break", "break isolate ws-072 because oops", "break glass", "break glass:", "break glassisolate ws-072 because oops" })
        {
            await _world.SayAsync(Cast.Ann, Soc, words, Stop);
        }

        await _world.Microsoft.TrueAsync("five explanations", () => Count(Cast.Ann, Soc, "without anybody's approval; others must review it afterwards") == 5, Stop);
        await _world.SayAsync(Cast.Ann, Soc, "break glass: isolate ws-072", Stop);
        await _world.SeesAsync(Cast.Ann, Soc, Stop, "Please name the reason too: break glass: isolate");
        await _world.SayAsync(Cast.Ann, Soc, "break glass: pending", Stop);
        await _world.SeesAsync(Cast.Ann, Soc, Stop, "pending is no response action");
        await _world.SayAsync(Cast.Bo, Soc, "break glass: isolate ws-072 because I approve of myself", Stop);
        await _world.SeesAsync(Cast.Bo, Soc, Stop, "You may not break the glass here");
        await _world.SayAsync(Cast.Eve, Soc, "break glass: isolate ws-072 because I can", Stop);
        await _world.SeesAsync(Cast.Eve, Soc, Stop, "I cannot do that for you here");

        await _world.HandledAsync(Stop);
        Assert.Equal(0, _world.CallsTo("ws-072", "isolate"));
        var tried = (await _world.AuditAsync(Cast.ContosoId, Stop)).Select(line => line.Entry.Fact).Where(fact => fact.Sentence.StartsWith("Tried to break the glass", StringComparison.Ordinal));
        Assert.Equal([Cast.Bo.ObjectId, Cast.Eve.ObjectId], tried.Select(fact => fact.Actor.Id.ObjectId).Reverse());
    }

    [Fact]
    public async Task Review_TappedByWhoIsNotOffered_ChangesNothing()
    {
        await _world.SayAsync(Cast.Ann, Soc, "break glass: isolate ws-073 because ransomware spreads", Stop);
        var card = await _world.SeesAsync(Cast.Ann, Soc, Stop, "ws-073", "Glass broken", "Done at");

        foreach (var person in new[] { Cast.Ann, Cast.Eve })
        {
            await _world.TapUnofferedAsync(person, Soc, card, "reviewed-ok", Stop);
            await _world.TapUnofferedAsync(person, Soc, card, "reviewed-not-ok", Stop);
        }

        await _world.HandledAsync(Stop);
        Assert.DoesNotContain(await _world.AuditAsync(Cast.ContosoId, Stop), line => line.Entry.Fact.Kind == "glass.reviewed");
        await _world.SeesAsync(Cast.Ann, Soc, Stop, Chat.CodeOn(card), "2 people must review it");
    }

    private int Alarms(CastMember person, TeamsConversation conversation, string code) => Count(person, conversation, "Alarm: not reviewed", code);

    private int Count(CastMember person, TeamsConversation conversation, params string[] words) => _world.Microsoft.Teams.ViewFor(person, conversation)
        .Count(message => message.Author is null && words.All(word => Chat.Shown(message).Contains(word, StringComparison.Ordinal)));
}
