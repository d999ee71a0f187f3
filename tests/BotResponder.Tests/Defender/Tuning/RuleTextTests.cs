using BotResponder.Core.Commands;
using BotResponder.Core.Results;
using BotResponder.Defender.Tuning;
using CsCheck;

namespace BotResponder.Tests.Defender.Tuning;

/// <summary>Conditions as people type them, and as the bot writes them.</summary>
public sealed class RuleTextTests
{
    [Theory]
    [InlineData("file.sha1 is 0a1b", "file.sha1 is 0a1b")]
    [InlineData("  FILE.Sha1   IS 0a1b\nAND (device is ws-042)", "file.sha1 is 0a1b and device is ws-042")]
    [InlineData("ip is 10.0.0.1 or ip is 10.0.0.2 and user is ada@contoso.com", "ip is 10.0.0.1 or (ip is 10.0.0.2 and user is ada@contoso.com)")]
    [InlineData("(ip is 10.0.0.1 or ip is 10.0.0.2) and user is ada", "(ip is 10.0.0.1 or ip is 10.0.0.2) and user is ada")]
    [InlineData("file.path is \"C:\\Program Files (x86)\"", "file.path is \"C:\\Program Files (x86)\"")]
    [InlineData("file.name is \u201Csetup tool.exe\u201D", "file.name is \"setup tool.exe\"")]
    [InlineData("process.command contains \"say \"\"hi\"\"\"", "process.command contains \"say \"\"hi\"\"\"")]
    [InlineData("user is \"and\"", "user is \"and\"")]
    public void Read_WhatPeopleType_IsWrittenInOneWay(string typed, string written) => Assert.Equal(written, RuleText.Write(TuningSamples.Of(typed)));

    [Theory]
    [InlineData("", "Each part begins with one of file.sha1")]
    [InlineData("ws-042", "Each part begins with one of file.sha1")]
    [InlineData("\"device\" is ws-042", "Each part begins with one of file.sha1")]
    [InlineData("device ws-042", "After device stands one of is, starts-with")]
    [InlineData("device is", "After “device is” stands a value")]
    [InlineData("device is and", "After “device is” stands a value")]
    [InlineData("device is \"\"", "After “device is” stands a value")]
    [InlineData("device is \"a\u0007b\"", "After “device is” stands a value")]
    [InlineData("(device is ws-042", "A bracket is opened and never closed")]
    [InlineData("device is ws-042)", "everything up to “)”")]
    [InlineData("device is my laptop", "everything up to “laptop”")]
    [InlineData("device is \"ws-042", "A double quote is opened and never closed")]
    [InlineData("device is ws-042 and", "Each part begins with one of file.sha1")]
    [InlineData("((((((((((( device is ws-042 )))))))))))", "Brackets stand in brackets more than 10 deep")]
    public void Read_AMistake_SaysWhatAndAnExample(string typed, string words)
    {
        var problem = Assert.IsType<Problem.Malformed>(RuleReader.Read(typed).Problem);

        Assert.Contains(words, problem.Sentence, StringComparison.Ordinal);
        Assert.Contains("Type, for example: when file.sha1 is", problem.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MoreThanFits_IsMalformed()
    {
        var parts = string.Join(" or ", Enumerable.Range(1, 20).Select(number => $"ip is 10.0.0.{number}"));

        Assert.Equal(20, TuningSamples.Of(parts).Tests.Count());
        Assert.Contains("at most 20 parts", RuleReader.Read($"{parts} or ip is 10.0.0.21").Problem!.Sentence, StringComparison.Ordinal);
        Assert.Contains("at most 500", RuleReader.Read($"device is {new string('a', 491)}").Problem!.Sentence, StringComparison.Ordinal);
        Assert.Null(RuleReader.Read($"device is {new string('a', 490)}").Problem);
    }

    [Fact]
    [Trait("Attack", "32")]
    public void Write_AnyCondition_IsReadAgainAsTheSame() => TuningSamples.Condition.Sample(condition =>
    {
        var text = RuleText.Write(condition);

        Assert.Equal(text.Length <= RuleText.MaxLength ? condition : null, RuleReader.Read(text).TryGetValue(out var read, out _) ? read : null);
    });

    [Fact]
    public void Write_AnyCondition_SurvivesBeingTypedInACommand() => TuningSamples.Condition.Sample(condition =>
    {
        var text = RuleText.Write(condition);

        var parsed = new CommandParser([RuleGrammar.For("hide")]).Parse($"hide alert da1 any-type when {text} because “x").Value;

        Assert.Equal((text, "da1", "“x"), (parsed.Arguments.Find("condition"), parsed.Arguments.Find("alert"), parsed.Arguments.Reason));
        Assert.Equal(["any-type"], parsed.Arguments.Flags);
    });
}
