using BotResponder.Core.Audit;
using BotResponder.Core.Customers;
using BotResponder.Simulator.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace BotResponder.Journeys.Browser;

/// <summary>Ann breaks the glass, and Bo and Cy look at it afterwards, on the page in a real browser.</summary>
public sealed class BreakGlassPage(Chromium chromium) : PlaygroundTest(chromium)
{
    private const string Title = "Glass broken by Ann Olsen";

    [Fact]
    public async Task BreakGlass_PlayedByAnnAndReviewedByBoAndCy_IsSeenByAll()
    {
        await using var window = await Browser.OpenAsync(Playground.Address, ColorScheme.Light);
        var page = window.Page;

        await page.BeAsync("ann", "contoso-soc");
        await page.SayAsync("break glass: isolate WS-043 because it encrypts the file server");
        var anns = Card(page);
        await Assertions.Expect(anns).ToContainTextAsync("this ran without anybody's approval");
        await Assertions.Expect(anns).ToContainTextAsync("Done at", new() { Timeout = 15_000 });
        await Assertions.Expect(anns.GetByRole(AriaRole.Button, new() { Name = "Not ok" })).ToHaveCountAsync(0);

        await page.BeAsync("bo", "personal");
        await Card(page).GetByRole(AriaRole.Button, new() { Name = "Ok: it was right" }).ClickAsync();
        await Assertions.Expect(Card(page)).ToContainTextAsync("1 person must review it");

        await page.BeAsync("cy", "personal");
        await Card(page).GetByLabel("Comment (needed for Not ok)").FillAsync("the file server is ws-044");
        await Card(page).GetByRole(AriaRole.Button, new() { Name = "Not ok" }).ClickAsync();
        await Assertions.Expect(Card(page)).ToContainTextAsync("It is reviewed.");

        await page.BeAsync("ann", "contoso-soc");
        await Assertions.Expect(Card(page)).ToContainTextAsync("Cy Park found");
        await Assertions.Expect(Card(page).GetByRole(AriaRole.Button, new() { Name = "Undo" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Newest("found that it was not right")).ToContainTextAsync("the file server is ws-044");
        await Assertions.Expect(page.Newest("found that it was not right").Locator("strong").First).ToHaveTextAsync("Not ok:");
        await Pictures.TakeAsync(page, "break-glass.png");

        Assert.True(Playground.Simulator.IsIsolated(Playground.Simulator.Tenants.Contoso.Device("ws-043")));
        Assert.True((await Playground.Services.GetRequiredService<AuditVerifier>().VerifyAsync(new CustomerId(Cast.ContosoId), TestContext.Current.CancellationToken)).IsIntact);
        Assert.Empty(window.Errors);
    }

    private static ILocator Card(IPage page) => page.Newest(Title);
}
