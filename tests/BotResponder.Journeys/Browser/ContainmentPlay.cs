using BotResponder.Core.Audit;
using BotResponder.Core.Customers;
using BotResponder.Simulator.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace BotResponder.Journeys.Browser;

/// <summary>A device that was isolated for a while is released by itself, as Ann and Bo see it on the page.</summary>
public sealed class ContainmentPlay(Chromium chromium) : PlaygroundTest(chromium, "--Dispatch:SlowestPoll", "00:00:01")
{
    /// <summary>For Defender to begin and end, on a machine that does other things too.</summary>
    private const float Patience = 45_000;

    [Fact]
    public async Task Isolate_ForTwoHours_IsReleasedWhenTheyAreOver()
    {
        var stop = TestContext.Current.CancellationToken;
        var device = Playground.Simulator.Tenants.Contoso.Device("ws-042");
        await using var window = await Browser.OpenAsync(Playground.Address, ColorScheme.Light);
        var page = window.Page;

        await page.BeAsync("ann", "contoso-soc");
        await page.SayAsync("isolate WS-042 for 2h because ransomware beacon");
        await Assertions.Expect(page.Newest("Isolate device: ws-042.contoso.com")).ToContainTextAsync("For 2 hours from when it is done, then released by itself");
        await page.BeAsync("bo", "personal");
        await page.Newest("Isolate device: ws-042.contoso.com").Button("Approve").ClickAsync();
        await Assertions.Expect(page.Newest("Isolate device: ws-042.contoso.com")).ToContainTextAsync("Isolated until", new() { Timeout = Patience });

        await page.BeAsync("ann", "contoso-soc");
        await page.GetByTestId("hour-later").ClickAsync();
        await page.SayAsync("still contained");
        var list = page.Newest("Still contained for Contoso: 1");
        await Assertions.Expect(list).ToContainTextAsync("ws-042.contoso.com: isolated");
        await Assertions.Expect(list.Button("Undo")).ToBeVisibleAsync();
        Assert.True(Playground.Simulator.IsIsolated(device));

        await page.GetByTestId("hour-later").ClickAsync();
        await Assertions.Expect(page.Newest("Release device from isolation: ws-042.contoso.com")).ToContainTextAsync("Done at", new() { Timeout = Patience });
        await Assertions.Expect(page.Newest("Isolate device: ws-042.contoso.com")).ToContainTextAsync("Its time is over");
        await page.BeAsync("cy", "contoso-soc");
        await page.SayAsync("still contained");
        await Assertions.Expect(page.Newest("Nothing that I have contained")).ToBeVisibleAsync();

        Assert.False(Playground.Simulator.IsIsolated(device));
        Assert.Single(Playground.Simulator.Calls, call => call.Path.EndsWith("/unisolate", StringComparison.Ordinal));
        Assert.True((await Playground.Services.GetRequiredService<AuditVerifier>().VerifyAsync(new CustomerId(Cast.ContosoId), stop)).IsIntact);
        Assert.Empty(window.Errors);
    }
}
