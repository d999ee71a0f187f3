using BotResponder.Core.Commands;
using BotResponder.Core.Results;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Commands;

public sealed class CommandParserTests
{
    private static readonly CommandGrammar Audit = CommandGrammar.ForVerb("audit", "history")
        .MayTake("count", "how many").MayTakeAfter("for", "target", "whose").MayTakeAfter("by", "actor", "who");

    private static readonly CommandParser Parser = new([Isolation.Grammar, Audit, CommandGrammar.ForVerb("help").MayTake("command", "which")]);

    [Theory]
    [InlineData("isolate WS-042 because ransomware")]
    [InlineData("  isolate   WS-042   because   ransomware  ")]
    [InlineData("isolate\tWS-042\tbecause\transomware")]
    [InlineData("isolate\nWS-042\r\nbecause\nransomware\n")]
    [InlineData("isolate\u00A0WS-042\u00A0because\u00A0ransomware")]
    [InlineData("ISOLATE WS-042 BECAUSE ransomware")]
    [InlineData("Isolate WS-042 Because ransomware")]
    [InlineData("quarantine WS-042 because ransomware")]
    [InlineData("isolate \"WS-042\" because ransomware")]
    [InlineData("isolate “WS-042” because ransomware")]
    [InlineData("isolate „WS-042“ because ransomware")]
    [InlineData("isolate \"WS-042”because ransomware")]
    public void Parse_SameWishTypedDifferently_IsTheSame(string text)
    {
        var command = Parser.Parse(text).Value;

        Assert.Equal(("isolate", "WS-042", "ransomware"), (command.Arguments.Verb, command.Arguments["device"], command.Arguments.Reason));
        Assert.Empty(command.Missing);
        Assert.Empty(command.Arguments.Flags);
    }

    [Theory]
    [InlineData("isolate WS-042 because he said \"open it", "he said \"open it")]
    [InlineData("isolate WS-042 because it is bad because I say so", "it is bad because I say so")]
    [InlineData("isolate WS-042 because line one\nline two", "line one\nline two")]
    [InlineData("isolate WS-042 because selective", "selective")]
    [InlineData("isolate WS-042 because 😀 \u202Etxt.exe", "😀 \u202Etxt.exe")]
    [InlineData("isolate WS-042 because @everyone <at>x</at> **bold**", "@everyone <at>x</at> **bold**")]
    public void Parse_AnyReason_IsKeptAsItWasTyped(string text, string reason) => Assert.Equal(reason, Parser.Parse(text).Value.Arguments.Reason);

    [Theory]
    [InlineData("isolate \"because\" because ransomware", "because")]
    [InlineData("isolate \"selective\" because ransomware", "selective")]
    [InlineData("isolate \"ann's laptop\" because ransomware", "ann's laptop")]
    [InlineData("isolate ann’s-laptop because ransomware", "ann’s-laptop")]
    [InlineData("isolate WS\"042 because ransomware", "WS\"042")]
    [InlineData("isolate 😀 because ransomware", "😀")]
    [InlineData("isolate WS\0042 because ransomware", "WS\0042")]
    [InlineData("isolate \u202E240-SW because ransomware", "\u202E240-SW")]
    public void Parse_AnyDevice_IsHandedOnAsItWasTyped(string text, string device) => Assert.Equal(device, Parser.Parse(text).Value.Arguments["device"]);

    [Theory]
    [InlineData("isolate selective WS-042 because ransomware")]
    [InlineData("isolate WS-042 selective because ransomware")]
    [InlineData("isolate WS-042 SELECTIVE because ransomware")]
    [InlineData("isolate selective \"WS-042\" selective because ransomware")]
    public void Parse_FlagInAnyPlace_IsAFlag(string text)
    {
        var arguments = Parser.Parse(text).Value.Arguments;

        Assert.True(arguments.Has("selective"));
        Assert.Equal("WS-042", arguments["device"]);
    }

    [Theory]
    [InlineData("isolate", "device,reason")]
    [InlineData("isolate because ransomware", "device")]
    [InlineData("isolate WS-042", "reason")]
    [InlineData("isolate WS-042 because", "reason")]
    [InlineData("isolate WS-042 because \t\n ", "reason")]
    [InlineData("isolate WS-042 \"because\"", null)]
    public void Parse_SomethingIsMissing_IsListedInOrder(string text, string? missing)
    {
        var parsed = Parser.Parse(text);

        Assert.Equal(missing, parsed.TryGetValue(out var command, out _) ? string.Join(',', command.Missing) : null);
    }

