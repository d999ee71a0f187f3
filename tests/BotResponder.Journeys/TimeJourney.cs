using BotResponder.Journeys.World;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys;

/// <summary>What time and restarts do to a request.</summary>
public sealed class TimeJourney
{
    [Fact]
    [Trait("Attack", "24")]
    public async Task Expire_NobodyAnswers_SaysSoOnEveryCopyAndRefusesTheLateTap()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await JourneyWorld.StartAsync(stop);
        var (soc, bos) = (world.Microsoft.Teams.ContosoSoc, world.Microsoft.Teams.OpenPersonalChat(Cast.Bo));
        await world.SayAsync(Cast.Ann, soc, "isolate ws-080 because nobody is awake", stop);
        var card = await world.SeesAsync(Cast.Bo, bos, stop, "ws-080", "Waiting for 1 approver");

        world.Clock.Advance(TimeSpan.FromMinutes(31));
        var late = await world.TapAsync(Cast.Bo, bos, card, "approve", stop);

        Assert.Contains("expired", late.Body, StringComparison.OrdinalIgnoreCase);
        await world.SeesAsync(Cast.Ann, soc, stop, "ws-080", "Expired at", "nothing was done");
        await world.SeesAsync(Cast.Bo, bos, stop, "ws-080", "Expired at");
        Assert.Equal(0, world.CallsTo("ws-080", "isolate"));
    }

    [Fact]
    public async Task Expire_ByTheTimerAlone_NeedsNoTap()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await JourneyWorld.StartAsync(stop);
        await world.SayAsync(Cast.Ann, world.Microsoft.Teams.ContosoSoc, "isolate ws-081 because nobody is awake", stop);
        await world.SeesAsync(Cast.Ann, world.Microsoft.Teams.ContosoSoc, stop, "ws-081", "Waiting for 1 approver");

        world.Clock.Advance(TimeSpan.FromMinutes(31));

        await world.SeesAsync(Cast.Ann, world.Microsoft.Teams.ContosoSoc, stop, "ws-081", "Expired at");
    }

    [Fact]
    public async Task Restart_WhileAQuestionAndARequestAreOpen_LosesNeither()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await JourneyWorld.StartAsync(stop);
        var soc = world.Microsoft.Teams.ContosoSoc;
        await world.SayAsync(Cast.Ann, soc, "isolate ws-082 because before the restart", stop);
        var card = await world.SeesAsync(Cast.Ann, soc, stop, "ws-082", "Waiting for 1 approver");
        await world.SayAsync(Cast.Ann, soc, "isolate ws-083", stop);
        await world.SeesAsync(Cast.Ann, soc, stop, "what is the reason?");

        await world.StopBotAsync(stop);
        await world.StartBotAsync(stop);
        await world.TapAsync(Cast.Bo, soc, card, "approve", stop);
        await world.SayAsync(Cast.Ann, soc, "answered after the restart", stop);

        await world.SeesAsync(Cast.Ann, soc, stop, "ws-082", "Done at");
        await world.SeesAsync(Cast.Ann, soc, stop, "ws-083", "answered after the restart");
        Assert.True((await world.VerifyAuditAsync(Cast.ContosoId, stop)).IsIntact);
    }

    [Fact]
    [Trait("Attack", "38")]
    public async Task Lane_SecondRequestOnTheDevice_WaitsForTheFirst()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await JourneyWorld.StartAsync(stop, options: new()
        {
            ActionStartDelay = TimeSpan.FromMilliseconds(50),
            ActionRunTime = TimeSpan.FromSeconds(2),
            RateLimits = false,
        });
        var soc = world.Microsoft.Teams.ContosoSoc;
        await world.SayAsync(Cast.Ann, soc, "isolate ws-084 because first", stop);
        var first = await world.SeesAsync(Cast.Ann, soc, stop, "Isolate device", "ws-084", "Waiting for 1 approver");
        await world.SayAsync(Cast.Ann, soc, "release ws-084 because second", stop);
        var second = await world.SeesAsync(Cast.Ann, soc, stop, "Release device", "ws-084", "Waiting for 1 approver");

        await world.TapAsync(Cast.Bo, soc, first, "approve", stop);
        await world.TapAsync(Cast.Cy, soc, second, "approve", stop);

        await world.SeesAsync(Cast.Ann, soc, message => message.Id == second.Id, stop, $"Waits for {Chat.CodeOn(first)}");
        await world.SeesAsync(Cast.Ann, soc, message => message.Id == second.Id, stop, "Done at");
        Assert.False(world.Microsoft.IsIsolated(world.Microsoft.Tenants.Contoso.Device("ws-084")));
    }
}
