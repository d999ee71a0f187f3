using BotResponder.Journeys.World;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys;

/// <summary>Alert tuning rules, which a person makes in the portal: counted, approved, handed over, said to be done, looked for in the audit log.</summary>
public sealed class TuningJourney : IAsyncLifetime
{
    private JourneyWorld _world = null!;

    private TeamsConversation Soc => _world.Microsoft.Teams.ContosoSoc;

    private Tenant Contoso => _world.Microsoft.Tenants.Contoso;

    /// <summary>About PowerShell, with the process itself among its evidence.</summary>
    private Alert PowerShell => Contoso.Alerts.First(alert => alert.Evidence.Any(evidence => evidence is Evidence.OfProcess) && alert.Start.Status == "new");

    public async ValueTask InitializeAsync() => _world = await JourneyWorld.StartAsync(
        TestContext.Current.CancellationToken,
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Dispatch:SlowestPoll"] = "00:00:01",
            ["Defender:Tuning:FirstLook"] = "00:00:00.2",
            ["Defender:Tuning:VerifyWithin"] = "00:00:05",
        },
        new() { RateLimits = false, ExtraAlerts = 600, AuditDelay = TimeSpan.FromMilliseconds(50), AuditSearchTime = TimeSpan.FromMilliseconds(200) });

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Hide_MadeInThePortalAndSaid_IsVerifiedInTheAuditLog()
    {
        var stop = TestContext.Current.CancellationToken;
        var alert = PowerShell;
        var file = alert.Evidence.OfType<Evidence.OfFile>().First();
        var device = alert.Evidence.OfType<Evidence.OfDevice>().First().Device;
        await _world.SayAsync(Cast.Ann, Soc, $"hide {alert.Id} when file.sha1 is {file.Sha1} and device is {device.DnsName} because our own tool", stop);
        var card = await _world.SeesAsync(
            Cast.Bo, Soc, stop, "Hide alerts like this", alert.Id, "Waiting for 2 approvers", "1 alert on 1 device in 30 days (hunting", "in no queue, on no device's page, in no API");
        await _world.TapAsync(Cast.Bo, Soc, card, "approve", stop);
        await _world.TapAsync(Cast.Cy, Soc, card, "approve", stop);
        var handed = await _world.SeesAsync(Cast.Ann, Soc, stop, alert.Id, "Make the rule now in the Defender portal", $"file.sha1 is {file.Sha1}", $"https://security.microsoft.com/?tid={Cast.ContosoId}");
        Assert.DoesNotContain(_world.Microsoft.Calls, call => call.Path.Contains("auditLog", StringComparison.Ordinal));

        var code = Chat.CodeOn(handed);
        _world.Microsoft.MakeTuningRule(Contoso, $"BotResponder {code}", "cy.park@contoso.com");
        await _world.TapAsync(Cast.Cy, Soc, handed, "done", stop);

        await _world.SeesAsync(Cast.Ann, Soc, stop, alert.Id, "Done at", "Verified in the audit log: cy.park@contoso.com did “CreateSuppressionRule”", $"named BotResponder {code}");
        var lines = await _world.AuditAsync(Cast.ContosoId, stop);
        Assert.Equal(Cast.Cy.Name, Assert.Single(lines, line => line.Entry.Fact.Kind == "operation.handed-back").Entry.Fact.Actor.Name);
        Assert.True((await _world.VerifyAuditAsync(Cast.ContosoId, stop)).IsIntact);
        Assert.DoesNotContain(_world.Microsoft.Calls, call => call.Method == "PATCH");
    }

    [Fact]
    public async Task Hide_ThatWouldHaveHiddenAnAttack_NeedsThreeApproversAndSaysWhy()
    {
        var stop = TestContext.Current.CancellationToken;
        var alert = PowerShell;
        var caught = Contoso.Alerts.Where(each => each.Title == alert.Title && each.Evidence.Any(evidence => evidence is Evidence.OfProcess)).ToArray();
        var devices = caught.SelectMany(each => each.Evidence.OfType<Evidence.OfDevice>()).Select(evidence => evidence.Device.Id).Distinct(StringComparer.Ordinal).Count();
        var real = caught.Count(each => each.Start.Classification == "truePositive");
        Assert.NotEqual(0, real);

        await _world.SayAsync(Cast.Ann, Soc, $"hide {alert.Id} when process.command starts-with \"powershell.exe -enc\" because noise", stop);

        await _world.SeesAsync(
            Cast.Bo, Soc, stop, "Waiting for 3 approvers", $"{caught.Length} alerts on {devices} devices", real == 1 ? "is 1 true positive: real attacks" : $"are {real} true positives: real attacks",
            "it holds on every device and for every account", "a part of a value fits more");
    }

    [Fact]
    public async Task Tune_SaidToBeDoneAndNotThere_IsNotVerified()
    {
        var stop = TestContext.Current.CancellationToken;
        var alert = Contoso.Alerts.First(each => each.Source == "microsoftDefenderForIdentity" && each.Start.Status == "new");
        await _world.SayAsync(Cast.Ann, Soc, $"tune {alert.Id} because our own scanner", stop);
        await _world.SeesAsync(Cast.Ann, Soc, stop, "which condition do you mean?", "this address, this device");
        await _world.SayAsync(Cast.Ann, Soc, "1", stop);
        var card = await _world.SeesAsync(Cast.Bo, Soc, stop, "Resolve alerts like this", alert.Id, "Waiting for 1 approver", "ip is", "and device is");
        await _world.TapAsync(Cast.Bo, Soc, card, "approve", stop);
        var handed = await _world.SeesAsync(Cast.Ann, Soc, stop, alert.Id, "Make the rule now in the Defender portal");

        await _world.SayAsync(Cast.Ann, Soc, $"done {Chat.CodeOn(handed)}", stop);

        await _world.SeesAsync(Cast.Ann, Soc, stop, "I look whether it was done");
        await _world.SeesAsync(Cast.Ann, Soc, stop, alert.Id, "In doubt", $"Not verified: {Cast.Ann.Name} said at", "Alert tuning");
    }

    [Fact]
    public async Task Hide_OfAnotherProductsAlert_IsRefusedBeforeAnybodyIsAsked()
    {
        var stop = TestContext.Current.CancellationToken;
        var alert = Contoso.Alerts.First(each => each.Source == "microsoftDefenderForIdentity");

        await _world.SayAsync(Cast.Ann, Soc, $"hide {alert.Id} when ip is 203.0.113.7 because noise", stop);

        await _world.SeesAsync(Cast.Ann, Soc, stop, "Only alerts of Defender for Endpoint can be hidden", "Type tune in place of hide");
        Assert.DoesNotContain(_world.Microsoft.Teams.ViewFor(Cast.Bo, Soc), message => Chat.Shown(message).Contains("Waiting for", StringComparison.Ordinal));
    }
}
