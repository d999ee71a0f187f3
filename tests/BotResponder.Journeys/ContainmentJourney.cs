using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Work;
using BotResponder.Journeys.Processes;
using BotResponder.Journeys.World;
using BotResponder.Simulator.Faults;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace BotResponder.Journeys;

/// <summary>What was asked for a while ends by itself, and what is still contained is told.</summary>
public sealed class ContainmentJourney : IAsyncLifetime
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private JourneyWorld _world = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TeamsConversation Soc => _world.Microsoft.Teams.ContosoSoc;

    public async ValueTask InitializeAsync() => _world = await JourneyWorld.StartAsync(Stop, new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["Containment:DailyHour"] = "0",
        ["Protection:Customers:0:TimeZone"] = "Europe/Berlin",

        // What a clock that was set back has swallowed is looked for soon, not after a minute.
        ["Work:Sweep"] = "00:00:00.2",
        ["Work:Patience"] = "00:00:00.2",
    });

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Lease_ItsTimeIsOver_IsReleasedByItselfAlsoAfterARestart()
    {
        await _world.SayAsync(Cast.Ann, Soc, "isolate ws-340 for 8h because beacon", Stop);
        var asked = await _world.SeesAsync(Cast.Bo, Soc, Stop, "ws-340", "For 8 hours", "from when it is done, then released by itself");
        await _world.TapAsync(Cast.Bo, Soc, asked, "approve", Stop);
        await _world.SeesAsync(Cast.Ann, Soc, Stop, "Done at", "Isolated until", "(Europe/Berlin), then released by itself", $"extend {Chat.CodeOn(asked)} for 4h");

        await _world.StopBotAsync(Stop);
        await _world.StartBotAsync(Stop);
        _world.Clock.Advance(8 * Hour);

        await _world.SeesAsync(Cast.Ann, Soc, Stop, "Release device", "ws-340", "Done at", $"The time of {Chat.CodeOn(asked)} is over", "BotResponder");
        await _world.SeesAsync(Cast.Ann, Soc, message => message.Id == asked.Id, Stop, "Its time is over", "takes it back");
        Assert.False(_world.Microsoft.IsIsolated(_world.Microsoft.Tenants.Contoso.Device("ws-340")));
        Assert.Equal(1, _world.CallsTo("ws-340", "unisolate"));
        Assert.True((await _world.VerifyAuditAsync(Cast.ContosoId, Stop)).IsIntact);
    }

    [Fact]
    [Trait("Attack", "53")]
    public async Task Lease_TheClockJumpsAnHourBothWays_IsNeverReleasedEarly()
    {
        var code = await IsolatedAsync("ws-341", "2h");
        foreach (var jump in new[] { -1, 1, 1, -1, -1, 1 })
        {
            _world.Clock.Advance(jump * Hour);
            await WatchedAsync();
            Assert.Equal(0, _world.CallsTo("ws-341", "unisolate"));
        }

        _world.Clock.Advance(2 * Hour);

        await _world.SeesAsync(Cast.Ann, Soc, Stop, "Release device", "ws-341", "Done at", code);
        Assert.Equal(1, _world.CallsTo("ws-341", "unisolate"));
    }

    [Fact]
    public async Task Lease_Extended_EndsAtTheNewEndAndIsRemindedOfOnceBefore()
    {
        var code = await IsolatedAsync("ws-342", "8h");
        await _world.SayAsync(Cast.Ann, Soc, $"extend {code} for 4h because forensics needs longer", Stop);
        var asked = await _world.SeesAsync(Cast.Bo, Soc, Stop, "Extend containment", "Would end at", "forensics needs longer", "Waiting for 1 approver");
        await _world.TapAsync(Cast.Bo, Soc, asked, "approve", Stop);
        await _world.SeesAsync(Cast.Ann, Soc, Stop, "Isolate device", "ws-342", "End moved by", Chat.CodeOn(asked));

        _world.Clock.Advance(8 * Hour);
        await WatchedAsync();
        Assert.Equal(0, _world.CallsTo("ws-342", "unisolate"));
        Assert.Empty(Reminders());

        _world.Clock.Advance((4 * Hour) - TimeSpan.FromMinutes(29));
        await _world.SeesAsync(Cast.Ann, Soc, message => message.Card is null, Stop, "Ann Olsen", code, "ws-342", "then released by itself", $"extend {code}");
        _world.Clock.Advance(TimeSpan.FromMinutes(29));
        await _world.SeesAsync(Cast.Ann, Soc, Stop, "Release device", "ws-342", "Done at");
        Assert.Single(Reminders());
    }

    [Fact]
    public async Task Register_UndoneByItsButton_IsEmptyAndNothingIsSentAtTheEnd()
    {
        await _world.SayAsync(Cast.Ann, Soc, "still contained", Stop);
        await _world.SeesAsync(Cast.Ann, Soc, Stop, "Nothing that I have contained for Contoso is still contained");
        var code = await IsolatedAsync("ws-343", "8h");

        await _world.SayAsync(Cast.Ann, Soc, "still contained", Stop);
        var list = await _world.SeesAsync(Cast.Ann, Soc, Stop, "Still contained for Contoso: 1", "ws-343", "asked by Ann Olsen", code, "Isolated until");
        await _world.TapAsync(Cast.Ann, Soc, list, "undo", Stop);
        var undo = await _world.SeesAsync(Cast.Bo, Soc, Stop, "Release device", "ws-343", "Waiting for 1 approver");
        await _world.TapAsync(Cast.Bo, Soc, undo, "approve", Stop);
        await _world.SeesAsync(Cast.Ann, Soc, Stop, "Isolate device", "ws-343", $"{Chat.CodeOn(undo)} took it back before its end");

        _world.Clock.Advance(8 * Hour);
        await _world.SayAsync(Cast.Ann, Soc, "contained", Stop);
        await _world.SeesAsync(Cast.Ann, Soc, Stop, "Nothing that I have contained for Contoso is still contained");
        Assert.Equal(1, _world.CallsTo("ws-343", "unisolate"));
        Assert.Empty(await LeasesAsync());
    }

    [Fact]
    public async Task Lease_ReleasedInThePortalBefore_SendsNothingAndSaysSo()
    {
        // Whoever is faster notices, the watch or the end: both look at that moment.
        var code = await IsolatedAsync("ws-344", "8h");
        await ReleaseOutsideAsync("ws-344");

        _world.Clock.Advance(8 * Hour);

        await _world.SeesAsync(Cast.Ann, Soc, message => message.Card is null, Stop, code, "outside the bot");
        Assert.Equal(1, _world.CallsTo("ws-344", "unisolate"));
    }

    [Fact]
    public async Task Lease_TheReleaseIsRefused_TellsTheThreadAndTheTrail()
    {
        var code = await IsolatedAsync("ws-345", "8h");
        using var refusing = _world.Microsoft.Faults.SwitchOn(
            UpstreamArea.Defender, new Fault.Refuse(403, "Forbidden"), times: null, when: call => call.Path.EndsWith("/unisolate", StringComparison.Ordinal));

        _world.Clock.Advance(8 * Hour);

        await _world.SeesAsync(Cast.Ann, Soc, message => message.Card is null, Stop, code, "Somebody must look", $"undo {code}");
        Assert.True(_world.Microsoft.IsIsolated(_world.Microsoft.Tenants.Contoso.Device("ws-345")));
        Assert.Contains(await _world.AuditAsync(Cast.ContosoId, Stop), line => line.Entry.Fact.Kind == "lease.alarm");
        await _world.SayAsync(Cast.Ann, Soc, "contained", Stop);
        await _world.SeesAsync(Cast.Ann, Soc, Stop, "Still contained for Contoso: 1", "ws-345");
    }

    [Fact]
    public async Task Daily_WhatIsContained_IsPostedOnceADayWhateverRestarts()
    {
        await IsolatedAsync("ws-346", time: null);
        _world.Clock.Advance(24 * Hour);
        await _world.SeesAsync(Cast.Ann, Soc, Stop, "Still contained for Contoso: 1", "ws-346", "no end");

        await _world.StopBotAsync(Stop);
        await _world.StartBotAsync(Stop);
        await WatchedAsync();
        Assert.Equal(1, Posts());

        _world.Clock.Advance(24 * Hour);
        await _world.Microsoft.TrueAsync("the next day's post", () => Posts() == 2, Stop);
    }

    [Fact]
    public async Task Time_OutOfBoundsOrUnreadable_IsRefusedInASentence()
    {
        await _world.SayAsync(Cast.Ann, Soc, "isolate ws-347 for 31d because long", Stop);
        await _world.SeesAsync(Cast.Ann, Soc, Stop, "from 15 minutes to 30 days", "Nothing was done");

        await _world.SayAsync(Cast.Ann, Soc, "isolate ws-347 for ever because long", Stop);
        await _world.SeesAsync(Cast.Ann, Soc, Stop, "such as 45m, 8h or 2d");
    }

    /// <returns>Its code.</returns>
    private async Task<string> IsolatedAsync(string host, string? time)
    {
        await _world.SayAsync(Cast.Ann, Soc, $"isolate {host}{(time is null ? "" : $" for {time}")} because beacon", Stop);
        var asked = await _world.SeesAsync(Cast.Bo, Soc, Stop, $"{host}.contoso.com", "Waiting for 1 approver");
        await _world.TapAsync(Cast.Bo, Soc, asked, "approve", Stop);
        await _world.SeesAsync(Cast.Ann, Soc, message => message.Id == asked.Id, Stop, "Done at");
        return Chat.CodeOn(asked);
    }

    /// <summary>Until whoever watches has seen the new time: every lease's row waits for a later instant, and nothing else is to be done.</summary>
    private Task WatchedAsync() =>
        Waiting.UntilAsync("no lease is due", async () => (await LeasesAsync()).All(entry => entry.Due > _world.Clock.GetUtcNow()), Stop);

    private async Task<IReadOnlyList<OutboxEntry>> LeasesAsync()
    {
        List<OutboxEntry> leases = [];
        await foreach (var stored in _world.Services.GetRequiredService<Outbox>().AllAsync(LedgerRows.Partition(new CustomerId(Cast.ContosoId)), Stop))
        {
            if (stored.Entry.Kind == WorkKind.Lease)
            {
                leases.Add(stored.Entry);
            }
        }

        return leases;
    }

    /// <summary>Past the bot's ledger: a call that Defender knows and the bot does not.</summary>
    private async Task ReleaseOutsideAsync(string host)
    {
        var (release, device) = (_world.Services.GetRequiredService<ActionCatalog>().FindByVerb("release")!, _world.Microsoft.Tenants.Contoso.Device(host));
        var target = new ActionTarget("device", device.Id, device.DnsName);
        var parameters = release.Bind(new() { Verb = "release", Values = CommandArguments.None.Add("device", device.Id) }).Value;
        Assert.Null((await release.ExecuteAsync(new(new(Cast.ContosoId), new("outside.0"), new("R-00000"), target, parameters, "in the portal", ""), Stop)).Problem);
        await _world.Microsoft.TrueAsync("it is released", () => !_world.Microsoft.IsIsolated(device), Stop);
    }

    private IEnumerable<MessageView> Reminders() => _world.Microsoft.Teams.ViewFor(Cast.Ann, Soc)
        .Where(message => message.Author is null && message.Card is null && Chat.Shown(message).Contains("then released by itself", StringComparison.Ordinal));

    private int Posts() => _world.Microsoft.Teams.ViewFor(Cast.Ann, Soc)
        .Count(message => message.Author is null && message.Card is not null && Chat.Shown(message).Contains("Still contained for Contoso", StringComparison.Ordinal));
}
