using System.Net;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;
using Microsoft.Extensions.Time.Testing;

namespace BotResponder.Tests.Teams.Hosting;

public sealed class InvokeTests
{
    private const string Tap = """
        {"type":"invoke","name":"adaptiveCard/action","channelId":"msteams","serviceUrl":"http://127.0.0.1:9/","value":{"action":{"verb":"approve"}}}
        """;

    public static TheoryData<string, string> Answers => new()
    {
        { "message", """{"statusCode":200,"type":"application/vnd.microsoft.activity.message","value":"Done."}""" },
        { "error", """{"statusCode":400,"type":"application/vnd.microsoft.error","value":{"code":"old","message":"Too late."}}""" },
        { "search", """{"statusCode":200,"type":"application/vnd.microsoft.search.searchResponse","value":{"results":[{"title":"WS-042","value":"d1"}]}}""" },
        {
            "card",
            """{"statusCode":200,"type":"application/vnd.microsoft.card.adaptive","value":{"type":"AdaptiveCard","$schema":"http://adaptivecards.io/schemas/adaptive-card.json","version":"1.5","fallbackText":"f","body":[]}}"""
        },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Invoke_ByAnswer_HasTheWireShape(string kind, string expected)
    {
        await using var app = await TeamsApp.StartWithoutTokensAsync();
        app.Handler.OnInvoke = (_, _) => Task.FromResult<InvokeAnswer>(kind switch
        {
            "message" => new InvokeAnswer.Message(CardText.Ours("Done.")),
            "error" => new InvokeAnswer.Error(400, "old", CardText.Ours("Too late.")),
            "search" => new InvokeAnswer.SearchResults([new Choice(CardText.Theirs("WS-042"), "d1")]),
            _ => new InvokeAnswer.Card(new AdaptiveCard { FallbackText = CardText.Ours("f"), Body = [] }),
        });

        using var response = await app.PostAsync(Tap);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(expected, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Invoke_SlowerThanFourSeconds_IsAnsweredAndGoesOn()
    {
        var time = new FakeTimeProvider();
        await using var app = await TeamsApp.StartWithoutTokensAsync(time);
        var release = new TaskCompletionSource<InvokeAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        var finished = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Handler.OnInvoke = async (_, _) =>
        {
            entered.SetResult();
            var answer = await release.Task;
            finished.SetResult();
            return answer;
        };

        var posting = app.PostAsync(Tap);
        await entered.Task;
        while (!posting.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        using var response = await posting;
        release.SetResult(new InvokeAnswer.NotImplemented());
        await finished.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Contains("Still working on it.", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoke_TeamsHangsUp_HandlerIsNotCancelled()
    {
        await using var app = await TeamsApp.StartWithoutTokensAsync();
        var begun = new TaskCompletionSource<CancellationToken>(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var finished = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Handler.OnInvoke = async (_, token) =>
        {
            begun.SetResult(token);
            await release.Task;
            finished.SetResult(token.IsCancellationRequested);
            return new InvokeAnswer.NotImplemented();
        };

        using var hangUp = new CancellationTokenSource();
        var posting = app.PostUntilAsync(Tap, null, hangUp.Token);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => posting);
        release.SetResult();

        Assert.False(await finished.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }
}
