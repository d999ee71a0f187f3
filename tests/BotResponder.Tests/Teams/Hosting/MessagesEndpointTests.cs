using System.Net;
using System.Text;
using BotResponder.Teams.Activities;

namespace BotResponder.Tests.Teams.Hosting;

public sealed class MessagesEndpointTests
{
    private const string Frame = """ "channelId":"msteams","serviceUrl":"http://127.0.0.1:9/" """;
    private const string Message = $$"""{"type":"message","id":"1","text":"help",{{Frame}}}""";
    private const string Tap = $$$"""{"type":"invoke","name":"adaptiveCard/action","value":{"action":{"verb":"approve"}},{{{Frame}}}}""";

    public static TheoryData<string, HttpStatusCode, int> Posts => new()
    {
        { Message, HttpStatusCode.Accepted, 1 },
        { $$"""{"type":"installationUpdate","action":"add",{{Frame}}}""", HttpStatusCode.Accepted, 1 },
        { $$"""{"type":"somethingNew",{{Frame}}}""", HttpStatusCode.OK, 0 },
        { $$"""{"type":"typing",{{Frame}}}""", HttpStatusCode.OK, 0 },
        { $$"""{"type":"invoke","name":"task/fetch",{{Frame}}}""", HttpStatusCode.NotImplemented, 0 },
        { $$"""{"type":"invoke",{{Frame}}}""", HttpStatusCode.NotImplemented, 0 },
        { "", HttpStatusCode.BadRequest, 0 },
        { "{", HttpStatusCode.BadRequest, 0 },
        { "[]", HttpStatusCode.BadRequest, 0 },
        { "null", HttpStatusCode.BadRequest, 0 },
        { $$"""{"id":"1",{{Frame}}}""", HttpStatusCode.BadRequest, 0 },
        { """{"type":"message","channelId":"webchat","serviceUrl":"http://127.0.0.1:9/"}""", HttpStatusCode.Forbidden, 0 },
        { """{"type":"message","channelId":"msteams","serviceUrl":"https://evil.example/"}""", HttpStatusCode.Forbidden, 0 },
        { """{"type":"message","channelId":"msteams"}""", HttpStatusCode.Forbidden, 0 },
    };

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task Post_ByBody_AnswersAndHandsOnOnlyWhatItShould(string body, HttpStatusCode expected, int handedOn)
    {
        await using var app = await TeamsApp.StartWithoutTokensAsync();

        using var response = await app.PostAsync(body);

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(handedOn, app.Handler.Accepted.Count);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task OtherMethod_IsNotAllowed(string method)
    {
        await using var app = await TeamsApp.StartWithoutTokensAsync();

        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/messages");
        using var response = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_AboveLimit_IsTooLargeWhetherOrNotItsLengthIsAnnounced(bool announced)
    {
        await using var app = await TeamsApp.StartWithoutTokensAsync();
        var bytes = Encoding.UTF8.GetBytes($$"""{"type":"message","text":"{{new string('x', ActivityReader.MaxBytes)}}",{{Frame}}}""");

        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = !announced;
        using var response = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Empty(app.Handler.Accepted);
    }

    [Fact]
    public async Task Post_ChunkedBelowLimit_IsAccepted()
    {
        await using var app = await TeamsApp.StartWithoutTokensAsync();
        var bytes = Encoding.UTF8.GetBytes($$"""{"type":"message","text":"{{new string('x', 100_000)}}",{{Frame}}}""");

        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = true;
        using var response = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(100_000, Assert.Single(app.Handler.Accepted).Text!.Length);
    }

    [Fact]
    public async Task Post_NotJson_IsUnsupported()
    {
        await using var app = await TeamsApp.StartWithoutTokensAsync();

        using var response = await app.Http.PostAsync(
            "/api/messages", new StringContent(Message, Encoding.UTF8, "text/plain"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task Post_HandlerCannotStore_AsksTeamsToSendAgain()
    {
        await using var app = await TeamsApp.StartWithoutTokensAsync();
        app.Handler.OnAccept = (_, _) => Task.FromResult(false);

        using var response = await app.PostAsync(Message);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    [Fact]
    public async Task Post_HandlerThrows_AnswersWithoutItsWords()
    {
        await using var app = await TeamsApp.StartWithoutTokensAsync();
        app.Handler.OnAccept = (_, _) => throw new InvalidOperationException("canary");
        app.Handler.OnInvoke = (_, _) => throw new InvalidOperationException("canary");

        using var message = await app.PostAsync(Message);
        using var tap = await app.PostAsync(Tap);
        var body = await tap.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.InternalServerError, message.StatusCode);
        Assert.Equal(HttpStatusCode.OK, tap.StatusCode);
        Assert.StartsWith("""{"statusCode":500,"type":"application/vnd.microsoft.error","value":{"code":"internal",""", body, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", body, StringComparison.Ordinal);
    }
}
