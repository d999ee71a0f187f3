using BotResponder.Host.People;
using BotResponder.Teams.Connector;
using BotResponder.Tests.Teams.Connector;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using static BotResponder.Tests.Teams.Connector.ConnectorStub;

namespace BotResponder.Tests.Attacks;

[Trait("Attack", "11")]
public sealed class RosterTests
{
    private const string Member = """{"id":"29:a","objectId":"o1","userRole":"user"}""";
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Find_WithinItsAge_AsksOnceAndAfterwardsAgain()
    {
        await using var teams = await StartAsync(Status(200, Member), Status(200, Member.Replace("\"user\"", "\"guest\"", StringComparison.Ordinal)));
        var roster = Roster(teams);

        Assert.Equal("user", await RoleAsync(roster, teams));
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal("user", await RoleAsync(roster, teams));
        Assert.Single(teams.Seen);

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("guest", await RoleAsync(roster, teams));
        Assert.Equal(2, teams.Seen.Count);
    }

    [Fact]
    public async Task Forget_SomebodyCameOrWent_IsAskedAgain()
    {
        await using var teams = await StartAsync(Status(200, Member), Status(404));
        var roster = Roster(teams);
        await RoleAsync(roster, teams);

        roster.Forget("29:other");
        Assert.Equal("user", await RoleAsync(roster, teams));
        roster.Forget("29:a");

        Assert.Null(await RoleAsync(roster, teams));
        Assert.Null(await RoleAsync(roster, teams));
        Assert.Equal(3, teams.Seen.Count);
    }

    private Roster Roster(ConnectorStub teams) => new(teams.Client, Options.Create(new PeopleOptions()), _time);

    private static async Task<string?> RoleAsync(Roster roster, ConnectorStub teams) =>
        (await roster.FindAsync(teams.Reference, "29:a", Token) as ConnectorAnswer<TeamMember>.Done)?.Value.UserRole;
}
