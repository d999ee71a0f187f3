using BotResponder.Journeys.World;
using BotResponder.Simulator.Faults;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys;

/// <summary>Defender down, slow, throttled, silent or busy: the right words, and never a second call.</summary>
public sealed class DefenderFaultJourney : IAsyncLifetime
{
    private JourneyWorld _world = null!;

    private TeamsConversation Soc => _world.Microsoft.Teams.ContosoSoc;

    public async ValueTask InitializeAsync() => _world = await JourneyWorld.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Ask_WhileDefenderIsDown_SaysWhatToDo()
    {
        var stop = TestContext.Current.CancellationToken;
        using (_world.Microsoft.Faults.SwitchOn(UpstreamArea.Defender, new Fault.ServerError(), times: null))
        {
            await _world.SayAsync(Cast.Ann, Soc, "isolate ws-090 because down", stop);
            await _world.SeesAsync(Cast.Ann, Soc, stop, "Defender failed or did not answer in time. Nothing was done; try again in a minute.");
        }

        Assert.Contains(await _world.AuditAsync(Cast.ContosoId, stop), line => line.Entry.Fact.Kind == "request.refused" && line.Entry.Fact.Problem == "unavailable");
    }

    [Fact]
    public async Task Ask_WhileDefenderThrottles_SaysHowLong()
    {
        var stop = TestContext.Current.CancellationToken;
        using (_world.Microsoft.Faults.SwitchOn(UpstreamArea.Defender, new Fault.Throttle(TimeSpan.FromSeconds(30)), times: null))
        {
            await _world.SayAsync(Cast.Ann, Soc, "isolate ws-090 because throttled", stop);
            await _world.SeesAsync(Cast.Ann, Soc, stop, "Defender", "30 s");
        }
    }

    [Theory]
    [InlineData("throttled")]
    [InlineData("down")]
    [InlineData("lost answer")]
    [InlineData("ran but timed out")]
    public async Task Approve_WhileTheCallFails_EndsDoneWithOneAction(string kind)
    {
        var stop = TestContext.Current.CancellationToken;
        Fault fault = kind switch
        {
            "throttled" => new Fault.Throttle(TimeSpan.FromSeconds(1)),
            "down" => new Fault.ServerError(),
            "lost answer" => new Fault.LostAnswer(),
            _ => new Fault.RanButTimedOut(),
        };
        var card = await AskAsync("ws-091", stop);
        using var armed = _world.Microsoft.Faults.SwitchOn(UpstreamArea.Defender, fault, times: 1, request => request.Path.EndsWith("/isolate", StringComparison.Ordinal));

        await _world.TapAsync(Cast.Bo, Soc, card, "approve", stop);

        await _world.SeesAsync(Cast.Ann, Soc, stop, "ws-091", "Done at");
        Assert.Single(_world.Microsoft.ActionsOf(_world.Microsoft.Tenants.Contoso));
    }

    [Fact]
    public async Task Approve_WhileSomebodyElseIsolates_IsRefusedHonestly()
    {
        var stop = TestContext.Current.CancellationToken;
        var device = _world.Microsoft.Tenants.Contoso.Device("ws-092");
        var card = await AskAsync("ws-092", stop);
        using var armed = _world.Microsoft.Faults.SwitchOn(
            UpstreamArea.Defender, new Fault.Refuse(400, "ActiveRequestAlreadyExists"), times: null, request => request.Path.EndsWith("/isolate", StringComparison.Ordinal));

        await _world.TapAsync(Cast.Bo, Soc, card, "approve", stop);

        await _world.SeesAsync(Cast.Ann, Soc, message => message.Id == card.Id, stop, "ws-092", "Defender");
        Assert.False(_world.Microsoft.IsIsolated(device));
        Assert.DoesNotContain("Done at", Chat.Shown((await _world.SeesAsync(Cast.Ann, Soc, message => message.Id == card.Id, stop, "ws-092"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ActionEnding.Failed, "Failed at")]
    [InlineData(ActionEnding.TimeOut, "Failed at")]
    [InlineData(ActionEnding.Cancelled, "Cancelled in Defender")]
    public async Task Approve_DefenderEndsItOtherwise_SaysSo(ActionEnding ending, string banner)
    {
        var stop = TestContext.Current.CancellationToken;
        _world.Microsoft.Faults.EndActions(ending);
        var card = await AskAsync("ws-093", stop);

        await _world.TapAsync(Cast.Bo, Soc, card, "approve", stop);

        var ended = await _world.SeesAsync(Cast.Ann, Soc, message => message.Id == card.Id, stop, "ws-093", banner);
        Assert.DoesNotContain("Done at", Chat.Shown(ended), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approve_OfflineDevice_StaysRunningAndSaysWhy()
    {
        var stop = TestContext.Current.CancellationToken;

        await _world.SayAsync(Cast.Ann, Soc, "isolate ws-013 because journey", stop);
        var card = await _world.SeesAsync(Cast.Ann, Soc, stop, "ws-013", "Waiting for 1 approver", "3 days");
        await _world.TapAsync(Cast.Bo, Soc, card, "approve", stop);

        await _world.SeesAsync(Cast.Ann, Soc, message => message.Id == card.Id, stop, "Running", "offline");
    }

    [Fact]
    public async Task Approve_RenamedSinceThen_IsRefusedBeforeAnyCall()
    {
        var stop = TestContext.Current.CancellationToken;
        var card = await AskAsync("ws-094", stop);
        using var armed = _world.Microsoft.Faults.SwitchOn(
            UpstreamArea.Defender, new Fault.Refuse(404, "ResourceNotFound"), times: null, request => request.Method == "GET" && request.Path.Contains("/machines/", StringComparison.Ordinal));

        await _world.TapAsync(Cast.Bo, Soc, card, "approve", stop);

        await _world.SeesAsync(Cast.Ann, Soc, message => message.Id == card.Id, stop, "Refused at", "something changed since it was approved");
        Assert.Equal(0, _world.CallsTo("ws-094", "isolate"));
    }

    private async Task<MessageView> AskAsync(string device, CancellationToken stop)
    {
        await _world.SayAsync(Cast.Ann, Soc, $"isolate {device} because journey", stop);
        return await _world.SeesAsync(Cast.Ann, Soc, stop, $"{device}.contoso.com", "Waiting for 1 approver");
    }
}
