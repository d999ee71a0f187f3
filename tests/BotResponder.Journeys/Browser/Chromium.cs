using Microsoft.Playwright;

namespace BotResponder.Journeys.Browser;

/// <summary>Debian's Chromium, headless. Where there is none, a browser journey is skipped and says why.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Places.FirstOrDefault(File.Exists) is not { } executable)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = executable,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A window of its own with our Playground's page, whose console is listened to.</summary>
    public Task<BrowserWindow> OpenAsync(Uri address, ColorScheme scheme, int width = 1440, int height = 900) =>
        OpenAsync(address, "[data-testid=composer]", scheme, width, height);

    /// <param name="ready">Selects what is there when the page can be used.</param>
    public async Task<BrowserWindow> OpenAsync(Uri address, string ready, ColorScheme scheme, int width = 1440, int height = 900)
    {
        Assert.SkipWhen(_browser is null, $"No Chromium at {string.Join(", ", Places)}: install the package chromium.");
        var context = await _browser!.NewContextAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = height } });
        var page = await context.NewPageAsync();
        var window = new BrowserWindow(context, page);
        await page.GotoAsync(address.ToString());
        await page.Locator(ready).First.WaitForAsync();
        return window;
    }
}

/// <summary>One window, and what its console complained about.</summary>
public sealed class BrowserWindow : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _errors = [];

    public BrowserWindow(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _errors.Add(message.Text);
            }
        };
        page.PageError += (_, error) => _errors.Add(error);
    }

    public IPage Page { get; }

    public IReadOnlyList<string> Errors => _errors;

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
