using BotResponder.Defender.Actions.StartTroubleshootingMode;
using BotResponder.Defender.Api;
using Microsoft.Graph.Models.Security;

namespace BotResponder.Tests.Defender.Troubleshooting;

/// <summary>When the mode was on, and what is left of the day's hours, from rows of hunting.</summary>
public sealed class TroubleshootingWindowTests
{
    private static readonly DateTimeOffset Now = PretendMicrosoft.Now;

    [Fact]
    public void Of_AStart_LastsAsItsExpirySays()
    {
        var window = Assert.Single(TroubleshootingWindow.Of([Start(Now, Now.AddHours(3))]));

        Assert.Equal((Now, Now.AddHours(3), null, "ATP"), (window.Start, window.End, window.EndedEarly, window.Source));
    }

    [Fact]
    public void Of_AStartWithoutExpiry_LastsFourHours() =>
        Assert.Equal(Now.AddHours(4), Assert.Single(TroubleshootingWindow.Of([Row(Now, "on", "off", "Troubleshooting mode started", null)])).End);

    [Theory]
    [InlineData(60, "off", 60)]
    [InlineData(240, "off", 240)]
    [InlineData(60, "on", 240)]
    [InlineData(60, "", 240)]
    public void Of_ALaterEvent_IsTheEndWhenTheStateIsAsBeforeTheStart(int after, string state, int lasted)
    {
        var windows = TroubleshootingWindow.Of([Row(Now.AddMinutes(after), state, "on", "whatever", null), Start(Now, Now.AddHours(4))]);

        Assert.Equal(TimeSpan.FromMinutes(lasted), Assert.Single(windows).End - Now);
    }

    [Fact]
    public void Of_AStartThatIsReportedTwice_IsOne() =>
        Assert.Single(TroubleshootingWindow.Of([Start(Now, Now.AddHours(4)), Start(Now, Now.AddHours(4))]));

    [Fact]
    public void Of_RowsThatAreNoEvents_AreNothing() =>
        Assert.Empty(TroubleshootingWindow.Of([new HuntingRow(new HuntingRowResult()), Row(Now, "off", "on", "ended", null)]));

    [Theory]
    [InlineData("", 8, null)]
    [InlineData("-3", 4, 21)]
    [InlineData("-9 -5", 0, 15)]
    [InlineData("-25", 8, null)]
    [InlineData("-25 -3", 8, null, "the second is of the day of the first, which is over")]
    [InlineData("-29 -9 -4", 4, 20)]
    public void Quota_OfTheTimesBefore_IsWhatTheDayOfTheFirstLeaves(string starts, int left, int? fullIn, string? why = null)
    {
        var windows = starts.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(hours => Now.AddHours(int.Parse(hours, System.Globalization.CultureInfo.InvariantCulture)))
            .SelectMany(start => TroubleshootingWindow.Of([Start(start, start.AddHours(4))]));

        var quota = TroubleshootingQuota.Of(windows, Now);

        Assert.True(quota == new TroubleshootingQuota(TimeSpan.FromHours(left), fullIn is { } hours ? Now.AddHours(hours) : null), $"{quota} {why}");
    }

    private static HuntingRow Start(DateTimeOffset at, DateTimeOffset expiry) => Row(at, "on", "off", "Troubleshooting mode started", expiry);

    private static HuntingRow Row(DateTimeOffset at, string state, string previous, string reason, DateTimeOffset? expiry) => new(new HuntingRowResult
    {
        AdditionalData = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["Timestamp"] = at,
            ["State"] = state,
            ["Previous"] = previous,
            ["Start"] = at,
            ["Expiry"] = expiry is { } instant ? instant : "",
            ["Reason"] = reason,
            ["Source"] = "ATP",
        },
    });
}
