using BotResponder.Journeys.World;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys;

/// <summary>Several customers in one chat: the line says for whom, or the bot asks; and what a customer's own people ask stands in the provider's channel too.</summary>
public sealed class CustomersByChatJourney : IAsyncLifetime
{
    private JourneyWorld _world = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TeamsWorld Teams => _world.Microsoft.Teams;

    private TeamsConversation Anns => Teams.OpenPersonalChat(Cast.Ann);

    public async ValueTask InitializeAsync()
    {
        _world = await JourneyWorld.StartAsync(Stop);
        await _world.HandledAsync(Stop);
        await _world.StopBotAsync(Stop);

        // Contoso's night shift works for Fabrikam.
        _world.Set("Protection:Customers:0:Channels:1", "19:none@thread.v2");
        _world.Set("Protection:Customers:1:Channels:1", Teams.ContosoChat.Id);
        await _world.StartBotAsync(Stop);
        await Teams.InstallBotAsync(Teams.ContosoChat, Stop);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task For_NamedInTheLine_IsThatCustomer()
    {
        await _world.SayAsync(Cast.Ann, Anns, "isolate ws-042 for fabrikam because ransomware", Stop);
        await _world.SeesAsync(Cast.Ann, Anns, Stop, "ws-042.fabrikam.com", "Waiting for 1 approver");
        await _world.SayAsync(Cast.Ann, Anns, "can I isolate ws-042 for Contoso?", Stop);
        await _world.SeesAsync(Cast.Ann, Anns, Stop, "Yes, with approval", "ws-042.contoso.com");

        Assert.Contains(await _world.AuditAsync(Cast.FabrikamId, Stop), line => line.Entry.Fact.Kind == "request.submitted");
        Assert.DoesNotContain(await _world.AuditAsync(Cast.ContosoId, Stop), line => line.Entry.Fact.Kind == "request.submitted");
    }

    [Fact]
    public async Task Nobody_NamedInAPersonalChat_IsAskedForAndAnsweredByNumberNameOrCard()
    {
        await _world.SayAsync(Cast.Ann, Anns, "isolate ws-043 because beacon", Stop);
        var question = await _world.SeesAsync(Cast.Ann, Anns, Stop, "which customer do you mean?", "Contoso", "Fabrikam", "you are responder there");
        await Teams.TapAsync(Cast.Ann, Anns, question.Id, CardReader.Action(question.Card!, "answer")!,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["answer"] = Cast.FabrikamId }, Stop);
        await _world.SeesAsync(Cast.Ann, Anns, Stop, "ws-043.fabrikam.com", "Waiting for 1 approver");

        await _world.SayAsync(Cast.Ann, Anns, "pending", Stop);
        await _world.SeesAsync(Cast.Ann, Anns, Stop, "pending: which customer do you mean?");
        await _world.SayAsync(Cast.Ann, Anns, "fabrikam", Stop);
        await _world.SeesAsync(Cast.Ann, Anns, Stop, "Fabrikam", "ws-043");
        await _world.SayAsync(Cast.Ann, Anns, "isolate", Stop);
        await _world.SeesAsync(Cast.Ann, Anns, Stop, "isolate: which customer do you mean?");
        await _world.SayAsync(Cast.Ann, Anns, "1", Stop);
        await _world.SeesAsync(Cast.Ann, Anns, Stop, "isolate: which device?");
    }

    [Fact]
    [Trait("Attack", "13")]
    public async Task For_CustomerOfOthersOrOfNobody_IsOneAnswer()
    {
        var dees = Teams.OpenPersonalChat(Cast.Dee);
        var (others, nobodys) = (await AnswerAsync("contoso"), await AnswerAsync("litware"));

        Assert.Equal(nobodys.Replace("litware", "…", StringComparison.OrdinalIgnoreCase), others.Replace("contoso", "…", StringComparison.OrdinalIgnoreCase));
        await _world.SayAsync(Cast.Dee, dees, "pending", Stop);
        await _world.SeesAsync(Cast.Dee, dees, Stop, "Nothing is open for Fabrikam");
        await _world.SayAsync(Cast.Ann, Teams.ContosoSoc, "pending for fabrikam", Stop);
        await _world.SeesAsync(Cast.Ann, Teams.ContosoSoc, Stop, "This place is for one customer only");

        async Task<string> AnswerAsync(string name)
        {
            var before = Teams.ViewFor(Cast.Dee, dees).Count(message => message.Author is null);
            await _world.SayAsync(Cast.Dee, dees, $"isolate ws-042 for {name} because x", Stop);
            await _world.HandledAsync(Stop);
            return string.Join('\n', Teams.ViewFor(Cast.Dee, dees).Where(message => message.Author is null).Skip(before).Select(Chat.Shown));
        }
    }

    [Fact]
    public async Task Contact_AsksInHerOwnTeams_TheProvidersChannelCarriesTheSameRequest()
    {
        await _world.SayAsync(Cast.Dee, Teams.FabrikamSoc, "isolate ws-044 because the printer talks", Stop);
        var hers = await _world.SeesAsync(Cast.Dee, Teams.FabrikamSoc, Stop, "ws-044.fabrikam.com", "Waiting for 1 approver");
        var theirs = await _world.SeesAsync(Cast.Cy, Teams.ContosoChat, Stop, Chat.CodeOn(hers), "ws-044.fabrikam.com", "Waiting for 1 approver");

        await _world.TapAsync(Cast.Cy, Teams.ContosoChat, theirs, "approve", Stop);

        await _world.SeesAsync(Cast.Dee, Teams.FabrikamSoc, Stop, Chat.CodeOn(hers), "Done at");
        await _world.SeesAsync(Cast.Bo, Teams.ContosoChat, Stop, Chat.CodeOn(hers), "Done at");
        Assert.DoesNotContain(Teams.Transcript(Teams.ContosoSoc), message => message.Card?.Contains("ws-044.fabrikam.com", StringComparison.Ordinal) == true);
    }
}
