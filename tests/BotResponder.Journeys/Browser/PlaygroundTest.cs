using BotResponder.Playground;

namespace BotResponder.Journeys.Browser;

/// <summary>A Playground of its own for each test, with its files in a folder of its own, and a browser that all tests of the class share.</summary>
/// <param name="settings">Further arguments of the Playground's command line.</param>
public abstract class PlaygroundTest(Chromium chromium, params string[] settings) : IClassFixture<Chromium>, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("botresponder-playground-").FullName;
    private PlaygroundApp? _playground;

    protected Chromium Browser => chromium;

    protected PlaygroundApp Playground => _playground ?? throw new InvalidOperationException("The Playground has not started.");

    public async ValueTask InitializeAsync() =>
        _playground = await PlaygroundApp.StartAsync(["--urls", "http://127.0.0.1:0", "--contentRoot", _folder, .. settings], TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_playground is not null)
        {
            await _playground.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
