using System.Text.Json;
using BotResponder.Teams.Activities;

namespace BotResponder.Tests.Teams.Activities;

public sealed class ConversationReferenceTests
{
    private static readonly Activity InThread = new()
    {
        Type = ActivityTypes.Message,
        ServiceUrl = "https://smba.trafficmanager.net/emea/",
        Recipient = new ChannelAccount("28:app"),
        Conversation = new ConversationAccount("19:c@thread.tacv2;messageid=77", "channel", TenantId: "t1"),
    };

    [Fact]
    public void FromActivity_InAThread_KnowsRootAndChannel()
    {
        var reference = ConversationReference.FromActivity(InThread);

        Assert.NotNull(reference);
        Assert.Equal("77", reference.ThreadRootId);
        Assert.Equal("19:c@thread.tacv2", reference.ChannelOrChatId());
        Assert.Equal("19:c@thread.tacv2", reference.AtTop().ConversationId);
        Assert.Equal(reference with { ConversationId = "19:c@thread.tacv2;messageid=9", ThreadRootId = "9" }, reference.InThread("9"));
    }

    [Fact]
    public void FromActivity_LackingAnything_IsNull()
    {
        Assert.Null(ConversationReference.FromActivity(InThread with { ServiceUrl = null }));
        Assert.Null(ConversationReference.FromActivity(InThread with { Recipient = null }));
        Assert.Null(ConversationReference.FromActivity(InThread with { Conversation = null }));
        Assert.Null(ConversationReference.FromActivity(InThread with { ChannelData = new ChannelData(new ChannelThing("t2")) }));
    }

    [Fact]
    public void Json_RoundTrip_IsEqual()
    {
        var reference = ConversationReference.FromActivity(InThread)!;

        var json = JsonSerializer.Serialize(reference, ActivityJson.Default.ConversationReference);

        Assert.Equal(reference, JsonSerializer.Deserialize(json, ActivityJson.Default.ConversationReference));
    }
}
