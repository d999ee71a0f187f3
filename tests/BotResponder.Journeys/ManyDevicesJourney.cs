using BotResponder.Journeys.World;
using BotResponder.Simulator.Faults;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys;

/// <summary>One message, one approval, many devices.</summary>
public sealed class ManyDevicesJourney(WorldFixture fixture) : IClassFixture<WorldFixture>
{
    private readonly JourneyWorld _world = fixture.World;

    private TeamsConversation Soc => _world.Microsoft.Teams.ContosoSoc;

    [Fact]
    public async Task Isolate_TwelveDevices_EachIsIsolatedOnceAndTheUndoReleasesThem()
    {
        var stop = TestContext.Current.CancellationToken;
        string[] hosts = [.. Enumerable.Range(120, 12).Select(number => $"ws-{number}")];

        await _world.SayAsync(Cast.Ann, Soc, $"isolate {string.Join(", ", hosts)} because one dropper on all of them", stop);
        var card = await _world.SeesAsync(Cast.Bo, Soc, stop, "Isolate device: 12 devices", "12 targets, 1 of them critical", "Waiting for 2 approvers");
        await _world.TapAsync(Cast.Bo, Soc, card, "approve", stop);
        await _world.TapAsync(Cast.Cy, Soc, card, "approve", stop);
        var done = await _world.SeesAsync(Cast.Ann, Soc, stop, "Isolate device: 12 devices", "Done at");

        Assert.All(hosts, host => Assert.Equal(1, _world.CallsTo(host, "isolate")));
        Assert.All(hosts, host => Assert.True(_world.Microsoft.IsIsolated(_world.Microsoft.Tenants.Contoso.Device(host))));
        await _world.TapAsync(Cast.Ann, Soc, done, "undo", stop);
        var undo = await _world.SeesAsync(Cast.Bo, Soc, stop, "Release device from isolation: 12 devices", "Waiting for 2 approvers");
        await _world.TapAsync(Cast.Bo, Soc, undo, "approve", stop);
        await _world.TapAsync(Cast.Cy, Soc, undo, "approve", stop);
        await _world.SeesAsync(Cast.Ann, Soc, stop, "Release device from isolation: 12 devices", "Done at");
        Assert.All(hosts, host => Assert.False(_world.Microsoft.IsIsolated(_world.Microsoft.Tenants.Contoso.Device(host))));
        Assert.True((await _world.VerifyAuditAsync(Cast.ContosoId, stop)).IsIntact);
    }

    [Fact]
    public async Task Isolate_OneIsNotThere_NamesItAndDoesNothing()
    {
        var stop = TestContext.Current.CancellationToken;

        await _world.SayAsync(Cast.Ann, Soc, "isolate ws-140, ws-0140, ws-141 because typo", stop);

        await _world.SeesAsync(Cast.Ann, Soc, stop, "Nothing was done, because 1 of 3 cannot be asked for", "There is no device called ws-0140 here", "ws-040");
        Assert.Equal(0, _world.CallsTo("ws-140", "isolate"));
    }

    [Fact]
    public async Task Isolate_OneIsRefused_TheOthersAreDoneAndTheCardSaysWhich()
    {
        var stop = TestContext.Current.CancellationToken;
        var odd = _world.Microsoft.Tenants.Contoso.Device("ws-151").Id;
        using var fault = _world.Microsoft.Faults.SwitchOn(UpstreamArea.Defender, new Fault.Refuse(400, "OsPlatformNotSupported"), times: null,
            request => request.Path.EndsWith($"/{odd}/isolate", StringComparison.Ordinal));

        await _world.SayAsync(Cast.Ann, Soc, "isolate ws-150, ws-151, ws-152 because one of them is odd", stop);
        var card = await _world.SeesAsync(Cast.Bo, Soc, stop, "Isolate device: 3 devices", "one of them is odd");
        await _world.TapAsync(Cast.Bo, Soc, card, "approve", stop);

        var ended = await _world.SeesAsync(Cast.Ann, Soc, stop, "Done for 2 of 3, not for all", "ws-151", "operating system");
        await _world.SayAsync(Cast.Ann, Soc, $"targets {Chat.CodeOn(ended)}", stop);
        await _world.SeesAsync(Cast.Ann, Soc, stop, "Targets of", "page 1 of 1", odd, "refused");
    }

    [Fact]
    public async Task Look_AtACardWhoseSendingWasNotNoted_BringsItUpToDateForEverybody()
    {
        var stop = TestContext.Current.CancellationToken;
        using var fault = _world.Microsoft.Faults.SwitchOn(UpstreamArea.Teams, new Fault.RanButTimedOut(), times: 1,
            request => request.Method == "POST" && request.Body.Contains("ws-160", StringComparison.Ordinal) && request.Path.Contains(Soc.Id, StringComparison.Ordinal));
        await _world.SayAsync(Cast.Ann, Soc, "isolate ws-160 because lost on the way", stop);
        await _world.Microsoft.TrueAsync("two cards", () => Cards().Length == 2, stop);
        var (orphan, known) = (Cards()[0], Cards()[1]);

        await _world.TapAsync(Cast.Bo, Soc, known, "deny", stop);
        await _world.Microsoft.TrueAsync("the known one is final", () => Chat.Shown(Cards()[1]).Contains("Denied at", StringComparison.Ordinal), stop);
        var before = Chat.Shown(Cards()[0]);
        await _world.Microsoft.Teams.RefreshAsync(Cast.Ann, Soc, orphan.Id, stop);
        await _world.Microsoft.TrueAsync("the other one too, for Eve as well", () => Chat.Shown(Cards(Cast.Eve)[0]).Contains("Denied at", StringComparison.Ordinal), stop);

        Assert.Contains("Waiting for 1 approver", before, StringComparison.Ordinal);

        MessageView[] Cards(CastMember? viewer = null) =>
            [.. _world.Microsoft.Teams.ViewFor(viewer ?? Cast.Ann, Soc).Where(message => message.Author is null && Chat.Shown(message).Contains("Isolate device: ws-160", StringComparison.Ordinal))];
    }
}
