using BotResponder.Journeys.World;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys;

/// <summary>A request waits: the card says what silence means, those who were asked are reminded once, and the next on the ladder is asked in time.</summary>
public sealed class WaitingJourney : IAsyncLifetime
{
    private JourneyWorld _world = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TeamsConversation Soc => _world.Microsoft.Teams.ContosoSoc;

    public async ValueTask InitializeAsync() => _world = await JourneyWorld.StartAsync(Stop, new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["Protection:Customers:0:SeniorApprovers:0"] = BotSettings.Id(Cast.Eve),
        ["Policy:Rules:0:Name"] = "seniors later",
        ["Policy:Rules:0:Effect"] = "NeedsApproval",
        ["Policy:Rules:0:Customers:0"] = Cast.ContosoId,
        ["Policy:Rules:0:Escalation:0:After"] = "00:10:00",
        ["Policy:Rules:0:Escalation:0:Roles:0"] = "SeniorApprover",
    });

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Wait_NobodyAnswers_SeniorsAreAskedThenEverybodyIsRemindedOnceThenNothingIsDone()
    {
        var (bos, eves) = (_world.Microsoft.Teams.OpenPersonalChat(Cast.Bo), _world.Microsoft.Teams.OpenPersonalChat(Cast.Eve));
        await _world.SayAsync(Cast.Ann, Soc, "isolate ws-074 because beacon", Stop);
        var card = await _world.SeesAsync(Cast.Ann, Soc, Stop, "ws-074", "If nobody answers by", "nothing is done", "senior approvers are asked as well");
        var code = Chat.CodeOn(card);
        await _world.SeesAsync(Cast.Bo, bos, Stop, code, "Waiting for 1 approver");
        Assert.DoesNotContain(_world.Microsoft.Teams.ViewFor(Cast.Eve, eves), message => Chat.Shown(message).Contains(code, StringComparison.Ordinal));

        _world.Clock.Advance(TimeSpan.FromMinutes(10));
        await _world.SeesAsync(Cast.Ann, Soc, Stop, code, "still waits", "senior approvers are asked now as well", "nothing is done");
        await _world.SeesAsync(Cast.Eve, eves, Stop, code, "You may approve or deny it", "senior approvers are asked as well");

        await _world.StopBotAsync(Stop);
        _world.Clock.Advance(TimeSpan.FromMinutes(8.5));
        await _world.StartBotAsync(Stop);
        foreach (var (person, chat) in new[] { (Cast.Bo, bos), (Cast.Eve, eves) })
        {
            await _world.SeesAsync(person, chat, Stop, "Reminder:", code, "still waits for you", "nothing is done");
        }

        _world.Clock.Advance(TimeSpan.FromMinutes(12));
        await _world.SeesAsync(Cast.Ann, Soc, Stop, code, "Expired at", "nothing was done");
        Assert.Equal((1, 1), (Count(Cast.Bo, bos, "Reminder:"), Count(Cast.Ann, Soc, "are asked now as well")));
        var kinds = (await _world.AuditAsync(Cast.ContosoId, Stop)).Select(line => line.Entry.Fact.Kind).Reverse();
        Assert.Equal(["request.submitted", "request.escalated", "request.reminded", "request.expired"], kinds);
        Assert.Equal(0, _world.CallsTo("ws-074", "isolate"));
    }

    [Fact]
    public async Task Wait_SeniorAskedLater_MayApprove()
    {
        var eves = _world.Microsoft.Teams.OpenPersonalChat(Cast.Eve);
        await _world.SayAsync(Cast.Ann, Soc, "isolate ws-075 because beacon", Stop);
        await _world.SeesAsync(Cast.Ann, Soc, Stop, "ws-075", "Waiting for 1 approver");
        _world.Clock.Advance(TimeSpan.FromMinutes(10));

        var own = await _world.SeesAsync(Cast.Eve, eves, Stop, "ws-075", "You may approve or deny it");
        await _world.TapAsync(Cast.Eve, eves, own, "approve", Stop);

        await _world.SeesAsync(Cast.Ann, Soc, Stop, "ws-075", "Approved by Eve Moss", "Done at");
        Assert.Equal(1, _world.CallsTo("ws-075", "isolate"));
    }

    private int Count(CastMember person, TeamsConversation conversation, string words) => _world.Microsoft.Teams.ViewFor(person, conversation)
        .Count(message => message.Author is null && Chat.Shown(message).Contains(words, StringComparison.Ordinal));
}
