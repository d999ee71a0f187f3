using BotResponder.Journeys.World;
using BotResponder.Simulator.Faults;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys;

/// <summary>An incident from the chat to Defender and back: given to somebody, written to, taken away again; merged into another; answers that are lost.</summary>
public sealed class IncidentJourney
{
    [Fact]
    public async Task AssignAndComment_AnIncident_NeedNobodysApprovalAndAreTakenBack()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await JourneyWorld.StartAsync(stop);
        var incident = Incidents(world).First(each => each.Start is { Status: "active", AssignedTo: null });

        await world.SayAsync(Cast.Ann, Soc(world), $"assign-incident {incident.Id} to bo.lind@contoso.com because night shift", stop);
        var card = await world.SeesAsync(Cast.Ann, Soc(world), stop, incident.Title, "The incident is assigned to bo.lind@contoso.com, verified at");
        Assert.Equal("bo.lind@contoso.com", world.Microsoft.StateOf(incident).AssignedTo);
        await world.SayAsync(Cast.Ann, Soc(world), $"comment-incident {incident.Id} because the customer was told at noon", stop);
        await world.SeesAsync(Cast.Ann, Soc(world), stop, incident.Title, "The incident is commented, verified at");
        await world.SayAsync(Cast.Ann, Soc(world), $"undo {Chat.CodeOn(card)} because day shift", stop);
        await world.SeesAsync(Cast.Ann, Soc(world), stop, incident.Title, "The incident is assigned to nobody, verified at");

        var state = world.Microsoft.StateOf(incident);
        Assert.Equal(("active", null), (state.Status, state.AssignedTo));
        Assert.Equal(["night shift", "the customer was told at noon", "day shift"], state.Comments.Select(comment => comment.Text.Split("R-")[1][6..].Split(" | ")[0]));
    }

    [Fact]
    public async Task Unassign_AnIncidentOfSomebody_LeavesItsStatus()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await JourneyWorld.StartAsync(stop);
        var incident = Incidents(world).First(each => each.Start is { Status: "active", AssignedTo: not null });

        await world.SayAsync(Cast.Ann, Soc(world), $"unassign-incident {incident.Id} because she is on leave", stop);

        await world.SeesAsync(Cast.Ann, Soc(world), stop, incident.Title, "The incident is assigned to nobody, verified at");
        Assert.Equal(("active", null), (world.Microsoft.StateOf(incident).Status, world.Microsoft.StateOf(incident).AssignedTo));
    }

    [Fact]
    public async Task Comment_AnswerThatIsLost_StandsThereOnce()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await JourneyWorld.StartAsync(stop);
        var incident = Incidents(world).First(each => each.Start.Status == "active");
        using var armed = world.Microsoft.Faults.SwitchOn(UpstreamArea.Graph, new Fault.LostAnswer(), times: 1, request => request.Path.EndsWith("/comments", StringComparison.Ordinal));

        await world.SayAsync(Cast.Ann, Soc(world), $"comment-incident {incident.Id} because the customer was told at noon", stop);

        await world.SeesAsync(Cast.Ann, Soc(world), stop, incident.Title, "The incident is commented, verified at");
        Assert.Single(world.Microsoft.StateOf(incident).Comments);
    }

    [Fact]
    public async Task Assign_AnIncidentThatWasMerged_IsRefusedWithTheOther()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await JourneyWorld.StartAsync(stop);
        var merged = Incidents(world).Single(each => each.MergedInto is not null);

        await world.SayAsync(Cast.Ann, Soc(world), $"assign-incident {merged.Id} to bo.lind@contoso.com because night shift", stop);

        await world.SeesAsync(Cast.Ann, Soc(world), stop, $"was merged into incident {merged.MergedInto}");
        Assert.DoesNotContain(world.Microsoft.Calls, call => call.Method == "PATCH");
    }

    private static TeamsConversation Soc(JourneyWorld world) => world.Microsoft.Teams.ContosoSoc;

    private static IEnumerable<Incident> Incidents(JourneyWorld world) => world.Microsoft.Tenants.Contoso.Incidents;
}
