using BotResponder.Core.Containments;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Work;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Containments;

/// <summary>The channel is told once a day what is still contained, by its own clock.</summary>
public sealed class PostContainedTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly LeasedHouse _house = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Customer Contoso => _house.House.Customers.Find(Cast.Contoso)!;

    [Fact]
    public async Task Post_SomethingContainedSinceYesterday_IsOnceADay()
    {
        await _house.IsolatedAsync(time: null);
        _house.House.Time.Advance(Day);

        var decided = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _house.House.Posting.RunAsync(Contoso, Token)));

        Assert.Single(decided, posted => posted);
        Assert.NotNull(await _house.House.RowAsync(LedgerRows.Outbox($"{nameof(WorkKind.Contained)}-{PostContained.WorkFor(Cast.Contoso)}-0")));
        _house.House.Time.Advance(Day);
        Assert.True(await _house.House.Posting.RunAsync(Contoso, Token));
    }

    [Fact]
    public async Task Post_TheClockSetBackByADay_PostsNoDayTwice()
    {
        await _house.IsolatedAsync(time: null);
        _house.House.Time.Advance(2 * Day);
        await _house.House.Posting.RunAsync(Contoso, Token);
        _house.House.Time.AdjustTime(_house.House.Time.GetUtcNow() - Day);

        Assert.False(await _house.House.Posting.RunAsync(Contoso, Token));
    }

    [Fact]
    public async Task Post_ContainedAfterTodaysHour_WaitsForTomorrow()
    {
        _house.House.Time.Advance(TimeSpan.FromHours(1));
        await _house.IsolatedAsync(time: null);

        Assert.False(await _house.House.Posting.RunAsync(Contoso, Token));
        _house.House.Time.Advance(TimeSpan.FromHours(23));
        Assert.True(await _house.House.Posting.RunAsync(Contoso, Token));
    }

    [Fact]
    public async Task Post_NothingContained_WritesNothing()
    {
        _house.House.Time.Advance(Day);

        Assert.False(await _house.House.Posting.RunAsync(Contoso, Token));
        Assert.Empty(await _house.House.TrailAsync());
    }

    [Theory]
    [InlineData("Europe/Berlin", 7, true)]
    [InlineData("Europe/Berlin", 6, false)]
    [InlineData("America/New_York", 12, false)]
    [InlineData("America/New_York", 13, true)]
    public async Task Post_TheHour_IsThatOfTheCustomersClock(string zone, int utcHour, bool posts)
    {
        await _house.IsolatedAsync(time: null);
        _house.House.Time.Advance(Day + TimeSpan.FromHours(utcHour - House.Morning.Hour));

        Assert.Equal(posts, await _house.House.Posting.RunAsync(Contoso with { TimeZone = TimeZoneInfo.FindSystemTimeZoneById(zone) }, Token));
    }
}
