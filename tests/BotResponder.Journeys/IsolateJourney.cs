using BotResponder.Journeys.World;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys;

/// <summary>The main job over HTTP: asked in a channel, approved by a tap, done in Defender, written down.</summary>
public sealed class IsolateJourney
{
    [Fact]
    public async Task Isolate_ApprovedByBo_IsDoneOnceAndOnEveryCopy()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await JourneyWorld.StartAsync(stop);
        var (soc, bos) = (world.Microsoft.Teams.ContosoSoc, world.Microsoft.Teams.OpenPersonalChat(Cast.Bo));

        await world.SayAsync(Cast.Ann, soc, "isolate WS-042 because ransomware beacon", stop);
        var asked = await world.SeesAsync(Cast.Ann, soc, stop, "Isolate device", "ws-042.contoso.com", "Waiting for 1 approver", "ransomware beacon");
        var refused = await world.TapUnofferedAsync(Cast.Ann, soc, asked, "approve", stop);
        var copy = await world.SeesAsync(Cast.Bo, bos, stop, "Waiting for 1 approver");
        await world.TapAsync(Cast.Bo, bos, copy, "approve", stop, "seen the beacon myself");
        var done = await world.SeesAsync(Cast.Ann, soc, stop, "Done at", "Bo Lind", "seen the beacon myself");
        await world.SeesAsync(Cast.Cy, world.Microsoft.Teams.OpenPersonalChat(Cast.Cy), stop, "Done at", "Bo Lind");
        await world.SeesAsync(Cast.Bo, bos, stop, "Done at", "Bo Lind");

        Assert.Contains("somebody else must approve", refused.Body, StringComparison.Ordinal);
        Assert.Contains("Undo", Chat.Shown(done), StringComparison.Ordinal);
        Assert.True(world.Microsoft.IsIsolated(world.Microsoft.Tenants.Contoso.Device("ws-042")));
        Assert.Single(world.Microsoft.Calls, call => call.Path.EndsWith("/isolate", StringComparison.Ordinal));
        Assert.True((await world.VerifyAuditAsync(Cast.ContosoId, stop)).IsIntact);
    }
}
