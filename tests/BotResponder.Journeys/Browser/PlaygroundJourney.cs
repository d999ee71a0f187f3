using BotResponder.Core.Audit;
using BotResponder.Core.Customers;
using BotResponder.Simulator.Tenants;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace BotResponder.Journeys.Browser;

/// <summary>The main job as three people play it on the page, in a real browser.</summary>
/// <remarks>With <c>SCREENSHOTS=folder</c> it leaves a picture there.</remarks>
public sealed class PlaygroundJourney(Chromium chromium) : PlaygroundTest(chromium)
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Isolate_PlayedByAnnBoAndCy_IsDoneOnceAndSeenByAll(ColorScheme scheme)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var window = await Browser.OpenAsync(Playground.Address, scheme);
        var page = window.Page;

        await page.BeAsync("ann", "contoso-soc");
        await page.SayAsync("isolate WS-042 because ransomware beacon");
        var card = page.Newest("Isolate device: ws-042.contoso.com");
        await Assertions.Expect(card).ToContainTextAsync("Waiting for 1 approver");
        await Assertions.Expect(card.GetByRole(AriaRole.Button, new() { Name = "Withdraw" })).ToBeVisibleAsync();
        await Assertions.Expect(card.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToHaveCountAsync(0);
        await AssertAccessibleAsync(page);

        await page.BeAsync("bo", "personal");
        var bos = page.Newest("Isolate device: ws-042.contoso.com");
        await bos.GetByLabel("Comment (optional)").FillAsync("seen the beacon myself");
        await bos.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Assertions.Expect(bos).ToContainTextAsync("Done at", new() { Timeout = 15_000 });
        await Assertions.Expect(bos.GetByRole(AriaRole.Button, new() { Name = "Undo" })).ToBeVisibleAsync();

        foreach (var (person, room) in new[] { ("cy", "personal"), ("cy", "contoso-soc"), ("ann", "contoso-soc") })
        {
            await page.BeAsync(person, room);
            await Assertions.Expect(page.Newest("Isolate device: ws-042.contoso.com")).ToContainTextAsync("Approved by Bo Lind.");
            await Assertions.Expect(page.Newest("Isolate device: ws-042.contoso.com")).ToContainTextAsync("seen the beacon myself");
        }

        await page.GetByTestId("tab-audit").ClickAsync();
        await Assertions.Expect(page.GetByTestId("chain-badge")).ToContainTextAsync("verified");
        await page.Newest("Isolate device: ws-042.contoso.com").ScrollIntoViewIfNeededAsync();
        await Pictures.TakeAsync(page, $"screenshot{(scheme == ColorScheme.Light ? "" : "-dark")}.png");
        await AssertAccessibleAsync(page);
        await page.GetByTestId("tab-tenant").ClickAsync();
        await Assertions.Expect(page.GetByTestId("isolated")).ToContainTextAsync("ws-042");
        await AssertAccessibleAsync(page);
        await page.GetByTestId("tab-faults").ClickAsync();
        await AssertAccessibleAsync(page);

        Assert.True(Playground.Simulator.IsIsolated(Playground.Simulator.Tenants.Contoso.Device("ws-042")));
        Assert.Single(Playground.Simulator.Calls, call => call.Path.EndsWith("/isolate", StringComparison.Ordinal));
        Assert.True((await Playground.Services.GetRequiredService<AuditVerifier>().VerifyAsync(new CustomerId(Cast.ContosoId), stop)).IsIntact);
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task Phone_OneThingAtATime_IsReadable()
    {
        await using var window = await Browser.OpenAsync(Playground.Address, ColorScheme.Light, width: 390, height: 844);

        await window.Page.SayAsync("help");
        await Assertions.Expect(window.Page.Newest("What I can do")).ToBeVisibleAsync();
        await AssertAccessibleAsync(window.Page);

        Assert.True(await window.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "The page is wider than the phone.");
        Assert.Empty(window.Errors);
    }

    private static async Task AssertAccessibleAsync(IPage page)
    {
        var result = await page.RunAxe();
        var grave = result.Violations.Where(violation => violation.Impact is "serious" or "critical").Select(Describe);
        Assert.Empty(grave);
    }

    private static string Describe(AxeResultItem violation) =>
        $"{violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Select(node => $"{node.Target} {node.Html}").Take(3))}";
}
