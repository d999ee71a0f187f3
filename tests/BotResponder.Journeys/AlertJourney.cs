using BotResponder.Journeys.World;
using BotResponder.Simulator;
using BotResponder.Simulator.Faults;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys;

/// <summary>Alerts and incidents from the chat to Defender and back: looked at, resolved, refused by Microsoft, lost on the way, never shown, taken back.</summary>
public sealed class AlertJourney
{
    [Fact]
    public async Task Resolve_AnAlertThatWasLookedAt_EndsResolvedVerifiedAndCommented()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await WorldAsync(stop);
        var alert = Alerts(world).First(each => each is { Severity: "medium", Start.Status: "new" });
        var device = alert.Evidence.OfType<Evidence.OfDevice>().First().Device;
        await world.SayAsync(Cast.Ann, Soc(world), $"alert {alert.Id}", stop);
        await world.SeesAsync(Cast.Ann, Soc(world), stop, alert.Id, alert.Title, device.Id, device.DnsName, "no verdict");

        var card = await AskAsync(world, $"resolve {alert.Id} as true-positive/malware", stop, alert.Id, "Waiting for 1 approver", "open, no verdict");
        await world.TapAsync(Cast.Bo, Soc(world), card, "approve", stop);

        await world.SeesAsync(Cast.Ann, Soc(world), stop, alert.Id, "resolved as true-positive/malware, verified at", "say who asked and why");
        var state = world.Microsoft.StateOf(alert);
        Assert.Equal(("resolved", "truePositive", "malware"), (state.Status, state.Classification, state.Determination));
        Assert.Contains("journey | approved by Bo Lind", Assert.Single(state.Comments).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resolve_AHighAlert_NeedsTwoApproversAndIsTakenBackByUndo()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await WorldAsync(stop);
        var alert = Alerts(world).First(each => each is { Severity: "high", Start.Status: "new" });
        var card = await AskAsync(world, $"resolve {alert.Id} as false-positive/not-malicious", stop, alert.Id, "Waiting for 2 approvers", "severity is high");

        await world.TapAsync(Cast.Bo, Soc(world), card, "approve", stop);
        await world.TapAsync(Cast.Cy, Soc(world), await world.SeesAsync(Cast.Cy, Soc(world), stop, alert.Id, "Waiting for 1"), "approve", stop);
        await world.SeesAsync(Cast.Ann, Soc(world), stop, alert.Id, "resolved as false-positive/not-malicious, verified at");
        await world.SayAsync(Cast.Ann, Soc(world), $"undo {Chat.CodeOn(card)} because wrong", stop);

        await world.SeesAsync(Cast.Ann, Soc(world), stop, alert.Id, "The alert is reopened, verified at");
        Assert.Equal(("inProgress", "unknown"), (world.Microsoft.StateOf(alert).Status, world.Microsoft.StateOf(alert).Classification));
    }

    [Fact]
    public async Task Resolve_AList_IsOneRequestAndEachHasItsOutcome()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await WorldAsync(stop);
        var alerts = Alerts(world).Where(each => each is { Severity: "low", Start: { Status: "new", AssignedTo: null } }).Take(3).ToArray();
        var count = Alerts(world).Count(each => each is { Severity: "low", Start.Status: not "resolved" });
        await world.SayAsync(Cast.Ann, Soc(world), "alerts low", stop);
        await world.SeesAsync(Cast.Ann, Soc(world), stop, $"Open alerts of severity low of Contoso: {count}", alerts[0].Id, alerts[2].Id);
        var card = await AskAsync(world, $"resolve {string.Join(", ", alerts.Select(alert => alert.Id))} as expected-activity/confirmed-activity", stop, "3 targets", "Waiting for 1 approver");

        await world.TapAsync(Cast.Bo, Soc(world), card, "approve", stop);

