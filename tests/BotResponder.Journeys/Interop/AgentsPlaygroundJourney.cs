using BotResponder.Journeys.Browser;
using BotResponder.Journeys.World;
using BotResponder.Simulator.Tenants;
using Microsoft.Playwright;

namespace BotResponder.Journeys.Interop;

/// <summary>The bot in Development behind Microsoft's own Agents Playground: message, card, Execute, update.</summary>
/// <remarks>With <c>SCREENSHOTS=folder</c> it leaves pictures there.</remarks>
public sealed class AgentsPlaygroundJourney(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private static readonly Dictionary<string, string?> s_settings = new(StringComparer.Ordinal)
    {
        ["Teams:DangerouslyAllowUnauthenticatedLoopback"] = "true",
        ["Protection:Customers:0:Channels:1"] = AgentsPlayground.SocChannel,
    };

    private JourneyWorld _world = null!;
    private AgentsPlayground _playground = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await JourneyWorld.StartAsync(Cancelled, s_settings);
        _playground = await AgentsPlayground.StartAsync(new(_world.BotAddress, "/api/messages"), Cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        await _playground.DisposeAsync();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task Isolate_AskedInTheAgentsPlayground_IsDoneAndItsCardUpdated()
    {
        await using var window = await chromium.OpenAsync(_playground.Address, "[role=treeitem]", ColorScheme.Light);
        var page = window.Page;

        await PostAsync(page, "SOC", "isolate ws-042 because ransomware beacon");
        var card = page.Locator(".ac-adaptiveCard").Filter(new() { HasText = "Isolate device: ws-042.contoso.com" });
        await Assertions.Expect(card).ToContainTextAsync("Waiting for 1 approver", new() { Timeout = 15_000 });
        await PictureAsync(page, "card.png");

        await card.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Assertions.Expect(page.GetByText("somebody else must approve")).ToBeVisibleAsync();

        var personal = _world.Microsoft.Teams.OpenPersonalChat(Cast.Bo);
        var bos = await _world.SeesAsync(Cast.Bo, personal, Cancelled, "ws-042", "Waiting for 1 approver");
        await _world.TapAsync(Cast.Bo, personal, bos, "approve", Cancelled, "seen the beacon myself");
        await Assertions.Expect(card).ToContainTextAsync("Done at", new() { Timeout = 15_000 });
        await Assertions.Expect(card).ToContainTextAsync("Approved by Bo Lind.");
        await card.ScrollIntoViewIfNeededAsync();
        await PictureAsync(page, "done.png");

        Assert.Equal(1, _world.CallsTo("ws-042", "isolate"));
        Assert.DoesNotMatch("Agents Playground [A-Za-z]+ [45][0-9][0-9]", await page.Locator("body").InnerTextAsync());
    }

    /// <summary>Begins a thread in a channel, with the mention that the bot needs to hear it.</summary>
    private static async Task PostAsync(IPage page, string channel, string text)
    {
        await page.Locator("[role=treeitem]").Filter(new() { HasText = channel }).First.ClickAsync();
        await page.GetByText("Start a new post").WaitForAsync();
        await page.Locator("[role=textbox][contenteditable=true]").First.ClickAsync();
        await page.Keyboard.TypeAsync("@Bot");
        await page.Locator("#typeahead-menu [role=menuitem]").ClickAsync();
        await page.Keyboard.TypeAsync(" " + text);
        await page.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true }).ClickAsync();
    }

    private static async Task PictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name) });
        }
    }
}
