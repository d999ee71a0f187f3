using System.Net;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Tenants;
using Microsoft.Extensions.Time.Testing;

namespace BotResponder.Tests.Simulator;

public sealed class RateLimitTests
{
    private const string Path = "/defender/api/machines?$top=1";

    [Fact]
    public async Task Defender_101stCallOfAMinute_WaitsAsToldAndOnlyInItsTenant()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var token = await bench.TokenAsync(SimulatorBench.DefenderScope);
        var other = await bench.TokenAsync(SimulatorBench.DefenderScope, Cast.FabrikamId);

        await bench.GetAsync(Path, token);
        bench.Time.Advance(TimeSpan.FromSeconds(20));
        for (var call = 2; call <= 100; call++)
        {
            Assert.Equal(HttpStatusCode.OK, (await bench.GetAsync(Path, token)).Status);
        }

        var refused = await bench.GetAsync(Path, token);
        var elsewhere = await bench.GetAsync(Path, other);
        bench.Time.Advance(TimeSpan.FromSeconds(refused.RetryAfter!.Value));
        var later = await bench.GetAsync(Path, token);

        Assert.Equal((HttpStatusCode.TooManyRequests, "TooManyRequests", 40), (refused.Status, refused.Code, refused.RetryAfter));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (elsewhere.Status, later.Status));
    }

    [Fact]
    public async Task Hunting_46thCallOfAMinute_Is429()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var token = await bench.TokenAsync(SimulatorBench.GraphScope);

        var answers = new List<Answer>();
        for (var call = 1; call <= 46; call++)
        {
            answers.Add(await bench.PostAsync("/graph/v1.0/security/runHuntingQuery", token, """{"Query":"DeviceInfo | take 1"}"""));
        }

        Assert.All(answers.Take(45), answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal((HttpStatusCode.TooManyRequests, 60), (answers[^1].Status, answers[^1].RetryAfter));
    }

    [Fact]
    public async Task Defender_ScaledLimit_CountsInAShorterMinuteAndHour()
    {
        await using var bench = await SimulatorBench.StartAsync(options => options with { CallLimit = 3, CallLimitMinute = TimeSpan.FromSeconds(2) });
        var token = await bench.TokenAsync(SimulatorBench.DefenderScope);

        var answers = new List<HttpStatusCode>();
        for (var call = 1; call <= 4; call++)
        {
            answers.Add((await bench.GetAsync(Path, token)).Status);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], answers);
        Assert.Equal(1, bench.Simulator.CallsOverLimit);
        bench.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(HttpStatusCode.OK, (await bench.GetAsync(Path, token)).Status);
        Assert.Equal(1, bench.Simulator.CallsOverLimit);
    }

    [Fact]
    public void Take_MoreThanAnHourAllows_WaitsForTheHour()
    {
        var time = new FakeTimeProvider();
        var limits = new RateLimits(new() { Time = time });
        for (var call = 0; call < 6; call++)
        {
            Assert.Null(limits.Take("a", new(2, 6)));
            time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(TimeSpan.FromMinutes(54), limits.Take("a", new(2, 6)));
        Assert.Null(limits.Take("b", new(2, 6)));
        time.Advance(TimeSpan.FromMinutes(54));
        Assert.Null(limits.Take("a", new(2, 6)));
    }

    [Fact]
    public async Task Defender_LimitsSwitchedOff_AnswersEverything()
    {
        await using var bench = await SimulatorBench.StartAsync(options => options with { RateLimits = false });
        var token = await bench.TokenAsync(SimulatorBench.DefenderScope);

        var answers = await Task.WhenAll(Enumerable.Range(0, 150).Select(_ => bench.GetAsync(Path, token)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
    }
}
