using BotResponder.Storage.Tests.Azurite;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]

namespace BotResponder.Storage.Tests.Azurite;

/// <summary>One emulator for all tests, started by the first that needs it.</summary>
public sealed class AzuriteFixture : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private Task<AzuriteServer>? _server;

    public Task<AzuriteServer> ServerAsync()
    {
        lock (_lock)
        {
            return _server ??= AzuriteServer.StartAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await (await _server).DisposeAsync();
        }
    }
}
