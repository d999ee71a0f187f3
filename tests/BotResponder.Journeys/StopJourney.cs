using BotResponder.Journeys.World;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys;

/// <summary>What Defender was told and has not done yet is cancelled, by a request with approvals of its own.</summary>
public sealed class StopJourney : IAsyncLifetime
{
    private JourneyWorld _world = null!;

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    private TeamsConversation Soc => _world.Microsoft.Teams.ContosoSoc;

    public async ValueTask InitializeAsync() => _world = await JourneyWorld.StartAsync(
        Ended, options: new() { ActionStartDelay = TimeSpan.FromHours(1), RateLimits = false });

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Stop_OfARunningRequest_CancelsItOnceSomebodyApproved()
    {
        var code = await IsolateAsync("ws-330");

        await _world.SayAsync(Cast.Ann, Soc, $"stop {code} because wrong device", Ended);
        var asked = await _world.SeesAsync(Cast.Bo, Soc, Ended, "Cancel action", "Isolate device on ws-330", "wrong device", "Waiting for 1 approver");
        Assert.Equal("Pending", Assert.Single(_world.Microsoft.ActionsOf(_world.Microsoft.Tenants.Contoso)).Status);
        await _world.TapAsync(Cast.Bo, Soc, asked, "approve", Ended);

        await _world.SeesAsync(Cast.Ann, Soc, Ended, "Cancel action", "Defender says that the action is cancelled.");
        Assert.Equal("Cancelled", Assert.Single(_world.Microsoft.ActionsOf(_world.Microsoft.Tenants.Contoso)).Status);
        Assert.Contains(await _world.AuditAsync(Cast.ContosoId, Ended), line => line.Entry.Fact.Sentence.Contains("Isolate device on ws-330.contoso.com: wrong device", StringComparison.Ordinal));
        Assert.True((await _world.VerifyAuditAsync(Cast.ContosoId, Ended)).IsIntact);
    }

    [Fact]
    public async Task Stop_OfWhatWasNotSent_SaysWhatToTypeInstead()
    {
        await _world.SayAsync(Cast.Ann, Soc, "isolate ws-331 because x", Ended);
        var code = Chat.CodeOn(await _world.SeesAsync(Cast.Ann, Soc, Ended, "ws-331.contoso.com", "Waiting for 1 approver"));

        await _world.SayAsync(Cast.Ann, Soc, $"stop {code}", Ended);

        await _world.SeesAsync(Cast.Ann, Soc, Ended, "Defender has not been told", $"withdraw {code}");
    }

    [Fact]
    public async Task Stop_ByEve_IsToldOfNoRequest()
    {
        var code = await IsolateAsync("ws-332");

        await _world.SayAsync(Cast.Eve, Soc, $"stop {code}", Ended);

        await _world.SeesAsync(Cast.Eve, Soc, Ended, "request");
        Assert.Equal("Pending", Assert.Single(_world.Microsoft.ActionsOf(_world.Microsoft.Tenants.Contoso)).Status);
        Assert.DoesNotContain(_world.Microsoft.Teams.ViewFor(Cast.Eve, Soc), message => Chat.Shown(message).Contains("Cancel action", StringComparison.Ordinal));
    }

    /// <returns>The code of a request that Defender has accepted and not begun.</returns>
    private async Task<string> IsolateAsync(string host)
    {
        await _world.SayAsync(Cast.Ann, Soc, $"isolate {host} because beacon", Ended);
        var card = await _world.SeesAsync(Cast.Bo, Soc, Ended, $"{host}.contoso.com", "Waiting for 1 approver");
        await _world.TapAsync(Cast.Bo, Soc, card, "approve", Ended);
        await _world.SeesAsync(Cast.Ann, Soc, Ended, $"{host}.contoso.com", "Defender has accepted it and waits for the device");
        return Chat.CodeOn(card);
    }
}
