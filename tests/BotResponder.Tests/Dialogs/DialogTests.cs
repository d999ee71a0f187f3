using System.Text.Json;
using BotResponder.Core.Commands;
using BotResponder.Core.Dialogs;
using BotResponder.Core.Results;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Dialogs;

public sealed class DialogTests
{
    private static readonly CommandParser Parser = new([Isolation.Grammar]);

    private static readonly Candidate[] Choices = [new("0a5bcafe", "WS-042", "Windows 11, seen today"), new("0b6cdaff", "WS-042", "Windows 10, seen in May")];

    [Fact]
    public void Start_NothingMissing_AsksNothing() => Assert.Null(Start("isolate WS-042 because ransomware"));

    [Fact]
    public void Start_SomethingMissing_AsksForTheFirstForTenMinutes()
    {
        var state = Start("isolate")!;

        Assert.Equal("device", state.Asks);
        Assert.Equal(House.Morning + TimeSpan.FromMinutes(10), state.ExpiresAt);
        Assert.Equal(Cast.Ann.Id, state.Person);
        Assert.Empty(state.Choices);
    }

    [Fact]
    public void Answer_OneThingAfterTheOther_CompletesTheCommand()
    {
        var device = Dialog.Answer(Start("isolate selective")!, Isolation.Grammar, " WS-042 ").Value;
        var reason = Dialog.Answer(Dialog.Start("d", Cast.Ann.Id, device, House.Morning)!, Isolation.Grammar, "ransomware\n").Value;

        Assert.Equal(["reason"], device.Missing);
        Assert.Empty(reason.Missing);
        Assert.Equal(("WS-042", "ransomware"), (reason.Arguments["device"], reason.Arguments.Reason));
        Assert.True(reason.Arguments.Has("selective"));
    }

    [Theory]
    [InlineData("1", "0a5bcafe")]
    [InlineData(" 2 ", "0b6cdaff")]
    [InlineData("0b6cdaff", "0b6cdaff")]
    [InlineData("0B6CDAFF", "0b6cdaff")]
    public void Answer_ChoiceByNumberOrId_TakesItsId(string answer, string id) =>
        Assert.Equal(id, Dialog.Answer(Choose(), Isolation.Grammar, answer).Value.Arguments["device"]);

    [Theory]
    [InlineData("0")]
    [InlineData("3")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1.0")]
    [InlineData("１")]
    [InlineData("99999999999999999999")]
    [InlineData("WS-042")]
    [InlineData("the first")]
    public void Answer_NoSuchChoice_SaysWhatThereIs(string answer)
    {
        var problem = Dialog.Answer(Choose(), Isolation.Grammar, answer).Problem;

        Assert.Contains("a number from 1 to 2", Assert.IsType<Problem.Malformed>(problem).Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t")]
    public void Answer_Empty_IsRefused(string answer) => Assert.IsType<Problem.Malformed>(Dialog.Answer(Start("isolate WS-042")!, Isolation.Grammar, answer).Problem);

    [Fact]
    public void Answer_TooLong_IsRefused()
    {
        Assert.Contains("501", Dialog.Answer(Start("isolate WS-042")!, Isolation.Grammar, new string('x', 501)).Problem?.Sentence, StringComparison.Ordinal);
        Assert.Contains("20000", Dialog.Answer(Start("isolate")!, Isolation.Grammar, new string('x', 20_000)).Problem?.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void State_StoredAndReadAgain_GoesOnWhereItWas()
    {
        var stored = JsonSerializer.Serialize(Choose(), DialogJson.Default.DialogState);

        var read = JsonSerializer.Deserialize(stored, DialogJson.Default.DialogState)!;

        Assert.Equal(stored, JsonSerializer.Serialize(read, DialogJson.Default.DialogState));
        Assert.Equal("0b6cdaff", Dialog.Answer(read, Isolation.Grammar, "2").Value.Arguments["device"]);
    }

    private static DialogState? Start(string text) => Dialog.Start("d", Cast.Ann.Id, Parser.Parse(text).Value, House.Morning);

    private static DialogState Choose() =>
        Dialog.Choose("d", Cast.Ann.Id, Parser.Parse("isolate WS-042 because ransomware").Value.Arguments, "device", Choices, House.Morning);
}
