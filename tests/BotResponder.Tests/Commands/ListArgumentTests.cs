using BotResponder.Core.Commands;

namespace BotResponder.Tests.Commands;

/// <summary>Several targets in one command: typed with commas, or pasted from a column.</summary>
public sealed class ListArgumentTests
{
    private static readonly CommandGrammar Isolate = CommandGrammar.ForVerb("isolate").TakesList("device", "host name").Allows("selective", "keep Outlook").Because();

    private static readonly CommandParser Parser = new([Isolate]);

    [Theory]
    [InlineData("isolate WS-1, WS-2, WS-3 because x")]
    [InlineData("isolate WS-1,WS-2,WS-3 because x")]
    [InlineData("isolate WS-1 , WS-2 ,WS-3 because x")]
    [InlineData("isolate WS-1; WS-2; WS-3; because x")]
    [InlineData("isolate WS-1\nWS-2\r\nWS-3\nbecause x")]
    [InlineData("isolate WS-1, ws-1, WS-2, WS-3, because x")]
    [InlineData("isolate \"WS-1\", \"WS-2\", \"WS-3\" because x")]
    [InlineData("isolate WS-1,, WS-2,\n\nWS-3 because x")]
    public void Each_OfAList_IsOneCommandForEachItem(string text)
    {
        var parsed = Parser.Parse(text).Value;

        Assert.Equal(["WS-1", "WS-2", "WS-3"], parsed.Arguments.Each(Isolate).Select(each => each["device"]));
        Assert.All(parsed.Arguments.Each(Isolate), each => Assert.Equal("x", each.Reason));
    }

    [Theory]
    [InlineData("isolate WS-1, WS-2 selective because x")]
    [InlineData("isolate selective WS-1, WS-2 because x")]
    [InlineData("isolate WS-1, WS-2\nselective because x")]
    public void Parse_FlagBesideTheList_IsNoItem(string text)
    {
        var parsed = Parser.Parse(text).Value;

        Assert.Equal(["WS-1", "WS-2"], parsed.Arguments.Each(Isolate).Select(each => each["device"]));
        Assert.True(parsed.Arguments.Has("selective"));
    }

    [Fact]
    public void Parse_NoSeparator_IsNoList() =>
        Assert.Contains("“WS-2”", Parser.Parse("isolate WS-1 WS-2 because x").Problem?.Sentence, StringComparison.Ordinal);

    [Fact]
    public void Each_NothingButSeparators_IsLeftForTheActionToRefuse() =>
        Assert.Equal([", ,"], Parser.Parse("isolate , , because x").Value.Arguments.Each(Isolate).Select(each => each["device"]));

    [Fact]
    public void Parse_ThreeHundredLongNames_Fit()
    {
        var names = string.Join(", ", Enumerable.Range(0, 300).Select(index => $"workstation-{index:D3}.contoso.com"));

        Assert.Equal(300, Parser.Parse($"isolate {names} because x").Value.Arguments.Each(Isolate).Length);
    }

    [Fact]
    public void Together_IsTheReverseOfEach()
    {
        var each = Parser.Parse("isolate WS-1, WS-2 because x").Value.Arguments.Each(Isolate);

        Assert.Equal(each.Select(command => command["device"]), CommandArguments.Together(Isolate, each).Each(Isolate).Select(command => command["device"]));
        Assert.Equal("WS-1", CommandArguments.Together(Isolate, [each[0]])["device"]);
    }

    [Fact]
    public void Usage_SaysThatThereMayBeSeveral() => Assert.Equal("isolate <device, …> [selective] because <reason>", Isolate.Usage);
}
