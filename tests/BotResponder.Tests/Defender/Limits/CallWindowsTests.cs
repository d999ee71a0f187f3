using BotResponder.Defender.Limits;
using CsCheck;

namespace BotResponder.Tests.Defender.Limits;

public sealed class CallWindowsTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(61);
    private static readonly TimeSpan Hour = TimeSpan.FromSeconds(3601);

    /// <summary>Milliseconds between two callers who look whether they may leave.</summary>
    private static readonly Gen<int[]> Arrivals = Gen.OneOf(Gen.Int[0, 500], Gen.Int[0, 30_000], Gen.Int[55_000, 65_000]).Array[1, 200];

    [Fact]
    public void Turn_AnyArrivals_LetsACallLeaveExactlyWhenEveryWindowHasRoom() => Arrivals.Sample(arrivals =>
    {
        var windows = new CallWindows(new(Upstream.Defender, "", 3, 20), share: 1);
        List<TimeSpan> left = [];
        var now = TimeSpan.Zero;
        foreach (var milliseconds in arrivals)
        {
            now += TimeSpan.FromMilliseconds(milliseconds);
            var hasRoom = left.Count(at => at > now - Minute) < 3 && left.Count(at => at > now - Hour) < 20;

            Assert.Equal(hasRoom, windows.Turn(now, now, before: 0) <= now);
            if (hasRoom)
            {
                windows.Promise(now);
                windows.Leave(now);
                left.Add(now);
            }
        }
    });

    [Fact]
    public void Turn_AnyLine_ComesExactlyWhenItWasForetold() => Gen.Select(Arrivals, Gen.Int[0, 60]).Sample((arrivals, before) =>
    {
        var windows = new CallWindows(new(Upstream.Defender, "", 3, 20), share: 1);
        var now = TimeSpan.Zero;
        foreach (var milliseconds in arrivals)
        {
            now += TimeSpan.FromMilliseconds(milliseconds);
            if (windows.Turn(now, now, before: 0) <= now)
            {
                windows.Leave(now);
            }
        }

        var foretold = windows.Turn(now, now, before);
        for (var place = 0; place <= before; place++)
        {
            now = windows.Turn(now, now, before: 0);
            windows.Leave(now);
        }

        Assert.Equal(now, foretold);
    });

    [Theory]
    [InlineData(1.0, 100)]
    [InlineData(0.5, 50)]
    [InlineData(0.333, 33)]
    [InlineData(0.005, 1)]
    public void Turn_ShareOfTheLimit_LeavesThatManyAndNeverNone(double share, int calls)
    {
        var windows = new CallWindows(Endpoint.GetMachine, share);
        for (var call = 0; call < calls; call++)
        {
            Assert.Equal(TimeSpan.Zero, windows.Turn(TimeSpan.Zero, TimeSpan.Zero, before: 0));
            windows.Leave(TimeSpan.Zero);
        }

        Assert.Equal(Minute, windows.Turn(TimeSpan.Zero, TimeSpan.Zero, before: 0));
    }

    [Fact]
    public void Turn_LimitOfASecond_IsKeptBesideThatOfTheMinute()
    {
        var windows = new CallWindows(AccountEndpoint.Risk, share: 1);
        var now = TimeSpan.Zero;
        for (var call = 0; call < 48; call++)
        {
            Assert.Equal(now, windows.Turn(now, now, before: 0));
            windows.Leave(now);
            now += TimeSpan.FromMilliseconds(1250);

            Assert.Equal(now, windows.Turn(now - TimeSpan.FromMilliseconds(1249), now - TimeSpan.FromMilliseconds(1249), before: 0));
        }

        Assert.Equal((60, null, 1), (AccountEndpoint.Risk.PerMinute, AccountEndpoint.Risk.PerHour, AccountEndpoint.Risk.PerSecond));
    }

    [Fact]
    public void Leave_LongAfterThePromise_CountsFromWhenItLeft()
    {
        var windows = new CallWindows(new(Upstream.Defender, "", 1, null), share: 1);

        windows.Promise(TimeSpan.Zero);
        windows.Leave(TimeSpan.FromSeconds(20));

        Assert.Equal(TimeSpan.FromSeconds(20) + Minute, windows.Turn(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), before: 0));
    }

    [Fact]
    public void Promise_NeverKept_IsForgottenAfterAMinute()
    {
        var windows = new CallWindows(new(Upstream.Defender, "", 1, null), share: 1);

        windows.Promise(TimeSpan.Zero);

        Assert.NotEqual(TimeSpan.FromSeconds(59), windows.Turn(TimeSpan.FromSeconds(59), TimeSpan.FromSeconds(59), before: 0));
        Assert.Equal(TimeSpan.FromSeconds(60), windows.Turn(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60), before: 0));
    }

    [Theory]
    [InlineData("isolate", 100, 1500)]
    [InlineData("unisolate", 100, 1500)]
    [InlineData("runliveresponse", 10, null)]
    public void Start_Operation_HasItsDocumentedLimitAndIsCountedByItself(string operation, int perMinute, int? perHour)
    {
        var endpoint = Endpoint.Start(operation);

        Assert.Equal((perMinute, perHour), (endpoint.PerMinute, endpoint.PerHour));
        Assert.Equal(endpoint, Endpoint.Start(operation));
        Assert.NotEqual(endpoint, Endpoint.Start("collectInvestigationPackage"));
    }
}
