using BotResponder.Teams.Connector;
using CsCheck;

namespace BotResponder.Tests.Teams.Connector;

public sealed class CallTimesTests
{
    [Fact]
    public void Take_AnyRhythm_NeverBreaksADocumentedWindow()
    {
        var windows = TeamsLimits.Documented.Writes;
        Gen.Int[0, 3000].Array[1, 400].Sample(
            gaps =>
            {
                var calls = new CallTimes(windows);
                var now = TimeSpan.Zero;
                List<TimeSpan> left = [];
                foreach (var gap in gaps)
                {
                    now += TimeSpan.FromMilliseconds(gap);
                    left.Add(now + calls.Take(now, TimeSpan.MaxValue));
                    now = left[^1] > now ? left[^1] : now;
                }

                Assert.All(windows, window => Assert.All(left, from => Assert.InRange(left.Count(at => at >= from && at < from + window.Span), 0, window.Calls)));
            },
            iter: 60);
    }

    [Fact]
    public void Take_FarMoreThanItRemembers_StillKeepsTheHour()
    {
        var calls = new CallTimes(TeamsLimits.Documented.Writes);
        var now = TimeSpan.Zero;
        for (var call = 0; call < 4000; call++)
        {
            now += calls.Take(now, TimeSpan.MaxValue);
        }

        Assert.InRange(now, TimeSpan.FromHours(2), TimeSpan.FromHours(2.3));
    }

    [Fact]
    public void Take_LaterThanBearable_TakesNoPlace()
    {
        var calls = new CallTimes([new(1, TimeSpan.FromSeconds(20))]);
        calls.Take(TimeSpan.Zero, TimeSpan.Zero);

        Assert.Equal(TimeSpan.FromSeconds(20), calls.Take(TimeSpan.Zero, TimeSpan.FromSeconds(10)));
        Assert.Equal(TimeSpan.FromSeconds(20), calls.Take(TimeSpan.Zero, TimeSpan.FromSeconds(10)));
    }

    [Theory]
    [InlineData(1, "7/1 8/2 60/30 1800/3600")]
    [InlineData(0.5, "3/1 4/2 30/30 900/3600")]
    [InlineData(0.05, "1/1 1/2 3/30 90/3600")]
    public void Times_Share_LeavesOneAtLeast(double share, string windows) => Assert.Equal(
        windows, string.Join(' ', TeamsLimits.Documented.Times(share).Writes.Select(window => $"{window.Calls}/{window.Span.TotalSeconds}")));
}
