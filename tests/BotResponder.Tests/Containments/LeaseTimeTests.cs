using BotResponder.Core.Commands;
using BotResponder.Core.Containments;
using BotResponder.Core.Results;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Containments;

/// <summary>How long something is to last, as people type it.</summary>
public sealed class LeaseTimeTests
{
    private static readonly CommandGrammar Grammar = CommandGrammar.ForVerb("isolate")
        .TakesList("device", "host name").ForAWhile("isolated", "released").Allows("selective", "keep Outlook").Because();

    [Theory]
    [InlineData("15m", 15)]
    [InlineData("8h", 480)]
    [InlineData("8H", 480)]
    [InlineData("2d", 2880)]
    public void Read_ANumberAndAUnit_IsThatLong(string typed, int minutes) => Assert.Equal(TimeSpan.FromMinutes(minutes), LeaseTime.Read(typed).Value);

    [Theory]
    [InlineData("")]
    [InlineData("h")]
    [InlineData("8")]
    [InlineData("-8h")]
    [InlineData("8.5h")]
    [InlineData("8w")]
    [InlineData("ever")]
    [InlineData("999999999d")]
    public void Read_AnythingElse_SaysHowToTypeIt(string typed) => Assert.Contains("such as 45m, 8h or 2d", LeaseTime.Read(typed).Problem!.Sentence, StringComparison.Ordinal);

    [Theory]
    [InlineData(15, "15 minutes")]
    [InlineData(60, "1 hour")]
    [InlineData(36 * 60, "36 hours")]
    [InlineData(48 * 60, "2 days")]
    public void Say_ATime_UsesTheLargestUnitWithoutARest(int minutes, string said) => Assert.Equal(said, LeaseTime.Say(TimeSpan.FromMinutes(minutes)));

    [Theory]
    [InlineData("isolate WS-042 for 8h because ransomware", "WS-042")]
    [InlineData("isolate for 8h WS-042 because ransomware", "WS-042")]
    [InlineData("isolate WS-042, WS-043 for 8h selective because ransomware", "WS-042, WS-043")]
    public void Parse_ACommandForAWhile_KeepsTheTimeApartFromTheTargets(string line, string targets)
    {
        var parsed = new CommandParser([Grammar]).Parse(line).Value;

        Assert.Equal((targets, "8h"), (parsed.Arguments["device"], parsed.Arguments.Find(LeaseTime.Argument)));
        Assert.Equal(TimeSpan.FromHours(8), LeaseTime.Of(Grammar, parsed.Arguments).Value);
    }

    [Fact]
    public void Of_ACommandWithoutATime_IsNone()
    {
        var parsed = new CommandParser([Grammar]).Parse("isolate WS-042 because ransomware").Value;

        var (time, problem) = (LeaseTime.Of(Grammar, parsed.Arguments).Value, LeaseTime.Of(Grammar, parsed.Arguments).Problem);

        Assert.Equal((null, null), (time, problem));
    }

    [Fact]
    public void Parse_ATimeForWhatDoesNotLast_IsSurplus() =>
        Assert.IsType<Problem.Malformed>(new CommandParser([Isolation.Grammar]).Parse("isolate WS-042 for 8h because ransomware").Problem);

    [Theory]
    [InlineData("contained", null)]
    [InlineData("still contained", null)]
    [InlineData("still Contained 2", "2")]
    [InlineData("contained 2", "2")]
    public void Parse_AVerbWithAWordBehindIt_SkipsTheWord(string line, string? page)
    {
        var grammar = CommandGrammar.ForVerb("contained", "still").FollowedBy("contained").MayTake("page", "which");

        Assert.Equal(page, new CommandParser([grammar]).Parse(line).Value.Arguments.Find("page"));
    }
}
