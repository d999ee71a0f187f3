using BotResponder.Core.Commands;

namespace BotResponder.Tests.Commands;

/// <summary>Several targets in one command: typed with commas, or pasted from a column.</summary>
public sealed class ListArgumentTests
{
    private static readonly CommandGrammar Isolate = CommandGrammar.ForVerb("isolate").TakesList("device", "host name").Allows("selective", "keep Outlook").Because();

    private static readonly CommandGrammar Collect = CommandGrammar.ForVerb("collect").TakesList("device", "host name", "package", "from").Because();

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

    [Theory]
    [InlineData("collect package from WS-1, WS-2 because x", "WS-1, WS-2")]
    [InlineData("collect PACKAGE WS-1 because x", "WS-1")]
    [InlineData("collect from WS-1 because x", "WS-1")]
    [InlineData("collect WS-1, from because x", "WS-1, from")]
    [InlineData("collect package from \"package\" because x", "package")]
    public void Parse_LeadWords_MeanNothing(string text, string devices) =>
        Assert.Equal(devices, new CommandParser([Collect]).Parse(text).Value.Arguments["device"]);

    [Theory]
    [InlineData("collect because x")]
    [InlineData("collect package from because x")]
    public void Parse_NothingButLeadWords_LacksTheDevice(string text) => Assert.Equal(["device"], new CommandParser([Collect]).Parse(text).Value.Missing);

    [Fact]
    public void Usage_OfLeadWords_SaysThatTheyMayBeLeftOut() => Assert.Equal("collect [package from] <device, …> because <reason>", Collect.Usage);

    [Fact]
    public void Usage_SaysThatThereMayBeSeveral() => Assert.Equal("isolate <device, …> [selective] because <reason>", Isolate.Usage);
}
