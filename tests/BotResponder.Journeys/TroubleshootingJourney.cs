using BotResponder.Journeys.World;
using BotResponder.Simulator.Faults;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys;

/// <summary>Troubleshooting mode, which a person starts in the portal: asked, approved, watched and reported.</summary>
public sealed class TroubleshootingJourney : IAsyncLifetime
{
    private JourneyWorld _world = null!;

    private TeamsConversation Soc => _world.Microsoft.Teams.ContosoSoc;

    public async ValueTask InitializeAsync() => _world = await JourneyWorld.StartAsync(
        TestContext.Current.CancellationToken,
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Dispatch:SlowestPoll"] = "00:00:01",
            ["Defender:Troubleshooting:StartWithin"] = "00:00:06",
            ["Defender:Troubleshooting:Reminder"] = "00:00:03",
            ["Defender:Troubleshooting:HuntingDelay"] = "00:00:01",
        },
        new()
        {
            RateLimits = false,
            TroubleshootingStartDelay = TimeSpan.FromMilliseconds(50),
            TroubleshootingTime = TimeSpan.FromSeconds(9),
            IngestionDelay = TimeSpan.FromMilliseconds(50),
        });

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Troubleshoot_StartedInThePortal_IsWatchedToItsEndAndReported()
    {
        var stop = TestContext.Current.CancellationToken;
        var device = _world.Microsoft.Tenants.Contoso.Device("ws-150");
        await ApprovedAsync("ws-150", stop);
        await _world.SeesAsync(
            Cast.Ann, Soc, stop, "ws-150", "A Security Administrator must start it now", "Turn on troubleshooting mode", $"/machines/v2/{device.Id}/overview?tid={Cast.ContosoId}");

        Assert.True(_world.Microsoft.StartTroubleshooting(device));
        await _world.SeesAsync(Cast.Ann, Soc, stop, "ws-150", "Troubleshooting mode is on since");
        Assert.True(_world.Microsoft.SetAntivirusSetting(device, new(
            @"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows Defender\Exclusions\Paths", @"C:\Temp", "0", "", "adm-jo")));

        // What a card shows of text is without its backslashes here.
        await _world.SeesAsync(
            Cast.Ann, Soc, stop, "ws-150", "Done at", "Troubleshooting mode was on from", $"Asked by {Cast.Ann.Name}, approved by {Cast.Bo.Name}", "Exclusions added: C:Temp (Paths), by adm-jo");
        var reminder = await _world.SeesAsync(Cast.Ann, Soc, message => message.Card is null, stop, "ws-150", "Reminder: it ends at");
        Assert.Single(_world.Microsoft.Teams.ViewFor(Cast.Ann, Soc), message => message.Card is null && Chat.Shown(message).Contains("Reminder: it ends at", StringComparison.Ordinal));
        Assert.NotNull(reminder.ThreadId);
        Assert.Contains(await _world.AuditAsync(Cast.ContosoId, stop), line => line.Entry.Fact.Sentence.StartsWith("Reminder: it ends at", StringComparison.Ordinal));
        Assert.True((await _world.VerifyAuditAsync(Cast.ContosoId, stop)).IsIntact);
        Assert.DoesNotContain(_world.Microsoft.Calls, call => call.Method == "POST" && call.Path.Contains(device.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Troubleshoot_NobodyStartsIt_FailsAndSaysSo()
    {
        var stop = TestContext.Current.CancellationToken;

        await ApprovedAsync("ws-151", stop);

        await _world.SeesAsync(Cast.Ann, Soc, stop, "ws-151", "Failed at", "Nobody started it", "ask again if it is still needed");
    }

    [Fact]
    public async Task Troubleshoot_WithdrawnAfterTheHandOver_IsNotWatchedAnyMore()
    {
        var stop = TestContext.Current.CancellationToken;
        await ApprovedAsync("ws-152", stop);
        var card = await _world.SeesAsync(Cast.Ann, Soc, stop, "ws-152", "A Security Administrator must start it now");

        await _world.TapAsync(Cast.Ann, Soc, card, "withdraw", stop);

        await _world.SeesAsync(Cast.Ann, Soc, stop, "ws-152", "Withdrawn at", "nobody watches it any more", "if it was started, it goes on by itself");
    }

    [Fact]
    public async Task Troubleshoot_HuntingIsSilentForDays_IsInDoubt()
    {
        var stop = TestContext.Current.CancellationToken;
        await ApprovedAsync("ws-153", stop);
        await _world.SeesAsync(Cast.Ann, Soc, stop, "ws-153", "A Security Administrator must start it now");
        using var silent = _world.Microsoft.Faults.SwitchOn(
            UpstreamArea.Graph, new Fault.Refuse(403, "Forbidden"), times: null, request => request.Path.Contains("runHuntingQuery", StringComparison.Ordinal));

        _world.Clock.Advance(TimeSpan.FromDays(3));

        await _world.SeesAsync(Cast.Ann, Soc, stop, "ws-153", "In doubt", "cannot say whether troubleshooting mode was on");
    }

    [Theory]
    [InlineData("ws-031", "Defender Antivirus is passive on this device")]
    [InlineData("ws-032", "needs antivirus platform 4.18.2203 or later, and this device has 4.18.2111.5")]
    [InlineData("ws-013", "has not heard from the device")]
    public async Task Troubleshoot_WhatCertainlyFails_IsRefusedBeforeAnybodyIsAsked(string host, string words)
    {
        var stop = TestContext.Current.CancellationToken;

        await _world.SayAsync(Cast.Ann, Soc, $"troubleshoot {host} because x", stop);

        await _world.SeesAsync(Cast.Ann, Soc, stop, words);
        Assert.DoesNotContain(_world.Microsoft.Teams.ViewFor(Cast.Bo, Soc), message => Chat.Shown(message).Contains("Waiting for", StringComparison.Ordinal));
    }

    private async Task ApprovedAsync(string host, CancellationToken stop)
    {
        await _world.SayAsync(Cast.Ann, Soc, $"troubleshoot {host} because the update fails", stop);
        var card = await _world.SeesAsync(Cast.Bo, Soc, stop, "Turn on troubleshooting mode", host, "Waiting for 1 approver");
        await _world.TapAsync(Cast.Bo, Soc, card, "approve", stop);
    }
}
