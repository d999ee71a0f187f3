using Microsoft.Playwright;

namespace BotResponder.Journeys.Browser;

/// <summary>With <c>SCREENSHOTS=folder</c> a journey leaves there what it sees.</summary>
internal static class Pictures
{
    public static async Task TakeAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name) });
        }
    }
}
