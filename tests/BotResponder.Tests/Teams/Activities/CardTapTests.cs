using System.Text;
using BotResponder.Teams.Activities;

namespace BotResponder.Tests.Teams.Activities;

public sealed class CardTapTests
{
    private static Reading<CardTap> Read(string? value)
    {
        var json = value is null ? """{"type":"invoke"}""" : $$"""{"type":"invoke","value":{{value}}}""";
        return CardTap.Read(ActivityReader.Read(Encoding.UTF8.GetBytes(json)).Value!);
    }

    [Theory]
    [InlineData("""{"action":{"type":"Action.Execute","verb":"approve","data":{"id":"x"}},"trigger":"manual"}""", CardTrigger.Manual)]
    [InlineData("""{"action":{"verb":"approve","data":{"id":"x"}}}""", CardTrigger.Manual)]
    [InlineData("""{"action":{"verb":"approve","data":{"id":"x"}},"trigger":null}""", CardTrigger.Manual)]
    [InlineData("""{"action":{"verb":"approve","data":{"id":"x"}},"trigger":"automatic"}""", CardTrigger.Automatic)]
    public void Read_Tap_GivesVerbDataAndTrigger(string value, CardTrigger trigger)
    {
        Assert.True(Read(value).TryGetValue(out var tap, out _));

        Assert.Equal("approve", tap.Verb);
        Assert.Equal("x", tap.Get("id"));
        Assert.Equal(trigger, tap.Trigger);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"approve\"")]
    [InlineData("{}")]
    [InlineData("""{"action":"approve"}""")]
    [InlineData("""{"action":{}}""")]
    [InlineData("""{"action":{"verb":""}}""")]
    [InlineData("""{"action":{"verb":7}}""")]
    [InlineData("""{"action":{"verb":"\ud800"}}""")]
    [InlineData("""{"action":{"verb":"v","type":"Action.Submit"}}""")]
    [InlineData("""{"action":{"verb":"v","type":7}}""")]
    [InlineData("""{"action":{"verb":"v","data":"x"}}""")]
    [InlineData("""{"action":{"verb":"v","data":[]}}""")]
    [InlineData("""{"action":{"verb":"v"},"trigger":"always"}""")]
    [InlineData("""{"action":{"verb":"v"},"trigger":1}""")]
    [InlineData("""{"action":{"verb":"vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv"}}""")]
    public void Read_Malformed_GivesAReason(string? value)
    {
        Assert.NotNull(Read(value).Reason);
    }

    [Theory]
    [InlineData("number")]
    [InlineData("nested")]
    [InlineData("list")]
    [InlineData("nothing")]
    [InlineData("broken")]
    [InlineData("absent")]
    [InlineData("")]
    public void Get_AnythingButAString_IsNull(string name)
    {
        var tap = Read("""{"action":{"verb":"v","data":{"number":1,"nested":{"id":"x"},"list":["x"],"nothing":null,"broken":"\ud800"}}}""").Value!;

        Assert.Null(tap.Get(name));
    }

    [Fact]
    public void Get_LongValue_IsCutBetweenCharacters()
    {
        var value = new string('x', CardTap.MaxValueLength - 1) + "😀 and more";
        var tap = Read($$$$"""{"action":{"verb":"v","data":{"reason":"{{{{value}}}}"}}}""").Value!;

        Assert.Equal(new string('x', CardTap.MaxValueLength - 1), tap.Get("reason"));
    }
}
