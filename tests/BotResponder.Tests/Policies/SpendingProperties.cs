using BotResponder.Core.Policies;
using BotResponder.Tests.Samples;
using CsCheck;

namespace BotResponder.Tests.Policies;

/// <summary>The count of a rolling window against every single ask.</summary>
public sealed class SpendingProperties
{
    private static readonly TimeSpan Within = TimeSpan.FromHours(1);
    private static readonly TimeSpan Part = Within / 60;

    [Fact]
    public void With_AnyAsks_CountsAllOfTheWindowAndNothingMuchOlderInBoundedSpace() => Gen.Select(Gen.Int[0, 400], Gen.Int[1, 300]).Array[1, 300].Sample(asks =>
    {
        var (now, spending) = (House.Morning, Spending.None);
        List<(DateTimeOffset At, int Targets)> all = [];
        foreach (var (seconds, targets) in asks)
        {
            now += TimeSpan.FromSeconds(seconds);
            spending = spending.At(now, Within).With(targets, now, Within);
            all.Add((now, targets));
            Assert.InRange(spending.Targets, all.Where(each => each.At > now - Within).Sum(each => each.Targets), all.Where(each => each.At > now - Within - Part).Sum(each => each.Targets));
            Assert.InRange(spending.Parts.Length, 1, 61);
        }
    });
}
