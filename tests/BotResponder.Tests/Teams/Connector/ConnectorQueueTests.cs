using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;
using BotResponder.Teams.Connector;
using static BotResponder.Tests.Teams.Connector.ConnectorStub;

namespace BotResponder.Tests.Teams.Connector;

/// <summary>Updates that overtake each other, conversations that put the bot out, and what one person is told.</summary>
public sealed class ConnectorQueueTests
{
    private static readonly OutgoingMessage Hello = new OutgoingMessage.Text(CardText.Ours("hello"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Update_HundredOfOneMessage_SendsTheFirstAndTheNewest()
    {
        await using var stub = await StartAsync(Status(200));
        var gate = new TaskCompletionSource();
        var first = stub.Client.UpdateAsync(stub.Reference, "5", async _ => { await gate.Task; return Number(0); }, Stop);

        var rest = Enumerable.Range(1, 100).Select(number => stub.Client.UpdateAsync(stub.Reference, "5", Number(number), Stop)).ToArray();
        gate.SetResult();
        var answers = await Task.WhenAll(rest.Append(first));

        Assert.Equal(2, stub.Seen.Count);
        Assert.Contains("number 100\"", stub.Seen[^1].Body, StringComparison.Ordinal);
        Assert.All(answers, each => Assert.Equal(new ConnectorAnswer<string>.Done("5"), each));
    }

    [Fact]
    public async Task Update_OfOtherMessages_AreNotMixedUp()
    {
        await using var stub = await StartAsync(Status(200));

        await Task.WhenAll(Enumerable.Range(1, 5).Select(number => stub.Client.UpdateAsync(stub.Reference, $"{number}", Number(number), Stop)));

        Assert.Equal(5, stub.Seen.Count);
        Assert.All(stub.Seen, seen => Assert.Contains($"number {seen.Target[^1]}\"", seen.Body, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("BotNotInConversationRoster", true)]
    [InlineData("BotDisabledByAdmin", true)]
    [InlineData("ConversationBlockedByUser", true)]
    [InlineData("NotEnoughPermissions", false)]
    public async Task Send_PutOut_WritesNothingMoreThere(string code, bool isPutOut)
    {
        var muted = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var stub = await StartAsync(new Memory(muted), Status(403, $$$"""{"error":{"code":"{{{code}}}"}}"""));

        await stub.Client.SendAsync(stub.Reference, Hello, null, Stop);
        var again = await stub.Client.UpdateAsync(stub.Reference.AtTop(), "5", Hello, Stop);

        Assert.Equal(new ConnectorAnswer<string>.Blocked(code), again);
        Assert.Equal(isPutOut ? 1 : 2, stub.Seen.Count);
        Assert.Equal(isPutOut ? ["19:c@thread.tacv2"] : [], muted.Keys);
    }

    [Fact]
    public async Task CreateThread_SendsTheFirstMessageAndKnowsItsRoot()
    {
        await using var stub = await StartAsync(Status(201, """{"id":"19:c@thread.tacv2;messageid=9","activityId":"9"}"""));

        var answer = await stub.Client.CreateThreadAsync(stub.Reference, Hello, Stop);

        var thread = Assert.IsType<ConnectorAnswer<ConversationReference>.Done>(answer).Value;
        Assert.Equal(("19:c@thread.tacv2;messageid=9", "9"), (thread.ConversationId, thread.ThreadRootId));
        Assert.Equal(
            """{"isGroup":true,"bot":{"id":"28:app"},"tenantId":"t1","channelData":{"channel":{"id":"19:c@thread.tacv2"}},"activity":{"type":"message","text":"hello","textFormat":"markdown"}}""",
            Assert.Single(stub.Seen).Body);
    }

    [Fact]
    public async Task Type_ShowsThatTheBotIsBusy()
    {
        await using var stub = await StartAsync(Status(202));

        await stub.Client.TypeAsync(stub.Reference, Stop);

        Assert.Equal("""{"type":"typing","from":{"id":"28:app"},"conversation":{"id":"19:c@thread.tacv2;messageid=77"}}""", Assert.Single(stub.Seen).Body);
    }

    [Fact]
    public async Task SendToOne_Allowed_IsTargeted()
    {
        await using var stub = await StartAsync(Targeted, Status(201, """{"id":"7"}"""));

        var answer = await stub.Client.SendToOneAsync(stub.Reference, "29:ann", "t1", Hello, Stop);

        Assert.Equal(new ConnectorAnswer<SaidTo>.Done(new(stub.Reference, "7")), answer);
        Assert.EndsWith("/activities?isTargetedActivity=true", Assert.Single(stub.Seen).Target, StringComparison.Ordinal);
        Assert.Contains("""{"id":"29:ann","isTargeted":true}""", stub.Seen[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendToOne_TeamsDoesNotTakeIt_GoesToHerOwnChat()
    {
        await using var stub = await StartAsync(Targeted, Status(400, """{"error":{"code":"BadSyntax"}}"""), Status(201, """{"id":"a:1"}"""), Status(201, """{"id":"8"}"""));

        var answer = await stub.Client.SendToOneAsync(stub.Reference, "29:ann", "t1", Hello, Stop);

        Assert.Equal(("a:1", "8"), Assert.IsType<ConnectorAnswer<SaidTo>.Done>(answer).Value is var said ? (said.Place.ConversationId, said.ActivityId) : default);
        Assert.EndsWith("/v3/conversations/a%3A1/activities", stub.Seen[^1].Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendToOne_MayHaveBeenShown_IsNotSaidTwice()
    {
        await using var stub = await StartAsync(Targeted, Status(502));

        Assert.IsType<ConnectorAnswer<SaidTo>.Failed>(await stub.Client.SendToOneAsync(stub.Reference, "29:ann", "t1", Hello, Stop));
        Assert.Single(stub.Seen);
    }

    private static ConnectorOptions Targeted => new() { TargetedMessages = true };

    private static OutgoingMessage.Text Number(int number) => new(CardText.Ours($"number {number}"));

    private sealed class Memory(Dictionary<string, string> muted) : IMutedConversations
    {
        public Task<string?> FindAsync(string conversation, CancellationToken cancellationToken) => Task.FromResult(muted.GetValueOrDefault(conversation));

        public Task MuteAsync(string conversation, string code, CancellationToken cancellationToken)
        {
            muted[conversation] = code;
            return Task.CompletedTask;
        }
    }
}
