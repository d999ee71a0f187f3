using System.Text;
using System.Text.Json;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;
using BotResponder.Tests.Teams.Hosting;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace BotResponder.Tests.Teams.Activities;

/// <summary>The message extension on the wire, both ways.</summary>
public sealed class ExtensionTests
{
    private static readonly AdaptiveCard s_card = new() { FallbackText = CardText.Ours("f"), Body = [] };

    private const string CardJson = """{"type":"AdaptiveCard","$schema":"http://adaptivecards.io/schemas/adaptive-card.json","version":"1.5","fallbackText":"f","body":[]}""";

    [Theory]
    [InlineData("""{"commandId":"devices","parameters":[{"name":"words","value":" WS-04 "}],"queryOptions":{"skip":0,"count":25}}""", "devices", "WS-04")]
    [InlineData("""{"commandId":"devices","parameters":[{"name":"initialRun","value":"true"}]}""", "devices", "")]
    [InlineData("""{"commandId":"devices"}""", "devices", "")]
    [InlineData("""{"commandId":"devices","parameters":[1,{"name":"words"}]}""", "devices", "")]
    public void Read_AQuery_IsCommandAndWords(string value, string command, string words) =>
        Assert.Equal(new(command, words), ExtensionQuery.Read(Invoke(value)).Value);

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"commandId":7}""")]
    [InlineData("""{"commandId":""}""")]
    [InlineData("[]")]
    [InlineData("null")]
    public void Read_WithoutACommand_IsRefused(string value)
    {
        Assert.Null(ExtensionQuery.Read(Invoke(value)).Value);
        Assert.Null(ExtensionCommand.Read(Invoke(value)).Value);
    }

    [Fact]
    public void Read_AnAction_IsItsMessageAndData()
    {
        var command = ExtensionCommand.Read(Invoke("""
            {"commandId":"respond","messagePayload":{"body":{"contentType":"html","content":"<p>x</p>"}},"data":{"reason":"r","number":1,"deep":{"reason":"no"}}}
            """)).Value!;

        Assert.Equal(("respond", new("<p>x</p>", true)), (command.CommandId, command.Message));
        Assert.Equal(("r", null, null, null), (command.Get("reason"), command.Get("number"), command.Get("deep"), command.Get("absent")));
    }

    /// <summary>Any JSON at all is read or refused, and throws nothing.</summary>
    [Fact]
    [Trait("Attack", "48")]
    public void Read_AnyValue_NeverThrows()
    {
        string[] values = ["{}", "[]", "1", "null", "\"x\"", "\"\\ud800\"", """{"content":"\ud800","contentType":[]}""", """{"name":"words","value":{}}"""];
        var pieces = Gen.Int[0, values.Length - 1].Select(index => values[index]);
        Gen.Select(pieces, pieces, pieces).Sample((first, second, third) =>
        {
            var activity = Invoke($$$"""{"commandId":"respond","parameters":[{{{first}}}],"messagePayload":{"body":{{{second}}} },"data":{{{third}}} }""");
            Assert.Equal("", ExtensionQuery.Read(activity).Value!.Words);
            Assert.Null(ExtensionCommand.Read(activity).Value!.Get("reason"));
        });
    }

    public static TheoryData<string, string> Answers => new()
    {
        { "note", """{"composeExtension":{"type":"message","text":"Nothing."}}""" },
        { "end", """{"task":{"type":"message","value":"Taken."}}""" },
        { "dialog", $$$$$$"""{"task":{"type":"continue","value":{"title":"Respond","height":"medium","width":"medium","card":{"contentType":"application/vnd.microsoft.card.adaptive","content":{{{{{{CardJson}}}}}}}}}}""" },
        {
            "results",
            $$$$$$"""{"composeExtension":{"type":"result","attachmentLayout":"list","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{{{{{{CardJson}}}}}},"preview":{"contentType":"application/vnd.microsoft.card.thumbnail","content":{"title":"ws-042","text":"\u0026lt;b\u0026gt;"}}}]}}"""
        },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Answer_ByKind_HasTheWireShape(string kind, string expected)
    {
        await using var app = await TeamsApp.StartWithoutTokensAsync();
        app.Handler.OnInvoke = (_, _) => Task.FromResult<InvokeAnswer>(kind switch
        {
            "note" => new InvokeAnswer.ExtensionNote(CardText.Ours("Nothing.")),
            "end" => new InvokeAnswer.DialogNote(CardText.Ours("Taken.")),
            "dialog" => new InvokeAnswer.Dialog(CardText.Ours("Respond"), s_card),
            _ => new InvokeAnswer.ExtensionResults([new(s_card, CardText.Theirs("ws-042"), CardText.Theirs("<b>"))]),
        });

        using var response = await app.PostAsync(Posted("composeExtension/query"));

        Assert.Equal(expected, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("composeExtension/query", "composeExtension", "takes too long")]
    [InlineData("composeExtension/fetchTask", "task", "Still working")]
    [InlineData("composeExtension/submitAction", "task", "Still working")]
    public async Task Answer_LaterThanFourSeconds_IsASentenceInTheRightShape(string name, string member, string words)
    {
        var time = new FakeTimeProvider();
        await using var app = await TeamsApp.StartWithoutTokensAsync(time);
        var never = new TaskCompletionSource<InvokeAnswer>();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Handler.OnInvoke = (_, _) =>
        {
            entered.TrySetResult();
            return never.Task;
        };

        var posting = app.PostAsync(Posted(name));
        await entered.Task;
        while (!posting.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        using var response = await posting;
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        never.SetResult(new InvokeAnswer.NotImplemented());
        Assert.StartsWith($"{{\"{member}\":", body, StringComparison.Ordinal);
        Assert.Contains(words, body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("composeExtension/queryLink")]
    [InlineData("composeExtension/selectItem")]
    [InlineData("task/fetch")]
    [InlineData("something/new")]
    public async Task Invoke_ThatNobodyDeclares_Is501(string name)
    {
        await using var app = await TeamsApp.StartWithoutTokensAsync();

        using var response = await app.PostAsync(Posted(name));

        Assert.Equal(501, (int)response.StatusCode);
        Assert.Empty(app.Handler.Accepted);
    }

    private static string Posted(string name) =>
        $$"""{"type":"invoke","name":"{{name}}","channelId":"msteams","serviceUrl":"http://127.0.0.1:9/","value":{"commandId":"devices"} }""";

    private static Activity Invoke(string value) =>
        ActivityReader.Read(Encoding.UTF8.GetBytes($$"""{"type":"invoke","value":{{value}} }""")).Value ?? throw new JsonException(value);
}