    [Theory]
    [InlineData("", "Tell me what to do")]
    [InlineData(" \t\n", "Tell me what to do")]
    [InlineData("islate WS-042 because x", "Did you mean isolate?")]
    [InlineData("quarantin WS-042", "Did you mean quarantine?")]
    [InlineData("frobnicate", "I do not know the command “frobnicate”. Type help")]
    [InlineData("> isolate WS-042 because x", "I do not know the command “>”")]
    [InlineData("because ransomware", "I do not know the command “because”")]
    [InlineData("😀", "I do not know the command “😀”")]
    [InlineData("\u202Eetalosi", "“etalosi”")]
    [InlineData("iso\0late-now", "“isolate-now”")]
    [InlineData("isolate WS-042 WS-043 because x", "everything but “WS-043”")]
    [InlineData("isolate WS-042 ransomware", "put the word because before the reason")]
    [InlineData("isolate WS-042 \"because\" x", "everything but “because”")]
    [InlineData("isolate WS-042 \"selective\" because x", "everything but “selective”")]
    [InlineData("isolate \"WS-042 because x", "never closed")]
    [InlineData("isolate WS-042 \"", "never closed")]
    [InlineData("audit for WS-042 for WS-043", "everything but “WS-043”")]
    public void Parse_NotUnderstood_SaysWhatToType(string text, string part)
    {
        var problem = Assert.IsType<Problem.Malformed>(Parser.Parse(text).Problem);

        Assert.Contains(part, problem.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(501, false)]
    public void Parse_LongReason_IsTakenUpToItsLimit(int length, bool isTaken)
    {
        var parsed = Parser.Parse("isolate WS-042 because " + new string('x', length));

        Assert.Equal(isTaken, parsed.Problem is null);
        Assert.True(isTaken || parsed.Problem!.Sentence.Contains("501 characters", StringComparison.Ordinal));
    }

    [Fact]
    public void Parse_Document_IsRefusedByItsLength()
    {
        var problem = Parser.Parse("isolate WS-042 because " + new string('x', 20_000)).Problem;

        Assert.Contains("20023 characters", Assert.IsType<Problem.Malformed>(problem).Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("audit 5 for WS-042 by ann", "5", "WS-042", "ann")]
    [InlineData("audit BY ann FOR WS-042 5", "5", "WS-042", "ann")]
    [InlineData("history for \"for\"", null, "for", null)]
    [InlineData("audit", null, null, null)]
    [InlineData("audit for", "for", null, null)]
    public void Parse_Keywords_StandAnywhere(string text, string? count, string? target, string? actor)
    {
        var arguments = Parser.Parse(text).Value.Arguments;

        Assert.Equal((count, target, actor), (arguments.Find("count"), arguments.Find("target"), arguments.Find("actor")));
    }

    [Fact]
    public void Usage_EachGrammar_IsOneLine()
    {
        Assert.Equal("isolate <device> [selective] because <reason>", Isolation.Grammar.Usage);
        Assert.Equal("audit [<count>] [for <target>] [by <actor>]", Audit.Usage);
        Assert.Equal("pending", CommandGrammar.ForVerb("pending").Usage);
    }

    [Theory]
    [InlineData("hide da1 loud when a is \"b c\" and (d) because x", "a is \"b c\" and (d)", "x")]
    [InlineData("hide loud da1 WHEN \"because\" because when y", "\"because\"", "when y")]
    [InlineData("hide da1 loud because when a", null, "when a")]
    public void Parse_TheRestAfterAKeyword_IsTakenAsTyped(string text, string? rest, string reason)
    {
        var grammar = CommandGrammar.ForVerb("hide").Takes("alert", "its id").MayTakeRestAfter("when", "condition", "which").Allows("loud", "with noise").Because();

        var parsed = new CommandParser([grammar]).Parse(text).Value;

        Assert.Equal(("da1", rest, reason), (parsed.Arguments["alert"], parsed.Arguments.Find("condition"), parsed.Arguments.Reason));
        Assert.Equal(["loud"], parsed.Arguments.Flags);
        Assert.Equal("hide <alert> [loud] [when <condition>] because <reason>", grammar.Usage);
    }
}
