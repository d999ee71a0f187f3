using BotResponder.Teams.Activities;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace BotResponder.Tests.Teams.Activities;

public sealed class ActivityTextTests
{
    private static Activity Typed(string? text, params (string Id, string Text)[] mentions) => new()
    {
        Type = ActivityTypes.Message,
        Text = text,
        Recipient = new ChannelAccount("28:app"),
        Entities = [.. mentions.Select(mention => new ActivityEntity("mention", mention.Text, new ChannelAccount(mention.Id)))],
    };

    [Theory]
    [InlineData("<at>Bot</at> help", "help")]
    [InlineData("<at>Bot</at>\u00A0help", "help")]
    [InlineData("<at>Bot</at>&nbsp;help", "help")]
    [InlineData("help <at>Bot</at>", "help")]
    [InlineData("isolate <at>Bot</at> WS-042", "isolate WS-042")]
    [InlineData("<AT>bot</AT> help", "help")]
    [InlineData("<at>Bot</at><at>Bot</at> help", "help")]
    [InlineData("  isolate   WS-042\tbecause  x ", "isolate WS-042 because x")]
    [InlineData("<at>Bot</at> one\ntwo", "one\ntwo")]
    [InlineData("<at>Other</at> help", "<at>Other</at> help")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void WithoutMentionOfBot_ByText_LeavesTheWords(string? text, string expected)
    {
        var activity = Typed(text, ("28:APP", "<at>Bot</at>"));

        Assert.Equal(expected, ActivityText.WithoutMentionOfBot(activity));
    }

    [Fact]
    public void WithoutMentionOfBot_SomebodyElsesMention_Stays()
    {
        var activity = Typed("<at>Bot</at> ask <at>Ann</at>", ("28:app", "<at>Bot</at>"), ("29:ann", "<at>Ann</at>"), ("28:app", ""));

        Assert.Equal("ask <at>Ann</at>", ActivityText.WithoutMentionOfBot(activity));
    }

    [Fact]
    public void WithoutMentionOfBot_TagWithoutEntity_Stays()
    {
        Assert.Equal("<at>Bot</at> help", ActivityText.WithoutMentionOfBot(Typed("<at>Bot</at> help")));
    }

    [Fact]
    public void WithoutMentionOfBot_ThousandsOfMentions_StaysQuick()
    {
        var mentions = Enumerable.Range(0, 4000).Select(number => ("28:app", $"<at>{number}</at>")).ToArray();
        var activity = Typed(new string('<', 200_000), mentions);
        var started = Stopwatch.GetTimestamp();

        ActivityText.WithoutMentionOfBot(activity);

        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(2));
    }
}
