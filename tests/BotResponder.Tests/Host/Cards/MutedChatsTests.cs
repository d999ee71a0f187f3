using BotResponder.Host.Cards;
using BotResponder.Storage.Memory;
using BotResponder.Teams.Activities;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace BotResponder.Tests.Host.Cards;

/// <summary>Two replicas over one store, and what each of them hears.</summary>
public sealed class MutedChatsTests
{
    private const string Chat = "19:c@thread.tacv2";
    private const string Code = "BotNotInConversationRoster";
    private readonly MemoryRecordStore _store = new();
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mute_IsKnownAfterARestartAndToTheOtherReplicaWithinAMinute()
    {
        var (one, other) = (Replica(), Replica());
        Assert.Null(await other.FindAsync(Chat, Stop));

        await one.MuteAsync(Chat, Code, Stop);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(Code, await one.FindAsync(Chat, Stop));
        Assert.Equal(Code, await other.FindAsync(Chat, Stop));
        Assert.Equal(Code, await Replica().FindAsync(Chat, Stop));
        Assert.Null(await one.FindAsync("19:other@thread.tacv2", Stop));
    }

    [Theory]
    [InlineData("message", null, null, true)]
    [InlineData("installationUpdate", "add", null, true)]
    [InlineData("installationUpdate", "add-upgrade", null, true)]
    [InlineData("installationUpdate", "remove", null, false)]
    [InlineData("conversationUpdate", null, "28:bot", true)]
    [InlineData("conversationUpdate", null, "29:ann", false)]
    [InlineData("messageReaction", null, null, false)]
    public async Task Hear_WhatSaysThatTheBotIsThere_EndsIt(string type, string? action, string? added, bool ends)
    {
        var (one, other) = (Replica(), Replica());
        await one.MuteAsync(Chat, Code, Stop);

        await other.HearAsync(
            new()
            {
                Type = type,
                Action = action,
                ServiceUrl = "https://smba.trafficmanager.net/emea/",
                Recipient = new("28:bot"),
                Conversation = new($"{Chat};messageid=5", "channel", TenantId: "t1"),
                MembersAdded = added is null ? null : [new ChannelAccount(added)],
            },
            Stop);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(ends ? null : Code, await one.FindAsync(Chat, Stop));
    }

    private MutedChats Replica() => new(_store, _time, NullLogger<MutedChats>.Instance);
}
