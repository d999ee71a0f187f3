using BotResponder.Core.Requests;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Requests;

public sealed class NoteMessageChangeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MessageChangeKind.Edited, "request.message-edited", "something else")]
    [InlineData(MessageChangeKind.Restored, "request.message-restored", "something else")]
    [InlineData(MessageChangeKind.Deleted, "request.message-deleted", "Deleted the message that asked")]
    [Trait("Attack", "31")]
    public async Task RunAsync_OfTheMessageThatAsked_IsOneLineAndNoChange(MessageChangeKind kind, string line, string words)
    {
        var house = new House();
        var request = await house.AskedAsync(Isolation.Action().Object);

        Assert.True(await NoteAsync(house, kind, "something else"));
        Assert.True(await NoteAsync(house, kind, "something else"));

        Assert.Equal(request.Text(), (await house.ReadAsync(request)).Text());
        var fact = Assert.Single((await house.TrailAsync()).Skip(1)).Fact;
        Assert.Equal((line, request.Id), (fact.Kind, fact.Request));
        Assert.Contains(words, fact.Sentence, StringComparison.Ordinal);
        Assert.Contains($"of {request.Subject}, “ransomware”", fact.Sentence, StringComparison.Ordinal);
        Assert.Equal(request.Text(), (await house.RebuildAsync(request)).Text());
    }

    [Fact]
    public async Task RunAsync_SecondEdit_IsAnotherLine()
    {
        var house = new House();
        await house.AskedAsync(Isolation.Action().Object);

        await NoteAsync(house, MessageChangeKind.Edited, "once");
        await NoteAsync(house, MessageChangeKind.Edited, "twice");

        Assert.Equal(3, (await house.TrailAsync()).Count);
    }

    [Fact]
    public async Task RunAsync_OfAnyOtherMessage_WritesNothing()
    {
        var house = new House();

        Assert.False(await NoteAsync(house, MessageChangeKind.Edited, "isolate ws-042 because x"));

        Assert.Empty(house.Watched.Commits);
    }

    private static Task<bool> NoteAsync(House house, MessageChangeKind kind, string text) => new NoteMessageChange(house.Ledger, house.Ids).RunAsync(
        Cast.Contoso, new(kind, Cast.Ann, Cast.ProviderTenant, Cast.Channel, "activity-1", text, House.Morning), Token);
}
