using BotResponder.Core.Results;
using BotResponder.Defender;
using BotResponder.Simulator.Faults;
using BotResponder.Simulator.Http;
using static BotResponder.Tests.Defender.Limits.DefenderBench;

namespace BotResponder.Tests.Defender.Limits;

public sealed class CircuitOverHttpTests
{
    private const int Failures = 4;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Defender_DownInATenant_IsLeftAloneThereThenTriedOnceAndUsedAgain()
    {
        await using var bench = await StartAsync(settings: ("CircuitFailures", $"{Failures}"));
        var fault = bench.Microsoft.Faults.SwitchOn(UpstreamArea.Defender, new Fault.ServerError(), times: null);
        await FailAsync(bench, Failures);

        var shut = await bench.IsolateAsync(Contoso, bench.Microsoft.Tenants.Contoso.Devices[10]);
        var asked = await bench.Isolate.AdmitAsync(Contoso, Cancelled);
        Assert.IsType<Problem.Unavailable>(shut.Problem);
        Assert.IsType<Problem.Unavailable>(asked);
        Assert.True(Assert.Single(bench.Get<UpstreamLines>().Read()).IsDown);
        Assert.Equal(Failures, bench.DefenderCalls.Count());

        fault.Dispose();
        Assert.Null((await bench.AdmitAndIsolateAsync(Fabrikam, bench.Microsoft.Tenants.Fabrikam.Devices[0])).Problem);
        Assert.IsType<Problem.Unavailable>(await bench.Isolate.AdmitAsync(Contoso, Cancelled));
        bench.Time.Advance(TimeSpan.FromSeconds(30));
        bench.Microsoft.Faults.SwitchOn(UpstreamArea.Defender, new Fault.Slow(TimeSpan.FromSeconds(1)), times: 1);
        var before = bench.DefenderCalls.Count();
        var trial = bench.IsolateAsync(Contoso, bench.Microsoft.Tenants.Contoso.Devices[11]);
        await WhenAsync(bench, () => bench.DefenderCalls.Count() > before);
        var beside = await bench.IsolateAsync(Contoso, bench.Microsoft.Tenants.Contoso.Devices[12]);

        Assert.IsType<Problem.Unavailable>(beside.Problem);
        await AnsweredAsync(bench, trial);
        Assert.Null((await trial).Problem);
        Assert.Null((await bench.IsolateAsync(Contoso, bench.Microsoft.Tenants.Contoso.Devices[12])).Problem);
    }

    [Fact]
    public async Task Defender_OneFailureTooFew_IsStillCalled()
    {
        await using var bench = await StartAsync(settings: ("CircuitFailures", $"{Failures}"));
        bench.Microsoft.Faults.SwitchOn(UpstreamArea.Defender, new Fault.ServerError(), times: Failures - 1);
        await FailAsync(bench, Failures - 1);

        Assert.Null((await bench.AdmitAndIsolateAsync(Contoso, bench.Microsoft.Tenants.Contoso.Devices[10])).Problem);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task Defender_RefusesOften_IsStillCalled(int status)
    {
        await using var bench = await StartAsync(settings: ("CircuitFailures", $"{Failures}"));
        bench.Microsoft.Faults.SwitchOn(UpstreamArea.Defender, new Fault.Refuse(status, "Any"), times: Failures + 1);
        foreach (var device in bench.Microsoft.Tenants.Contoso.Devices.Take(Failures + 1))
        {
            await bench.IsolateAsync(Contoso, device);
        }

        Assert.Null((await bench.AdmitAndIsolateAsync(Contoso, bench.Microsoft.Tenants.Contoso.Devices[10])).Problem);
    }

    [Fact]
    public async Task Defender_CallersWhoGoAway_DoNotCountAsFailures()
    {
        await using var bench = await StartAsync(settings: ("CircuitFailures", "1"));
        bench.Microsoft.Faults.SwitchOn(UpstreamArea.Defender, new Fault.Hang(), times: 1);
        using var goes = new CancellationTokenSource();

        var preview = bench.Isolate.PreviewAsync(Contoso, bench.Parameters("ws-042"), null, goes.Token);
        await WhenAsync(bench, () => bench.DefenderCalls.Any());
        await goes.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => preview);

        Assert.Null(await bench.Isolate.AdmitAsync(Contoso, Cancelled));
    }

    private static async Task FailAsync(DefenderBench bench, int times)
    {
        foreach (var device in bench.Microsoft.Tenants.Contoso.Devices.Take(times))
        {
            Assert.IsType<Problem.Uncertain>((await bench.IsolateAsync(Contoso, device)).Problem);
        }
    }

    /// <summary>The clock goes on until the slow answer is there, a little at a time: its wait may begin after a step.</summary>
    private static async Task AnsweredAsync(DefenderBench bench, Task answering)
    {
        while (!answering.IsCompleted)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(answering, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancelled));
        }
    }

    private static async Task WhenAsync(DefenderBench bench, Func<bool> happened)
    {
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Microsoft.Changed += (_, _) => _ = happened() && changed.TrySetResult();
        while (!happened())
        {
            await Task.WhenAny(changed.Task, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancelled));
        }
    }
}
