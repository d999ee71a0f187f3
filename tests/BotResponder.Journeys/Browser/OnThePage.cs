using Microsoft.Playwright;

namespace BotResponder.Journeys.Browser;

/// <summary>What people do on the Playground's page.</summary>
internal static class OnThePage
{
    public static async Task BeAsync(this IPage page, string person, string room)
    {
        var face = page.GetByTestId($"person-{person}");
        await face.ClickAsync();
        // Others have a conversation of that name too: the click must not meet theirs.
        await Assertions.Expect(face).ToHaveAttributeAsync("aria-pressed", "true");
        await page.GetByTestId($"conversation-{room}").ClickAsync();
    }

    public static async Task SayAsync(this IPage page, string text)
    {
        await page.GetByTestId("composer").FillAsync(text);
        await page.GetByTestId("composer").PressAsync("Enter");
    }

    /// <summary>The newest message with these words.</summary>
    public static ILocator Newest(this IPage page, string words) => page.GetByTestId("message").Filter(new() { HasText = words }).Last;

    public static ILocator Button(this ILocator card, string name) => card.GetByRole(AriaRole.Button, new() { Name = name });
}
