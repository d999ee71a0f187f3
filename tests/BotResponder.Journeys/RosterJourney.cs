using BotResponder.Core.People;
using BotResponder.Host.People;
using BotResponder.Journeys.World;
using BotResponder.Simulator.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace BotResponder.Journeys;

/// <summary>The bot is added to a channel that is shared with two other companies.</summary>
public sealed class RosterJourney(WorldFixture fixture) : IClassFixture<WorldFixture>
{
    [Fact]
    [Trait("Attack", "11")]
    public async Task Install_AmongVisitors_KeepsOnlyPeopleWithARole()
    {
        var stop = TestContext.Current.CancellationToken;
        var world = fixture.World;

        await world.Microsoft.Teams.InstallBotAsync(world.Microsoft.Teams.ContosoShared, stop);
        await world.HandledAsync(stop);

        var book = world.Services.GetRequiredService<ChatBook>();
        foreach (var person in new[] { Cast.Ann, Cast.Bo, Cast.Cy, Cast.Dee })
        {
            Assert.Equal(person.Mri, (await book.FindAsync(new PersonId(person.TenantId, person.ObjectId), stop))?.TeamsId);
        }

        Assert.Null(await book.FindAsync(new PersonId(Cast.Nia.TenantId, Cast.Nia.ObjectId), stop));
        Assert.Null(await book.FindAsync(new PersonId(Cast.ContosoId, Cast.Nia.ObjectId), stop));
    }
}
