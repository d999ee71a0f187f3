namespace BotResponder.Journeys.World;

/// <summary>One world for the journeys of a class that stay out of each other's way: each takes a device of its own.</summary>
public sealed class WorldFixture : IAsyncLifetime
{
    private JourneyWorld? _world;

    public JourneyWorld World => _world ?? throw new InvalidOperationException("The world has not started.");

    public async ValueTask InitializeAsync() => _world = await JourneyWorld.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_world is not null)
        {
            await _world.DisposeAsync();
        }
    }
}
