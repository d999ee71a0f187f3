using Microsoft.Playwright;

namespace BotResponder.Journeys.Browser;

/// <summary>Who may do what, as several people play it on the page: two tenants approve, a budget is crossed, a protected account stays as it is.</summary>
public sealed class PolicyJourney(Chromium chromium) : PlaygroundTest(chromium)
{
    [Fact]
    public async Task TwoTenants_OneApproverOfEach_OnlyTogetherIsolateTheDevice()
    {
        await using var window = await Browser.OpenAsync(Playground.Address, ColorScheme.Light);
        var page = window.Page;
        await page.BeAsync("ann", "fabrikam-soc");
        await page.SayAsync("isolate ws-042 because ransomware");
        await Assertions.Expect(page.Newest("Isolate device: ws-042.fabrikam.com")).ToContainTextAsync("1 from the provider, 1 from the customer");

        await page.BeAsync("bo", "personal");
        await ApproveAsync(page.Newest("Isolate device: ws-042.fabrikam.com"));
        await Assertions.Expect(page.Newest("Isolate device: ws-042.fabrikam.com")).ToContainTextAsync("1 from the customer");
        Assert.DoesNotContain(Playground.Simulator.Calls, call => call.Path.EndsWith("/isolate", StringComparison.Ordinal));

        await page.BeAsync("dee", "fabrikam-soc");
        await ApproveAsync(page.Newest("Isolate device: ws-042.fabrikam.com"));
        await Assertions.Expect(page.Newest("Isolate device: ws-042.fabrikam.com")).ToContainTextAsync("Done at", new() { Timeout = 15_000 });
        await page.BeAsync("ann", "fabrikam-soc");
        await Assertions.Expect(page.Newest("Isolate device: ws-042.fabrikam.com")).ToContainTextAsync("Dee Ruiz");

        Assert.True(Playground.Simulator.IsIsolated(Playground.Simulator.Tenants.Fabrikam.Device("ws-042")));
        Assert.Single(Playground.Simulator.Calls, call => call.Path.EndsWith("/isolate", StringComparison.Ordinal));
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task Budget_FourthDeviceWithinAnHour_NeedsTwo()
    {
        await using var window = await Browser.OpenAsync(Playground.Address, ColorScheme.Light);
        var page = window.Page;
        await page.BeAsync("ann", "contoso-soc");
        await page.SayAsync("isolate WS-043, WS-044, WS-045 because the same dropper");
        await Assertions.Expect(page.Newest("Isolate device: 3 devices")).ToContainTextAsync("Waiting for 1 approver");
        await page.SayAsync("isolate WS-046 because the same dropper again");
        await Assertions.Expect(page.Newest("Isolate device: ws-046.contoso.com")).ToContainTextAsync("Waiting for 2 approvers");

        await page.BeAsync("bo", "personal");
        await ApproveAsync(page.Newest("Isolate device: ws-046.contoso.com"));
        await page.BeAsync("cy", "contoso-soc");
        await Assertions.Expect(page.Newest("Isolate device: ws-046.contoso.com")).ToContainTextAsync("1 approver more");
        await ApproveAsync(page.Newest("Isolate device: ws-046.contoso.com"));
        await Assertions.Expect(page.Newest("Isolate device: ws-046.contoso.com")).ToContainTextAsync("Done at", new() { Timeout = 15_000 });

        Assert.Single(Playground.Simulator.Calls, call => call.Path.EndsWith("/isolate", StringComparison.Ordinal));
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task Protected_EmergencyAccount_IsRefusedAndEverybodySeesWhy()
    {
        await using var window = await Browser.OpenAsync(Playground.Address, ColorScheme.Light);
        var page = window.Page;
        await page.BeAsync("ann", "contoso-soc");
        await page.SayAsync("disable breakglass-01@contoso.com because odd sign-ins");
        await Assertions.Expect(page.Newest("whoever approves")).ToContainTextAsync("breakglass-01@contoso.com");

        await page.BeAsync("bo", "contoso-soc");
        await Assertions.Expect(page.Newest("whoever approves")).ToBeVisibleAsync();
        await page.GetByTestId("tab-audit").ClickAsync();
        await Assertions.Expect(page.Locator("li.refused")).ToContainTextAsync("whoever approves");

        Assert.DoesNotContain(Playground.Simulator.Calls, call => call.Method == "PATCH");
        Assert.Empty(window.Errors);
    }

    private static Task ApproveAsync(ILocator card) => card.Button("Approve").ClickAsync();
}
