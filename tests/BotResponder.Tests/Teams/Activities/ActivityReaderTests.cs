using System.Text;
using BotResponder.Teams.Activities;

namespace BotResponder.Tests.Teams.Activities;

public sealed class ActivityReaderTests
{
    private static Reading<Activity> Read(string json) => ActivityReader.Read(Encoding.UTF8.GetBytes(json));

    [Fact]
    public void Read_FullMessage_KeepsWhatTheBotUses()
    {
        var read = Read("""
            {"type":"message","id":"1485983408511","timestamp":"2026-03-01T10:00:00.123Z","channelId":"msteams",
             "serviceUrl":"https://smba.trafficmanager.net/emea/t1/","from":{"id":"29:ann","name":"Ann","aadObjectId":"o1","role":"user"},
             "recipient":{"id":"28:app","name":"BotResponder"},
             "conversation":{"id":"19:c@thread.tacv2;messageid=77","conversationType":"channel","isGroup":true,"tenantId":"t1"},
             "text":"<at>BotResponder</at> help","locale":"en-GB","replyToId":"5","unknown":{"a":[1]},
             "entities":[{"type":"clientInfo","locale":"en"},{"type":"mention","text":"<at>BotResponder</at>","mentioned":{"id":"28:app","name":"BotResponder"}}],
             "channelData":{"tenant":{"id":"t1"},"team":{"id":"19:team","name":"SOC","aadGroupId":"g"},"channel":{"id":"19:c"},"eventType":"x",
                "settings":{"selectedChannel":{"id":"19:s"}}},"membersAdded":[{"id":"29:bob"}]}
            """);

        Assert.True(read.TryGetValue(out var activity, out _));
        Assert.Equal("o1", activity.From?.AadObjectId);
        Assert.Equal("t1", activity.TenantId());
        Assert.Equal("19:s", activity.ChannelData?.Settings?.SelectedChannel?.Id);
        Assert.Equal("29:bob", Assert.Single(activity.MembersAdded!).Id);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 10, 0, 0, 123, TimeSpan.Zero), activity.Timestamp);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("\"message\"")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"type":null}""")]
    [InlineData("""{"type":""}""")]
    [InlineData("""{"type":"  "}""")]
    [InlineData("""{"type":7}""")]
    [InlineData("""{"Type":"message"}""")]
    [InlineData("""{"type":"message","text":5}""")]
    [InlineData("""{"type":"message","from":"29:ann"}""")]
    [InlineData("""{"type":"message","entities":{}}""")]
    [InlineData("""{"type":"message","timestamp":"yesterday"}""")]
    [InlineData("""{"type":"message","type":"invoke"}""")]
    [InlineData("""{"type":"message","from":{"id":"a","id":"b"}}""")]
    [InlineData("""{"type":"message"}{"type":"message"}""")]
    [InlineData("""{"type":"message",}""")]
    [InlineData("""{"type":"message"/**/}""")]
    public void Read_Malformed_GivesAReason(string json)
    {
        var read = Read(json);

        Assert.False(read.TryGetValue(out _, out var reason));
        Assert.EndsWith(".", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_InvalidUtf8_GivesAReason()
    {
        byte[] bytes = [.. "{\"type\":\"message\",\"text\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        Assert.NotNull(ActivityReader.Read(bytes).Reason);
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, true)]
    [InlineData(32, false)]
    [InlineData(5000, false)]
    public void Read_Nested_RefusesAbove32Levels(int levelsInValue, bool isRead)
    {
        var json = $$"""{"type":"invoke","value":{{new string('[', levelsInValue)}}{{new string(']', levelsInValue)}}}""";

        Assert.Equal(isRead, Read(json).Value is not null);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Read_Large_RefusesAbove256Kilobytes(int extra, bool isRead)
    {
        const string Head = """{"type":"message","text":""" + "\"";
        var json = Head + new string('x', ActivityReader.MaxBytes - Head.Length - 2 + extra) + "\"}";

        Assert.Equal(isRead, Read(json).Value is not null);
    }

    [Theory]
    [InlineData("t1", "t1", "t1")]
    [InlineData("t1", "T1", "t1")]
    [InlineData("t1", null, "t1")]
    [InlineData(null, "t2", "t2")]
    [InlineData("t1", "t2", null)]
    [InlineData(null, null, null)]
    public void TenantId_Contradicting_IsNobody(string? inChannelData, string? inConversation, string? expected)
    {
        var activity = new Activity
        {
            ChannelData = inChannelData is null ? null : new ChannelData(new ChannelThing(inChannelData)),
            Conversation = new ConversationAccount("c", TenantId: inConversation),
        };

        Assert.Equal(expected, activity.TenantId());
    }
}
