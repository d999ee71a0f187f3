using System.Net;
using BotResponder.Core.Actions;
using BotResponder.Core.Results;
using BotResponder.Defender;
using BotResponder.Simulator.Faults;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Tenants;
using static BotResponder.Tests.Defender.Limits.DefenderBench;

namespace BotResponder.Tests.Defender.Limits;

/// <summary>Microsoft's limits over HTTP: used up, and never met.</summary>
public sealed class UpstreamLimitTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(61);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Isolate_300Devices_LeaveAsFastAsTheLimitAllowsAndMeetNo429()
    {
        await using var bench = await DefenderBench.StartAsync(options => options with { ExtraDevices = 300 }, ("BackgroundWait", "00:10:00"));
        var begun = bench.Time.GetUtcNow();

        var orders = Extras(bench).Select(device => bench.AdmitAndIsolateAsync(Contoso, device)).ToArray();
        for (var batch = 0; batch < 3; batch++)
        {
            Assert.All(await Task.WhenAll(orders[(100 * batch)..(100 * (batch + 1))]), order => Assert.Null(order.Problem));
            Assert.Equal(200 - (100 * batch), bench.Get<UpstreamLines>().Read().Sum(line => line.Waiting));
            Assert.Equal(100 * (batch + 1), Isolations(bench));
            bench.Time.Advance(batch < 2 ? Window : TimeSpan.Zero);
        }

        // 100 at once and 100 in each of two more minutes is all that Microsoft allows: 120 seconds.
        Assert.True(TimeSpan.FromSeconds(120) / (bench.Time.GetUtcNow() - begun) >= 0.95);
        Assert.Equal(0, bench.Microsoft.CallsOverLimit);
    }

    [Fact]
    public async Task Isolate_WithoutAskingForPermits_MeetsThe429ThatTheyAvoid()
    {
        await using var bench = await DefenderBench.StartAsync(options => options with { ExtraDevices = 300 });

        var orders = await Task.WhenAll(Extras(bench).Take(120).Select(device => bench.IsolateAsync(Contoso, device)));

        Assert.InRange(bench.Microsoft.CallsOverLimit, 1, 20);
        Assert.Equal(100, orders.Count(order => order.Problem is null));
        Assert.All(orders, order => Assert.True(order.Problem is null or Problem.Throttled));
    }

    [Fact]
    public async Task Isolate_HalfTheLimitIsOurs_LeavesHalfAtOnce()
    {
        await using var bench = await DefenderBench.StartAsync(options => options with { ExtraDevices = 300 }, ("ShareOfLimits", "0.5"), ("BackgroundWait", "00:00:00"));

        var orders = await Task.WhenAll(Extras(bench).Take(60).Select(device => bench.AdmitAndIsolateAsync(Contoso, device)));

        Assert.Equal(50, orders.Count(order => order.Problem is null));
        Assert.All(orders[50..], order => Assert.Equal(Window, Assert.IsType<Problem.Throttled>(order.Problem).RetryAfter));
    }

    [Fact]
    public async Task Isolate_FloodOfOneTenant_LeavesTheOthersTimesAlone()
    {
        await using var bench = await DefenderBench.StartAsync(options => options with { ExtraDevices = 300 }, ("BackgroundWait", "00:10:00"));
        var flood = Extras(bench).Select(device => bench.AdmitAndIsolateAsync(Contoso, device)).ToArray();

        var other = bench.Isolate.AdmitAsync(Fabrikam, Cancelled);

        Assert.True(other.IsCompletedSuccessfully);
        Assert.Null(await other);
        await Task.WhenAll(flood[..100]);
        Assert.All(flood[100..], order => Assert.False(order.IsCompleted));
        Assert.All(bench.Get<UpstreamLines>().Read(), line => Assert.Equal(Contoso, line.Customer));
    }

    [Fact]
    public async Task Isolate_429_ClosesTheEndpointOfThatTenantUntilRetryAfterHasPassed()
    {
        await using var bench = await DefenderBench.StartAsync();
        bench.Microsoft.Faults.SwitchOn(UpstreamArea.Defender, new Fault.Throttle(TimeSpan.FromSeconds(30)));
        var devices = bench.Microsoft.Tenants.Contoso.Devices;

        var first = await bench.IsolateAsync(Contoso, devices[0]);
        bench.Time.Advance(TimeSpan.FromSeconds(10));
        var sent = bench.IsolateAsync(Contoso, devices[1]);
        var asked = bench.Isolate.AdmitAsync(Contoso, Cancelled);

        Assert.Equal(TimeSpan.FromSeconds(30), Assert.IsType<Problem.Throttled>(first.Problem).RetryAfter);
        Assert.Equal(TimeSpan.FromSeconds(20), Assert.IsType<Problem.Throttled>((await sent).Problem).RetryAfter);
        Assert.False(asked.IsCompleted);
        Assert.Single(bench.DefenderCalls);
        Assert.Null((await bench.AdmitAndIsolateAsync(Fabrikam, bench.Microsoft.Tenants.Fabrikam.Devices[0])).Problem);
        Assert.Null(await bench.Get<ActionCatalog>().FindByVerb("release")!.AdmitAsync(Contoso, Cancelled));
        bench.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Null(await asked);
        Assert.Null((await bench.IsolateAsync(Contoso, devices[1])).Problem);
    }

    [Fact]
    public async Task Preview_429_IsAnsweredWithNoMoreCalls()
    {
        await using var bench = await DefenderBench.StartAsync();
        bench.Microsoft.Faults.SwitchOn(UpstreamArea.Defender, new Fault.Throttle(TimeSpan.FromSeconds(30)));

        var first = await bench.Isolate.PreviewAsync(Contoso, bench.Parameters("ws-042"), null, Cancelled);
        var second = await bench.Isolate.PreviewAsync(Contoso, bench.Parameters("ws-042"), null, Cancelled);

        Assert.IsType<Problem.Throttled>(first.Problem);
        Assert.Contains("asked the bot to slow down", Assert.IsType<Problem.Throttled>(second.Problem).Sentence, StringComparison.Ordinal);
        Assert.Equal((int)HttpStatusCode.TooManyRequests, Assert.Single(bench.DefenderCalls).Status);
    }

    private static IEnumerable<Device> Extras(DefenderBench bench) =>
        bench.Microsoft.Tenants.Contoso.Devices.Where(device => device.HostName.StartsWith("extra-", StringComparison.Ordinal));

    private static int Isolations(DefenderBench bench) => bench.DefenderCalls.Count(call => call is { Method: "POST", Status: (int)HttpStatusCode.Created });
}
