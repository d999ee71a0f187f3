using BotResponder.Journeys.World;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys;

/// <summary>Approvers by an Entra group, read over HTTP: who is in it may approve, who was taken out may not, and both stand in the trail.</summary>
public sealed class GroupJourney : IAsyncLifetime
{
    private const string Leads = "7ead7ead-7777-4ead-8ead-7ead7ead0007";
    private const string Night = "7ead7ead-7777-4ead-8ead-7ead7ead0008";

    private JourneyWorld _world = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TeamsConversation Soc => _world.Microsoft.Teams.ContosoSoc;

    public async ValueTask InitializeAsync() => _world = await JourneyWorld.StartAsync(Stop, new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["Protection:Customers:0:Approvers:1"] = $"group:{Cast.ContosoId}/{Leads}",
        ["Protection:GroupsFresh"] = "00:00:00",
    });

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    [Trait("Attack", "23")]
    public async Task Approve_ByAGroup_CountsAsLongAsSheIsInIt()
    {
        _world.Microsoft.Groups.Set(Cast.ContosoId, Night, Cast.Cy.ObjectId, _world.Microsoft.Tenants.Contoso.Accounts.First(account => account.IsGuest).Id);
        _world.Microsoft.Groups.Set(Cast.ContosoId, Leads, Night);
        await _world.SayAsync(Cast.Ann, Soc, "isolate ws-042 because ransomware", Stop);
        var card = await _world.SeesAsync(Cast.Ann, Soc, Stop, "ws-042", "Waiting for 1 approver");
        await _world.TapAsync(Cast.Cy, Soc, card, "approve", Stop);
        await _world.SeesAsync(Cast.Ann, Soc, Stop, Chat.CodeOn(card), "Done at");

        await _world.SayAsync(Cast.Ann, Soc, "isolate ws-043 because ransomware", Stop);
        var second = await _world.SeesAsync(Cast.Ann, Soc, Stop, "ws-043", "Waiting for 1 approver");
        _world.Microsoft.Groups.Set(Cast.ContosoId, Night);
        await _world.SayAsync(Cast.Cy, Soc, $"approve {Chat.CodeOn(second)}", Stop);

        await _world.SeesAsync(Cast.Cy, Soc, Stop, "You are not an approver here");
        Assert.Single(_world.Microsoft.Calls, call => call.Path.EndsWith("/isolate", StringComparison.Ordinal));
        var trail = await _world.AuditAsync(Cast.ContosoId, Stop);
        Assert.Contains(trail, line => line.Entry.Fact.Kind == "group.changed" && line.Entry.Fact.Sentence.Contains($"Came: {Cast.Cy.ObjectId}.", StringComparison.Ordinal));
        Assert.Contains(trail, line => line.Entry.Fact.Kind == "group.changed" && line.Entry.Fact.Sentence.Contains($"Left: {Cast.Cy.ObjectId}.", StringComparison.Ordinal));
    }
}
