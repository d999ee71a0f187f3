using BotResponder.Playground;
using Microsoft.Playwright;

namespace BotResponder.Journeys.Browser;

/// <summary>Who may do what, as several people play it on the page: two tenants approve, a budget is crossed, a protected account stays as it is.</summary>
public sealed class PolicyJourney(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("botresponder-policy-").FullName;
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
    public async Task TwoTenants_OneApproverOfEach_OnlyTogetherIsolateTheDevice()
    {
        await using var window = await chromium.OpenAsync(Playground.Address, ColorScheme.Light);
        var page = window.Page;
        await BeAsync(page, "ann", "fabrikam-soc");
        await SayAsync(page, "isolate ws-042 because ransomware");
        await Assertions.Expect(Message(page, "Isolate device: ws-042.fabrikam.com")).ToContainTextAsync("1 from the provider, 1 from the customer");

        await BeAsync(page, "bo", "personal");
        await ApproveAsync(Message(page, "Isolate device: ws-042.fabrikam.com"));
        await Assertions.Expect(Message(page, "Isolate device: ws-042.fabrikam.com")).ToContainTextAsync("1 from the customer");
        Assert.DoesNotContain(Playground.Simulator.Calls, call => call.Path.EndsWith("/isolate", StringComparison.Ordinal));

        await BeAsync(page, "dee", "fabrikam-soc");
        await ApproveAsync(Message(page, "Isolate device: ws-042.fabrikam.com"));
        await Assertions.Expect(Message(page, "Isolate device: ws-042.fabrikam.com")).ToContainTextAsync("Done at", new() { Timeout = 15_000 });
        await BeAsync(page, "ann", "fabrikam-soc");
        await Assertions.Expect(Message(page, "Isolate device: ws-042.fabrikam.com")).ToContainTextAsync("Dee Ruiz");

        Assert.True(Playground.Simulator.IsIsolated(Playground.Simulator.Tenants.Fabrikam.Device("ws-042")));
        Assert.Single(Playground.Simulator.Calls, call => call.Path.EndsWith("/isolate", StringComparison.Ordinal));
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task Budget_FourthDeviceWithinAnHour_NeedsTwo()
    {
        await using var window = await chromium.OpenAsync(Playground.Address, ColorScheme.Light);
        var page = window.Page;
        await BeAsync(page, "ann", "contoso-soc");
        await SayAsync(page, "isolate WS-043, WS-044, WS-045 because the same dropper");
        await Assertions.Expect(Message(page, "Isolate device: 3 devices")).ToContainTextAsync("Waiting for 1 approver");
        await SayAsync(page, "isolate WS-046 because the same dropper again");
        await Assertions.Expect(Message(page, "Isolate device: ws-046.contoso.com")).ToContainTextAsync("Waiting for 2 approvers");

        await BeAsync(page, "bo", "personal");
        await ApproveAsync(Message(page, "Isolate device: ws-046.contoso.com"));
        await BeAsync(page, "cy", "contoso-soc");
        await Assertions.Expect(Message(page, "Isolate device: ws-046.contoso.com")).ToContainTextAsync("1 approver more");
        await ApproveAsync(Message(page, "Isolate device: ws-046.contoso.com"));
        await Assertions.Expect(Message(page, "Isolate device: ws-046.contoso.com")).ToContainTextAsync("Done at", new() { Timeout = 15_000 });

        Assert.Single(Playground.Simulator.Calls, call => call.Path.EndsWith("/isolate", StringComparison.Ordinal));
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task Protected_EmergencyAccount_IsRefusedAndEverybodySeesWhy()
    {
        await using var window = await chromium.OpenAsync(Playground.Address, ColorScheme.Light);
        var page = window.Page;
        await BeAsync(page, "ann", "contoso-soc");
        await SayAsync(page, "disable breakglass-01@contoso.com because odd sign-ins");
        await Assertions.Expect(Message(page, "whoever approves")).ToContainTextAsync("breakglass-01@contoso.com");

        await BeAsync(page, "bo", "contoso-soc");
        await Assertions.Expect(Message(page, "whoever approves")).ToBeVisibleAsync();
        await page.GetByTestId("tab-audit").ClickAsync();
        await Assertions.Expect(page.Locator("li.refused")).ToContainTextAsync("whoever approves");

        Assert.DoesNotContain(Playground.Simulator.Calls, call => call.Method == "PATCH");
        Assert.Empty(window.Errors);
    }

    private static Task ApproveAsync(ILocator card) => card.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();

    private static async Task BeAsync(IPage page, string person, string room)
    {
        await page.GetByTestId($"person-{person}").ClickAsync();
        await page.GetByTestId($"conversation-{room}").ClickAsync();
    }

    private static async Task SayAsync(IPage page, string text)
    {
        await page.GetByTestId("composer").FillAsync(text);
        await page.GetByTestId("composer").PressAsync("Enter");
    }

    /// <summary>The newest message with these words.</summary>
    private static ILocator Message(IPage page, string words) => page.GetByTestId("message").Filter(new() { HasText = words }).Last;
}