        await world.SeesAsync(Cast.Ann, Soc(world), stop, "3 targets", "3 done");
        Assert.All(alerts, alert => Assert.Equal("resolved", world.Microsoft.StateOf(alert).Status));
    }

    [Fact]
    public async Task Close_AnIncident_TakesItsAlertsWithIt()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await WorldAsync(stop);
        var incident = world.Microsoft.Tenants.Contoso.Incidents.First(each => each is { Severity: "medium", Start.Status: "awaitingAction" });
        await world.SayAsync(Cast.Ann, Soc(world), $"incident {incident.Id}", stop);
        await world.SeesAsync(Cast.Ann, Soc(world), stop, incident.Id, "awaiting action", "Alerts (3)");
        var card = await AskAsync(world, $"close incident {incident.Id} as expected-activity/security-testing", stop, incident.Title, "Waiting for 1 approver");

        await world.TapAsync(Cast.Bo, Soc(world), card, "approve", stop);

        await world.SeesAsync(Cast.Ann, Soc(world), stop, incident.Title, "resolved as expected-activity/security-testing, verified at");
        Assert.All(Alerts(world).Where(alert => alert.IncidentId == incident.Id), alert => Assert.Equal("resolved", world.Microsoft.StateOf(alert).Status));
    }

    [Fact]
    public async Task Resolve_WithoutConsent_IsRefusedAndNamesThePermission()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await WorldAsync(stop);
        var alert = Alerts(world).First(each => each is { Severity: "low", Start.Status: "new" });
        var card = await AskAsync(world, $"resolve {alert.Id} as true-positive/other", stop, alert.Id, "Waiting for 1 approver");
        using var armed = world.Microsoft.Faults.SwitchOn(UpstreamArea.Graph, new Fault.Refuse(403, "Forbidden"), times: null, request => request.Method == "PATCH");

        await world.TapAsync(Cast.Bo, Soc(world), card, "approve", stop);

        await world.SeesAsync(Cast.Ann, Soc(world), stop, alert.Id, "Refused", "must consent");
        Assert.Equal("new", world.Microsoft.StateOf(alert).Status);
    }

    [Fact]
    public async Task Resolve_AnswerThatIsLost_IsLookedUpAndNotSentTwice()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await WorldAsync(stop);
        var alert = Alerts(world).First(each => each is { Severity: "low", Start.Status: "new" });
        var card = await AskAsync(world, $"resolve {alert.Id} as true-positive/other", stop, alert.Id, "Waiting for 1 approver");
        using var armed = world.Microsoft.Faults.SwitchOn(UpstreamArea.Graph, new Fault.LostAnswer(), times: 1, request => request.Method == "PATCH");

        await world.TapAsync(Cast.Bo, Soc(world), card, "approve", stop);

        await world.SeesAsync(Cast.Ann, Soc(world), stop, alert.Id, "resolved as true-positive/other, verified at", "could not be added to its comments");
        Assert.Single(world.Microsoft.Calls, call => call.Method == "PATCH");
    }

    [Fact]
    public async Task Resolve_AcceptedButNeverShown_IsNeverCalledDone()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await WorldAsync(stop, new() { CasesChange = false, RateLimits = false });
        var alert = Alerts(world).First(each => each is { Severity: "low", Start.Status: "new" });
        var card = await AskAsync(world, $"resolve {alert.Id} as true-positive/other", stop, alert.Id, "Waiting for 1 approver");

        await world.TapAsync(Cast.Bo, Soc(world), card, "approve", stop);
        await world.SeesAsync(Cast.Ann, Soc(world), stop, alert.Id, "the alert does not show it yet");
        world.Clock.Advance(TimeSpan.FromMinutes(6));

        await world.SeesAsync(Cast.Ann, Soc(world), stop, alert.Id, "Accepted but not verified");
        Assert.Equal("new", world.Microsoft.StateOf(alert).Status);
    }

    [Fact]
    public async Task AssignAndComment_NeedNobodysApproval()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await WorldAsync(stop);
        var alert = Alerts(world).First(each => each is { Severity: "low", Start.Status: "new" });

        await world.SayAsync(Cast.Ann, Soc(world), $"assign {alert.Id} to bo.lind@contoso.com because night shift", stop);
        await world.SeesAsync(Cast.Ann, Soc(world), stop, alert.Id, "assigned to bo.lind@contoso.com, verified at");
        await world.SayAsync(Cast.Ann, Soc(world), $"comment {alert.Id} because she opened the invoice", stop);
        await world.SeesAsync(Cast.Ann, Soc(world), stop, alert.Id, "The alert is commented, verified at");

        var state = world.Microsoft.StateOf(alert);
        Assert.Equal("bo.lind@contoso.com", state.AssignedTo);
        Assert.Contains("she opened the invoice", state.Comments[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "13")]
    public async Task Look_AtAnAlertOfAnotherCustomer_IsAnsweredAsOneThatIsNotThere()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await WorldAsync(stop);
        var theirs = world.Microsoft.Tenants.Fabrikam.Alerts[0];

        await world.SayAsync(Cast.Ann, Soc(world), $"alert {theirs.Id}", stop);
        await world.SeesAsync(Cast.Ann, Soc(world), stop, $"There is no alert {theirs.Id} here.");
        await world.SayAsync(Cast.Ann, Soc(world), "alert da0", stop);
        await world.SeesAsync(Cast.Ann, Soc(world), stop, "There is no alert da0 here.");
        await world.SayAsync(Cast.Eve, Soc(world), $"alert {Alerts(world).First().Id}", stop);

        await world.SeesAsync(Cast.Eve, Soc(world), stop, "I cannot do that for you here");
        Assert.DoesNotContain(world.Microsoft.Teams.ViewFor(Cast.Eve, Soc(world)), message => Chat.Shown(message).Contains(theirs.Title, StringComparison.Ordinal));
    }

    private static Task<JourneyWorld> WorldAsync(CancellationToken stop, SimulatorOptions? options = null) => JourneyWorld.StartAsync(stop, options: options);

    private static TeamsConversation Soc(JourneyWorld world) => world.Microsoft.Teams.ContosoSoc;

    private static IEnumerable<Alert> Alerts(JourneyWorld world) => world.Microsoft.Tenants.Contoso.Alerts;

    private static async Task<MessageView> AskAsync(JourneyWorld world, string command, CancellationToken stop, params string[] words)
    {
        await world.SayAsync(Cast.Ann, Soc(world), $"{command} because journey", stop);
        return await world.SeesAsync(Cast.Bo, Soc(world), stop, words);
    }
}
