using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;
using BotResponder.Teams.Connector;
using Microsoft.AspNetCore.Http;
using static BotResponder.Tests.Teams.Connector.ConnectorStub;

namespace BotResponder.Tests.Teams.Connector;

public sealed class ConnectorClientTests
{
    private static readonly OutgoingMessage Hello = new OutgoingMessage.Text(CardText.Ours("hello"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_Text_PostsOneActivityWithEscapedIds()
    {
        await using var stub = await StartAsync(Status(201, """{"id":"1:a"}"""));

        var answer = await stub.Client.SendAsync(stub.Reference, Hello, replyToId: "5/../6", Cancellation);

        Assert.Equal(new ConnectorAnswer<string>.Done("1:a"), answer);
        var seen = Assert.Single(stub.Seen);
        Assert.Equal("/emea/v3/conversations/19%3Ac%40thread.tacv2%3Bmessageid%3D77/activities/5%2F..%2F6", seen.Target);
        Assert.Equal(
            """{"type":"message","from":{"id":"28:app"},"conversation":{"id":"19:c@thread.tacv2;messageid=77"},"replyToId":"5/../6","text":"hello","textFormat":"markdown"}""",
            seen.Body);
        Assert.False(seen.HasAuthorization);
    }

    public static TheoryData<int, string, string> Refusals => new()
    {
        { 400, """{"error":{"code":"BadSyntax","message":"m"}}""", "Failed http-400 transient=False maybe=False" },
        { 400, """{"error":{"code":"MessageSizeTooBig"}}""", "TooLarge" },
        { 401, "", "Failed http-401 transient=False maybe=False" },
        { 403, """{"error":{"code":"BotNotInConversationRoster"}}""", "Blocked BotNotInConversationRoster" },
        { 403, """{"error":{"code":"two words <at>"}}""", "Blocked Forbidden" },
        { 403, "not json", "Blocked Forbidden" },
        { 404, """{"error":{"code":"ActivityNotFoundInConversation"}}""", "Gone" },
        { 400, """{"error":{"code":"ActivityNotFoundInConversation"}}""", "Gone" },
        { 413, "", "TooLarge" },
        { 412, "", "Failed http-412 transient=True maybe=False" },
        { 429, "", "Throttled 5" },
        { 500, "", "Failed http-500 transient=True maybe=True" },
        { 502, "", "Failed http-502 transient=True maybe=True" },
        { 503, "", "Failed http-503 transient=True maybe=True" },
        { 302, "", "Failed redirected transient=False maybe=False" },
        { 201, "", "Failed unreadable-answer transient=False maybe=True" },
        { 201, "nonsense", "Failed unreadable-answer transient=False maybe=True" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Send_ByStatus_SaysWhatBecameOfIt(int status, string body, string expected)
    {
        await using var stub = await StartAsync(Status(status, body));

        var answer = await stub.Client.SendAsync(stub.Reference, Hello, null, Cancellation);

        Assert.Equal(expected, answer switch
        {
            ConnectorAnswer<string>.Failed failed => $"Failed {failed.Code} transient={failed.Transient} maybe={failed.MayHaveHappened}",
            ConnectorAnswer<string>.Blocked blocked => $"Blocked {blocked.Code}",
            ConnectorAnswer<string>.Throttled throttled => $"Throttled {throttled.RetryAfter.TotalSeconds}",
            _ => answer.GetType().Name,
        });
    }

    [Theory]
    [InlineData(500, 1)]
    [InlineData(502, 1)]
    [InlineData(503, 1)]
    [InlineData(504, 1)]
    [InlineData(412, 4)]
    [InlineData(429, 4)]
    public async Task Send_Repeated_OnlyWhenNothingWasDone(int status, int calls)
    {
        await using var stub = await StartAsync(Status(status));

        await stub.Client.SendAsync(stub.Reference, Hello, null, Cancellation);

        Assert.Equal(calls, stub.Seen.Count);
    }

    [Theory]
    [InlineData(412)]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Update_BusyOnce_IsRepeated(int status)
    {
        await using var stub = await StartAsync(Status(status), Status(200));

        var answer = await stub.Client.UpdateAsync(stub.Reference, "5", Hello, Cancellation);

        Assert.Equal(new ConnectorAnswer<string>.Done("5"), answer);
        Assert.Equal(2, stub.Seen.Count);
        Assert.All(stub.Seen, seen => Assert.Equal("PUT", seen.Method));
        Assert.Contains("\"id\":\"5\"", stub.Seen[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_AskedToWaitLong_LeavesTheWaitToTheCaller()
    {
        await using var stub = await StartAsync(Status(429, retryAfter: "120"));

        var answer = await stub.Client.UpdateAsync(stub.Reference, "5", Hello, Cancellation);

        Assert.Equal(new ConnectorAnswer<string>.Throttled(TimeSpan.FromSeconds(120)), answer);
        Assert.Single(stub.Seen);
    }

    [Fact]
    public async Task Get_Redirected_IsNotFollowed()
    {
        await using var stub = await StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
            context.Response.Headers.Location = "/elsewhere";
        });

        var answer = await stub.Client.GetTeamAsync(stub.Reference, "19:team", Cancellation);

        Assert.Equal(ConnectorCodes.Redirected, Assert.IsType<ConnectorAnswer<TeamDetails>.Failed>(answer).Code);
        Assert.Single(stub.Seen);
    }

    [Fact]
    public async Task Send_ConnectionCutAfterTheRequest_MayHaveHappenedAndIsNotRepeated()
    {
        await using var stub = await StartAsync(context => context.Abort());

        var answer = await stub.Client.SendAsync(stub.Reference, Hello, null, Cancellation);

        Assert.True(Assert.IsType<ConnectorAnswer<string>.Failed>(answer).MayHaveHappened);
        Assert.Single(stub.Seen);
    }

    [Fact]
    public async Task Send_NobodyListens_SurelyDidNotHappen()
    {
        await using var stub = await StartAsync(Status(201));
        var nobody = stub.Reference with { ServiceUrl = "http://127.0.0.1:1/" };

        var failed = Assert.IsType<ConnectorAnswer<string>.Failed>(await stub.Client.SendAsync(nobody, Hello, null, Cancellation));

        Assert.Equal((ConnectorCodes.Unreachable, true, false), (failed.Code, failed.Transient, failed.MayHaveHappened));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task Delete_IdThatIsAPathStep_IsNotSent(string id)
    {
        await using var stub = await StartAsync(Status(200));

        var answer = await stub.Client.DeleteAsync(stub.Reference, id, Cancellation);

        Assert.Equal(ConnectorCodes.BadId, Assert.IsType<ConnectorAnswer<string>.Failed>(answer).Code);
        Assert.Empty(stub.Seen);
    }

    [Fact]
    public async Task Send_AboveTheHardLimit_IsNotSent()
    {
        await using var stub = await StartAsync(Status(201));
        var huge = new OutgoingMessage.Text(CardText.Theirs(new string('x', 50_000), 60_000));

        Assert.IsType<ConnectorAnswer<string>.TooLarge>(await stub.Client.SendAsync(stub.Reference, huge, null, Cancellation));
        Assert.Empty(stub.Seen);
    }

    [Fact]
    public async Task CreatePersonalConversation_Created_GivesAReference()
    {
        await using var stub = await StartAsync(Status(201, """{"id":"a:1"}"""));

        var answer = await stub.Client.CreatePersonalConversationAsync(stub.Reference.ServiceUrl, "t1", "28:app", "29:ann", Cancellation);

        var reference = Assert.IsType<ConnectorAnswer<ConversationReference>.Done>(answer).Value;
        Assert.Equal(("a:1", "personal", "t1"), (reference.ConversationId, reference.ConversationType, reference.TenantId));
        Assert.Equal(
            """{"isGroup":false,"bot":{"id":"28:app"},"members":[{"id":"29:ann"}],"tenantId":"t1","channelData":{"tenant":{"id":"t1"}}}""",
            Assert.Single(stub.Seen).Body);
    }
}
