using BotResponder.Journeys.World;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys;

/// <summary>Many alerts at once: what a filter finds becomes one request, is resolved under one verdict and taken back as a whole.</summary>
public sealed class AlertFilterJourney
{
    [Fact]
    public async Task ResolveAlerts_OfADevice_AreOneRequestThatIsUndoneAsAWhole()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await JourneyWorld.StartAsync(stop);
        var about = Alerts(world).Where(each => each is { Severity: "medium", Start.Status: not "resolved" })
            .SelectMany(alert => alert.Evidence.OfType<Evidence.OfDevice>(), (alert, evidence) => (Alert: alert, evidence.Device))
            .GroupBy(each => each.Device.HostName, each => each.Alert, StringComparer.Ordinal).First(group => group.Count() > 1);
        var alerts = about.ToArray();
        var others = Alerts(world).Except(alerts).ToDictionary(alert => alert.Id, alert => world.Microsoft.StateOf(alert).Status, StringComparer.Ordinal);

        var card = await AskAsync(world, $"resolve-alerts medium on {about.Key} as false-positive/not-malicious", stop, $"{alerts.Length} targets", "Waiting for 1 approver");
        await world.SeesAsync(Cast.Ann, Soc(world), stop, $"Found {alerts.Length} open alerts of severity medium on {about.Key}");
        await world.TapAsync(Cast.Bo, Soc(world), card, "approve", stop);
        await world.SeesAsync(Cast.Ann, Soc(world), stop, Chat.CodeOn(card), $"{alerts.Length} done");
        Assert.All(alerts, alert => Assert.Equal("resolved", world.Microsoft.StateOf(alert).Status));

        await world.SayAsync(Cast.Ann, Soc(world), $"undo {Chat.CodeOn(card)} because wrong", stop);

        await world.Microsoft.TrueAsync("all are open again", () => alerts.All(alert => world.Microsoft.StateOf(alert).Status == "inProgress"), stop);
        Assert.All(Alerts(world).Except(alerts), alert => Assert.Equal(others[alert.Id], world.Microsoft.StateOf(alert).Status));
    }

    [Theory]
    [InlineData("resolve-alerts high on no-such-device as false-positive/not-malicious", "There is no open alert of severity high on no-such-device here. Nothing was done")]
    [InlineData("resolve-alerts all as false-positive/not-malicious", "at most 3 are resolved together")]
    [InlineData("resolve-alerts urgent as false-positive/not-malicious", "is no severity")]
    [InlineData("resolve-alerts all titled abc as false-positive/not-malicious", "at least 4 characters")]
    public async Task ResolveAlerts_WhatCannotBe_IsOneSentenceAndNothingIsAsked(string command, string sentence)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await JourneyWorld.StartAsync(stop, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Defender:MostAlertsTogether"] = "3" });

        await world.SayAsync(Cast.Ann, Soc(world), $"{command} because journey", stop);

        await world.SeesAsync(Cast.Ann, Soc(world), stop, sentence);
        Assert.DoesNotContain(world.Microsoft.Calls, call => call.Method == "PATCH");
    }

    private static TeamsConversation Soc(JourneyWorld world) => world.Microsoft.Teams.ContosoSoc;

    private static IEnumerable<Alert> Alerts(JourneyWorld world) => world.Microsoft.Tenants.Contoso.Alerts;

    private static async Task<MessageView> AskAsync(JourneyWorld world, string command, CancellationToken stop, params string[] words)
    {
        await world.SayAsync(Cast.Ann, Soc(world), $"{command} because journey", stop);
        return await world.SeesAsync(Cast.Bo, Soc(world), stop, words);
    }
}
