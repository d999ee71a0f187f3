using System.Text.Json.Nodes;
using BotResponder.Host.Extension;
using BotResponder.Journeys.Browser;
using BotResponder.Journeys.World;
using BotResponder.Simulator.Tenants;
using BotResponder.Teams.Activities;
using Microsoft.Playwright;

namespace BotResponder.Journeys.Interop;

/// <summary>The bot in Development behind Microsoft's own Agents Playground: message, card, Execute, update, search.</summary>
/// <remarks>With <c>SCREENSHOTS=folder</c> it leaves pictures there.</remarks>
public sealed class AgentsPlaygroundJourney(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private static readonly Dictionary<string, string?> s_settings = new(StringComparer.Ordinal)
    {
        ["Teams:DangerouslyAllowUnauthenticatedLoopback"] = "true",
        ["Protection:Customers:0:Channels:9"] = AgentsPlayground.SocChannel,
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
        await page.GetByRole(AriaRole.Button, new() { Name = "Hide log panel" }).ClickAsync();

        await PostAsync(page, "SOC", "isolate ws-042 because ransomware beacon");
        var card = page.Locator(".ac-adaptiveCard").Filter(new() { HasText = "Isolate device: ws-042.contoso.com" });
        await Assertions.Expect(card).ToContainTextAsync("Waiting for 1 approver", new() { Timeout = 15_000 });
        await Pictures.TakeAsync(page, "card.png");

        // This client fetches no card by itself: the button does. She asked, so she may take it back and not approve it.
        await card.GetByRole(AriaRole.Button, new() { Name = "Show my buttons" }).ClickAsync();
        await Assertions.Expect(card.GetByRole(AriaRole.Button, new() { Name = "Withdraw" })).ToBeVisibleAsync();
        await Assertions.Expect(card.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToHaveCountAsync(0);

        await ApproveElsewhereAsync(Chat.CodeIn(await card.InnerTextAsync()));
        await Assertions.Expect(card).ToContainTextAsync("Done at", new() { Timeout = 15_000 });
        await Assertions.Expect(card).ToContainTextAsync("Approved by Bo Lind.");
        await card.ScrollIntoViewIfNeededAsync();
        await Pictures.TakeAsync(page, "done.png");

        Assert.Equal(1, _world.CallsTo("ws-042", "isolate"));
    }

    /// <summary>The message extension's search from the compose box of her chat with the bot: the Playground reads no manifest, so command and parameter are named.</summary>
    [Fact]
    public async Task Search_FromTheComposeBoxOfTheAgentsPlayground_ShowsWhatTheBotFound()
    {
        await using var window = await chromium.OpenAsync(_playground.Address, "[role=treeitem]", ColorScheme.Light);
        var page = window.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Hide log panel" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Trigger Message Extension App" }).First.ClickAsync();
        await page.GetByText("Search Command").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Specify Command ID or Parameter" }).ClickAsync();
        await page.GetByPlaceholder("Command ID").FillAsync(ExtensionCommands.Devices);
        await page.GetByPlaceholder("Parameter name").FillAsync(ExtensionQuery.Parameter);

        await page.GetByPlaceholder("Enter a search term").FillAsync("ws-042");

        await Assertions.Expect(page.GetByText("ws-042.contoso.com").First).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await Pictures.TakeAsync(page, "search.png");
    }

    /// <summary>Begins a thread in a channel, with the mention that the bot needs to hear it.</summary>
    private static async Task PostAsync(IPage page, string channel, string text)
    {
        await page.Locator("[role=treeitem]").Filter(new() { HasText = channel }).First.ClickAsync();
        await page.GetByText("Start a new post").WaitForAsync();
        await page.Locator("[role=textbox][contenteditable=true]").First.ClickAsync();
        await page.Keyboard.TypeAsync("@Bot");
        await page.Locator("#typeahead-menu [role=menuitem]").Filter(new() { HasText = Cast.BotName }).ClickAsync();
        await page.Keyboard.TypeAsync(" " + text);
        await page.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true }).ClickAsync();
    }

    /// <summary>The Agents Playground has one user only: what Bo types in another client reaches the bot as Teams would deliver it.</summary>
    private async Task ApproveElsewhereAsync(string code)
    {
        var mention = $"<at>{Cast.BotName}</at>";
        var typed = new JsonObject
        {
            ["type"] = "message",
            ["id"] = "1764000000001",
            ["channelId"] = "msteams",
            ["serviceUrl"] = new Uri(_playground.Address, "/_connector").AbsoluteUri,
            ["from"] = new JsonObject { ["id"] = Cast.Bo.Mri, ["name"] = Cast.Bo.Name, ["aadObjectId"] = Cast.Bo.ObjectId },
            ["recipient"] = new JsonObject { ["id"] = Cast.BotTeamsId, ["name"] = Cast.BotName },
            ["conversation"] = new JsonObject
            {
                ["id"] = AgentsPlayground.SocChannel,
                ["conversationType"] = "channel",
                ["isGroup"] = true,
                ["tenantId"] = Cast.ContosoId,
            },
            ["text"] = $"{mention} approve {code} because seen the beacon myself",
            ["entities"] = new JsonArray(new JsonObject
            {
                ["type"] = "mention",
                ["text"] = mention,
                ["mentioned"] = new JsonObject { ["id"] = Cast.BotTeamsId, ["name"] = Cast.BotName },
            }),
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = Cast.ContosoId } },
        };
        Assert.Equal(202, (await _world.Microsoft.Teams.DeliverAsync(typed.ToJsonString(), Cancelled)).Status);
    }
}
