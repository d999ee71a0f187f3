namespace BotResponder.Tests.Simulator;

/// <summary>One simulator for a class whose tests only read. Without call limits: the tests together would meet them.</summary>
public sealed class SharedBench : IAsyncLifetime
{
    public SimulatorBench Bench { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Bench = await SimulatorBench.StartAsync(options => options with { RateLimits = false });

    public ValueTask DisposeAsync() => Bench.DisposeAsync();
}
