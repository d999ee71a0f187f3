using System.Text.RegularExpressions;
using BotResponder.Host.Chat;
using BotResponder.Journeys.World;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace BotResponder.Journeys;

/// <summary>One customer's contact types every command that the bot knows, about everything that another customer has. What she reads holds nothing of it, and what
/// is the other's is answered as what is not there.</summary>
[Trait("Attack", "13")]
public sealed partial class TwoCustomersJourney : IAsyncLifetime
{
    private const string Secret = "kestrel";

    /// <summary>Every command, with what it is asked about. A command that is not listed here fails the test.</summary>
    private static readonly (string Verb, string Words, About About)[] s_commands =
    [
        ("help", "help", About.Nothing), ("whoami", "whoami", About.Nothing), ("status", "status", About.Nothing), ("pending", "pending", About.Nothing),
        ("contained", "still contained", About.Nothing), ("extend", "extend {0} for 4h because more time", About.Request),
        ("alerts", "alerts", About.Nothing), ("indicators", "indicators", About.Nothing), ("audit", "audit", About.Nothing),
        ("audit", "audit for {0}", About.Device), ("audit", "audit for {0}", About.Request), ("indicators", "indicators for {0}", About.Indicator),
        ("can", "can I isolate {0}", About.Device), ("device", "device {0}", About.Device), ("package", "package {0}", About.Device),
        ("alert", "alert {0}", About.Alert),
        ("resolve-alerts", "resolve-alerts all on {0} as false-positive/not-malicious because x", About.Device), ("incident", "incident {0}", About.Incident),
        ("show", "show {0}", About.Request), ("targets", "targets {0}", About.Request), ("why", "why {0}", About.Request), ("who", "who can approve {0}", About.Request),
        ("approve", "approve {0}", About.Request), ("deny", "deny {0}", About.Request), ("withdraw", "withdraw {0}", About.Request),
        ("stop", "stop {0}", About.Request), ("undo", "undo {0}", About.Request), ("done", "done {0}", About.Request), ("reviewed", "reviewed {0} ok", About.Request),
        ("break", "break glass: isolate {0} because x", About.Device), ("delegate", "delegate to nobody@fabrikam.com for 8h because x", About.Nothing), ("undelegate", "undelegate", About.Nothing),
    ];

    private JourneyWorld _world = null!;

    private enum About
    {
        Nothing,
        Device,
        Request,
        Alert,
        Incident,
        Indicator,
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TeamsWorld Teams => _world.Microsoft.Teams;

    public async ValueTask InitializeAsync() => _world = await JourneyWorld.StartAsync(Stop);

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Read_EveryCommandAboutTheOthers_HoldsNothingOfThem()
    {
        var (theirs, nowhere) = (await TheirsAsync(), Nowhere());
        string[] marks = [Secret, "contoso.com", .. theirs.Values];

        foreach (var place in new[] { Teams.FabrikamSoc, Teams.OpenPersonalChat(Cast.Dee) })
        {
            foreach (var (verb, words, about) in s_commands)
            {
                var mine = await AskAsync(place, words, theirs.GetValueOrDefault(about, ""));
                Assert.NotEmpty(mine);
                Assert.All(marks, mark => Assert.False(mine.Contains(mark, StringComparison.OrdinalIgnoreCase), $"{verb} in {place.Name} says {mark}: {mine}"));
                if (about != About.Nothing)
                {
                    Assert.Equal((verb, await AskAsync(place, words, nowhere[about])), (verb, mine));
                }
            }
        }
    }

    [Fact]
    public void Commands_AllThatTheBotKnows_AreTried() => Assert.Equal(
        _world.Services.GetServices<IChatCommand>().Select(command => command.Grammar.Verb).Order(StringComparer.Ordinal),
        s_commands.Select(command => command.Verb).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    /// <summary>What the other customer has: a request that waits, a device, an alert, an incident, an indicator.</summary>
    private async Task<Dictionary<About, string>> TheirsAsync()
    {
        await _world.SayAsync(Cast.Ann, Teams.ContosoSoc, $"isolate ws-130 because {Secret}", Stop);
        var card = await _world.SeesAsync(Cast.Ann, Teams.ContosoSoc, Stop, "ws-130.contoso.com", "Waiting for");
        var contoso = _world.Microsoft.Tenants.Contoso;
        return new()
        {
            [About.Device] = contoso.Device("ws-130").Id,
            [About.Request] = Chat.CodeOn(card),
            [About.Alert] = contoso.Alerts[0].Id,
            [About.Incident] = contoso.Incidents.First(each => _world.Microsoft.Tenants.Fabrikam.Incidents.All(own => own.Id != each.Id)).Id,
            [About.Indicator] = "203.0.113.99",
        };
    }

    private static Dictionary<About, string> Nowhere() => new()
    {
        [About.Device] = new string('0', 39) + "1",
        [About.Request] = "R-00000",
        [About.Alert] = "da999999999999999999_-111111111",
        [About.Incident] = "999999",
        [About.Indicator] = "203.0.113.98",
    };

    /// <summary>What the bot answers Dee, without what she typed herself and without the time of day, which may be another one a moment later.</summary>
    private async Task<string> AskAsync(TeamsConversation place, string words, string about)
    {
        var before = Teams.ViewFor(Cast.Dee, place).Count(message => message.Author is null);
        await _world.SayAsync(Cast.Dee, place, string.Format(System.Globalization.CultureInfo.InvariantCulture, words, about), Stop);
        await _world.HandledAsync(Stop);
        var said = string.Join('\n', Teams.ViewFor(Cast.Dee, place).Where(message => message.Author is null).Skip(before).Select(Chat.Shown));
        said = TimeOfDay().Replace(said, "…");
        return about.Length == 0 ? said : said.Replace(about, "…", StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex("[0-9]{2}:[0-9]{2} UTC")]
    private static partial Regex TimeOfDay();
}
