using BotResponder.Core.Ledgers;
using BotResponder.Core.Records;
using BotResponder.Core.Work;
using BotResponder.Journeys.Processes;
using BotResponder.Journeys.World;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace BotResponder.Journeys;

/// <summary>What the bot has done is taken back in the portal: noticed, answered in the thread once, shown on the card, written down.</summary>
public sealed class OutsideJourney : IAsyncLifetime
{
    private JourneyWorld _world = null!;

    private TeamsConversation Soc => _world.Microsoft.Teams.ContosoSoc;

    private Tenant Contoso => _world.Microsoft.Tenants.Contoso;

    public async ValueTask InitializeAsync() => _world = await JourneyWorld.StartAsync(
        TestContext.Current.CancellationToken,
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["Watch:FirstLook"] = "00:00:01", ["Watch:SlowestLook"] = "00:00:01" },
        new() { ActionStartDelay = TimeSpan.FromMilliseconds(50), ActionRunTime = TimeSpan.FromMilliseconds(50), RiskDelay = TimeSpan.Zero, RateLimits = false });

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Device_ReleasedInThePortal_IsNoticedOnceAcrossARestart()
    {
        var stop = TestContext.Current.CancellationToken;
        var device = Contoso.Device("ws-160");
        await DoneAsync("isolate ws-160", "ws-160", stop);
        await _world.StopBotAsync(stop);
        Assert.True(_world.Microsoft.Portal.Release(device, "kim@contoso.com"));
        await _world.StartBotAsync(stop);

        var reply = await _world.SeesAsync(Cast.Ann, Soc, IsText, stop, "ws-160", "Released outside the bot", "noticed", "asked for by kim@contoso.com", $"isolate {device.Id} because");
        var card = await _world.SeesAsync(Cast.Ann, Soc, IsCard, stop, "ws-160", "and undone outside the bot", "Released outside the bot**, noticed");

        Assert.Equal((card.ThreadId, true), (reply.ThreadId, reply.ThreadId is not null));
        Assert.Null(CardReader.Action(card.Card, "undo"));
        await UnwatchedAsync(stop);
        Assert.Single(Texts("Released outside the bot"));
        Assert.Single(await _world.AuditAsync(Cast.ContosoId, stop), line => line.Entry.Fact.Kind == "operation.undone-outside");
        Assert.True((await _world.VerifyAuditAsync(Cast.ContosoId, stop)).IsIntact);
    }

    [Fact]
    public async Task Device_ReleasedByTheBot_IsNobodyElsesDoing()
    {
        var stop = TestContext.Current.CancellationToken;
        await DoneAsync("isolate ws-161", "ws-161", stop);

        await DoneAsync("release ws-161", "Release device from isolation", stop);

        await UnwatchedAsync(stop);
        Assert.Empty(Texts("outside the bot"));
    }

    [Theory]
    [InlineData("restrict", "App restriction removed outside the bot")]
    [InlineData("disable", "Enabled again outside the bot")]
    [InlineData("compromised", "Its risk was changed outside the bot")]
    [InlineData("resolve", "Reopened outside the bot")]
    [InlineData("close", "Reopened outside the bot")]
    [InlineData("indicator", "Lifted outside the bot")]
    public async Task Effect_TakenBackInThePortal_IsAnsweredInTheThread(string verb, string what)
    {
        var stop = TestContext.Current.CancellationToken;
        var account = Contoso.Accounts.First(each => each is { IsSynced: false, IsGuest: false, Enabled: true, DetectedRisk: "none", DirectoryRoles: [] });
        var alert = Contoso.Alerts.First(each => each is { Start.Status: "new", Severity: "low" });
        var incident = Contoso.Incidents.First(each => each is { Start.Status: "active", MergedInto: null });
        var (command, shown) = verb switch
        {
            "restrict" => ("restrict ws-162", "ws-162"),
            "disable" or "compromised" => ($"{verb} {account.UserPrincipalName}", account.UserPrincipalName),
            "resolve" => ($"resolve {alert.Id} as false-positive/not-malicious", alert.Id),
            "close" => ($"close {incident.Id} as false-positive/not-malicious", incident.Id),
            _ => ("indicator block 203.0.113.99", "203.0.113.99"),
        };
        await DoneAsync(command, shown, stop);

        TakeBack(verb, account, alert, incident);

        await _world.SeesAsync(Cast.Ann, Soc, IsText, stop, what, "noticed", "ask again");
        await _world.SeesAsync(Cast.Ann, Soc, IsCard, stop, what, "and undone outside the bot");
    }

    private void TakeBack(string verb, Account account, Alert alert, Incident incident)
    {
        switch (verb)
        {
            case "restrict":
                Assert.True(_world.Microsoft.Portal.Unrestrict(Contoso.Device("ws-162"), "kim"));
                break;
            case "disable":
                _world.Microsoft.Portal.SetEnabled(account, enabled: true);
                break;
            case "compromised":
                _world.Microsoft.Portal.DismissRisk(account);
                break;
            case "indicator":
                Assert.True(_world.Microsoft.Portal.LiftIndicator(Contoso, "203.0.113.99"));
                break;
            default:
                _world.Microsoft.Portal.Reopen(verb == "resolve" ? alert : incident);
                break;
        }
    }

    /// <summary>Asks, has it approved by as many as it needs, and waits for the end.</summary>
    private async Task DoneAsync(string command, string shown, CancellationToken stop)
    {
        await _world.SayAsync(Cast.Ann, Soc, $"{command} because journey", stop);
        var card = await _world.SeesAsync(Cast.Bo, Soc, IsCard, stop, shown, "Waiting for");
        var code = Chat.CodeOn(card);
        await _world.TapAsync(Cast.Bo, Soc, card, "approve", stop);
        if (Chat.Shown(card).Contains("Waiting for 2 approvers", StringComparison.Ordinal))
        {
            await _world.TapAsync(Cast.Cy, Soc, await _world.SeesAsync(Cast.Cy, Soc, IsCard, stop, code, "1 of 2 approved"), "approve", stop);
        }

        await _world.SeesAsync(Cast.Ann, Soc, IsCard, stop, code, "Done at");
    }

    private Task UnwatchedAsync(CancellationToken stop)
    {
        const string prefix = $"{LedgerRows.OutboxPrefix}{nameof(WorkKind.Watch)}";
        var records = _world.Services.GetRequiredService<IRecordStore>();
        return Waiting.UntilAsync(
            "nothing is watched", async () => (await records.RangeAsync(LedgerRows.Partition(new(Cast.ContosoId)), prefix, LedgerRows.After(prefix), 1, stop)).Count == 0, stop);
    }

    private MessageView[] Texts(string words) => [.. _world.Microsoft.Teams.ViewFor(Cast.Ann, Soc).Where(message => IsText(message) && Chat.Shown(message).Contains(words, StringComparison.Ordinal))];

    private static bool IsText(MessageView message) => message.Card is null;

    private static bool IsCard(MessageView message) => message.Card is not null;
}
