using BotResponder.Journeys.World;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys;

/// <summary>The commands that only look.</summary>
public sealed class CommandsJourney(WorldFixture fixture) : IClassFixture<WorldFixture>
{
    private readonly JourneyWorld _world = fixture.World;

    [Theory]
    [InlineData("help", "What I can do", "isolate <device, …> [for <time>] [selective] because <reason>", "whoami")]
    [InlineData("help isolate", "Help: isolate", "isolate WS-042 because", "Undo", "Approvals")]
    [InlineData("help audit", "Help: audit", "audit [for <subject>]")]
    [InlineData("help nonsense", "I do not know the command")]
    [InlineData("whoami", "Ann Olsen", "Contoso", "ask for response actions (responder)")]
    [InlineData("status", "Contoso", "My own work")]
    [InlineData("hello", "What I can do")]
    public async Task Say_ALookingCommand_Answers(string text, params string[] answer)
    {
        var stop = TestContext.Current.CancellationToken;

        await _world.SayAsync(Cast.Ann, _world.Microsoft.Teams.ContosoSoc, text, stop);

        await _world.SeesAsync(Cast.Ann, _world.Microsoft.Teams.ContosoSoc, stop, answer);
    }

    [Fact]
    public async Task Say_PendingShowAndAudit_TellOfTheRequest()
    {
        var stop = TestContext.Current.CancellationToken;
        var soc = _world.Microsoft.Teams.ContosoSoc;
        await _world.SayAsync(Cast.Ann, soc, "isolate WS-060 because looking", stop);
        var card = await _world.SeesAsync(Cast.Ann, soc, stop, "ws-060.contoso.com", "Waiting for 1 approver");
        var code = Chat.CodeOn(card);

        await _world.SayAsync(Cast.Bo, soc, "pending", stop);
        await _world.SeesAsync(Cast.Bo, soc, stop, "Open for Contoso", code, "ws-060.contoso.com");
        await _world.SayAsync(Cast.Bo, soc, $"show {code}", stop);
        var shown = await _world.SeesAsync(Cast.Bo, soc, message => message.Id != card.Id, stop, code, "Waiting for 1 approver", "looking");
        await _world.SayAsync(Cast.Ann, soc, "audit for WS-060", stop);
        await _world.SeesAsync(Cast.Ann, soc, stop, "Audit trail of WS-060", "Asked to isolate ws-060.contoso.com: looking");
        await _world.SayAsync(Cast.Ann, soc, "audit", stop);
        await _world.SeesAsync(Cast.Ann, soc, stop, "Audit trail of Contoso", code);
        await _world.SayAsync(Cast.Ann, soc, "audit for WS-777", stop);
        await _world.SeesAsync(Cast.Ann, soc, stop, "no line about", "WS-777");
        await _world.TapAsync(Cast.Bo, soc, shown, "deny", stop);

        await _world.Microsoft.TrueAsync("both copies in the channel are denied", () => _world.Microsoft.Teams.ViewFor(Cast.Eve, soc)
            .Where(message => message.Id == card.Id || message.Id == shown.Id).All(message => Chat.Shown(message).Contains("Denied", StringComparison.Ordinal)), stop);
    }

    [Fact]
    public async Task Say_Device_ShowsItWithOurOpenRequest()
    {
        var stop = TestContext.Current.CancellationToken;
        var soc = _world.Microsoft.Teams.ContosoSoc;
        await _world.SayAsync(Cast.Ann, soc, "isolate WS-061 because looking at it", stop);
        var code = Chat.CodeOn(await _world.SeesAsync(Cast.Ann, soc, stop, "ws-061.contoso.com", "Waiting for 1 approver"));

        await _world.SayAsync(Cast.Bo, soc, "device WS-061", stop);

        await _world.SeesAsync(Cast.Bo, soc, stop, "Device ws-061.contoso.com", "Isolation now", "not isolated", $"**{code}** Isolate device: waiting for approval", "Nothing on record");
    }

    [Fact]
    public async Task Say_DeviceOfSeveral_AsksWhichAndShowsTheChosen()
    {
        var stop = TestContext.Current.CancellationToken;
        var soc = _world.Microsoft.Teams.ContosoSoc;

        await _world.SayAsync(Cast.Ann, soc, "device ws-100", stop);
        await _world.SeesAsync(Cast.Ann, soc, stop, "devices are called ws-100");
        await _world.SayAsync(Cast.Ann, soc, "1", stop);

        await _world.SeesAsync(Cast.Ann, soc, stop, "Device ws-100");
    }

    [Fact]
    public async Task Say_DeviceOfAnotherCustomer_IsNotThere()
    {
        var stop = TestContext.Current.CancellationToken;
        var soc = _world.Microsoft.Teams.ContosoSoc;
        var foreign = _world.Microsoft.Tenants.Fabrikam.Devices[0];

        await _world.SayAsync(Cast.Ann, soc, $"device {foreign.Id}", stop);

        await _world.SeesAsync(Cast.Ann, soc, stop, $"There is no device with the id {foreign.Id} here");
    }

    [Fact]
    public async Task Say_ByEve_TellsHerNothing()
    {
        var stop = TestContext.Current.CancellationToken;
        var soc = _world.Microsoft.Teams.ContosoSoc;

        foreach (var command in new[] { "pending", "audit", "status", "device WS-042" })
        {
            await _world.SayAsync(Cast.Eve, soc, command, stop);
        }

        await _world.Microsoft.TrueAsync("a refusal each", () => _world.Microsoft.Teams.ViewFor(Cast.Eve, soc)
            .Count(message => message.Author is null && Chat.Shown(message).Contains("I cannot do that for you here", StringComparison.Ordinal)) == 4, stop);
    }
}
