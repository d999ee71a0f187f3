using BotResponder.Core.Audit;
using BotResponder.Core.Customers;
using BotResponder.Playground;
using BotResponder.Simulator.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace BotResponder.Journeys.Browser;

/// <summary>Ann breaks the glass, and Bo and Cy look at it afterwards, on the page in a real browser.</summary>
public sealed class BreakGlassPage(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private const string Title = "Glass broken by Ann Olsen";

    private readonly string _folder = Directory.CreateTempSubdirectory("botresponder-glass-").FullName;
    private PlaygroundApp? _playground;

    private PlaygroundApp Playground => _playground ?? throw new InvalidOperationException("The Playground has not started.");

    public async ValueTask InitializeAsync() =>
        _playground = await PlaygroundApp.StartAsync(["--urls", "http://127.0.0.1:0", "--contentRoot", _folder], TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_playground is not null)
        {
            await _playground.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task BreakGlass_PlayedByAnnAndReviewedByBoAndCy_IsSeenByAll()
    {
        await using var window = await chromium.OpenAsync(Playground.Address, ColorScheme.Light);
        var page = window.Page;

        await page.BeAsync("ann", "contoso-soc");
        await page.GetByTestId("composer").FillAsync("break glass: isolate WS-043 because it encrypts the file server");
        await page.GetByTestId("composer").PressAsync("Enter");
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
        await Assertions.Expect(page.GetByTestId("message").Filter(new() { HasText = "found that it was not right" })).ToContainTextAsync("the file server is ws-044");
        await Pictures.TakeAsync(page, "break-glass.png");

        Assert.True(Playground.Simulator.IsIsolated(Playground.Simulator.Tenants.Contoso.Device("ws-043")));
        Assert.True((await Playground.Services.GetRequiredService<AuditVerifier>().VerifyAsync(new CustomerId(Cast.ContosoId), TestContext.Current.CancellationToken)).IsIntact);
        Assert.Empty(window.Errors);
    }

    private static ILocator Card(IPage page) => page.Newest(Title);
}
