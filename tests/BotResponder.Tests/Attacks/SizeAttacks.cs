using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using BotResponder.Teams.Activities;
using BotResponder.Tests.Teams.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace BotResponder.Tests.Attacks;

/// <summary>Attack 48: one request cannot take more than its share of memory and time.</summary>
public sealed class SizeAttacks(AttackedBot bot) : IClassFixture<AttackedBot>
{
    private const string Frame = """ "type":"message","channelId":"msteams","serviceUrl":"http://127.0.0.1:9/" """;

    /// <summary>Far above what any of these takes, far below what a loop in a loop over them would.</summary>
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(5);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, HttpStatusCode> Bodies => new()
    {
        { "100,000 mentions", HttpStatusCode.RequestEntityTooLarge },
        { "as many empty entities as fit", HttpStatusCode.Accepted },
        { "as many mentions of the bot as fit", HttpStatusCode.Accepted },
        { "a card of 1 MB", HttpStatusCode.RequestEntityTooLarge },
        { "nested 33 deep", HttpStatusCode.BadRequest },
        { "nested 100,000 deep", HttpStatusCode.BadRequest },
        { "nested 100,000 deep in what nobody reads", HttpStatusCode.BadRequest },
        { "as many members as fit", HttpStatusCode.Accepted },
        { "the same member again and again", HttpStatusCode.BadRequest },
        { "a very long number", HttpStatusCode.Accepted },
        { "open quotes", HttpStatusCode.BadRequest },
        { "not UTF-8", HttpStatusCode.BadRequest },
    };

    [Theory]
    [Trait("Attack", "48")]
    [MemberData(nameof(Bodies))]
    public async Task Attack48_HugeOrDeepBody_IsAnsweredInTimeAndRefusedAboveTheLimits(string name, HttpStatusCode expected)
    {
        await using var app = await TeamsApp.StartWithoutTokensAsync();
        var body = Body(name);
        var begun = Stopwatch.GetTimestamp();

        using (var response = await PostAsync(app, body))
        {
            Assert.Equal(expected, response.StatusCode);
        }

        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, Most);
        Assert.Equal(expected == HttpStatusCode.Accepted ? 1 : 0, app.Handler.Accepted.Count);
        using var control = await PostAsync(app, Encoding.UTF8.GetBytes($$"""{ {{Frame}} }"""));
        Assert.Equal(HttpStatusCode.Accepted, control.StatusCode);
    }

    [Theory]
    [Trait("Attack", "48")]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Attack48_CompressedBody_IsNeverInflated(string encoding)
    {
        await using var app = await TeamsApp.StartWithoutTokensAsync();
        using var small = new MemoryStream();
        await using (Stream squeeze = encoding switch
        {
            "gzip" => new GZipStream(small, CompressionLevel.SmallestSize, leaveOpen: true),
            "br" => new BrotliStream(small, CompressionLevel.SmallestSize, leaveOpen: true),
            _ => new DeflateStream(small, CompressionLevel.SmallestSize, leaveOpen: true),
        })
        {
            await squeeze.WriteAsync(Encoding.UTF8.GetBytes($$"""{ {{Frame}},"text":"{{new string('x', 20_000_000)}}" }"""), Cancellation);
        }

        using var response = await PostAsync(app, small.ToArray(), encoding);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(app.Handler.Accepted);
    }

    [Fact]
    [Trait("Attack", "48")]
    public async Task Attack48_BodyThatTricklesIn_IsGivenUpAfterTenSeconds()
    {
        var time = new FakeTimeProvider();
        await using var app = await TeamsApp.StartWithoutTokensAsync(time);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, app.Http.BaseAddress!.Port, Cancellation);
        await using var stream = client.GetStream();
        await stream.WriteAsync(
            "POST /api/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"u8.ToArray(), Cancellation);
        using var reader = new StreamReader(stream);

        var reading = reader.ReadLineAsync(Cancellation).AsTask();
        while (!reading.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.StartsWith("HTTP/1.1 408 ", await reading, StringComparison.Ordinal);
        Assert.Empty(app.Handler.Accepted);
    }

    [Fact]
    [Trait("Attack", "48")]
    public async Task Attack48_ActivityThatIsNeverTakenOver_IsGivenUpAfterTenSeconds()
    {
        var time = new FakeTimeProvider();
        await using var app = await TeamsApp.StartWithoutTokensAsync(time);
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Handler.OnAccept = async (_, token) =>
        {
            entered.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return true;
        };

        var posting = app.PostAsync($$"""{ {{Frame}} }""");
        await entered.Task;
        while (!posting.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        using var response = await posting;
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    /// <summary>What is repeated, how often, and what stands around it.</summary>
    public static TheoryData<string, int, string, string> Texts => new()
    {
        { "a", 200_000, "", "" },
        { "isolate ", 25_000, "", "" },
        { "\"", 35_000, "", "" },
        { "\u00A0", 35_000, "isolate ", "ws-1" },
        { "ws-1,", 40_000, "isolate ", "" },
        { "<at>", 17_000, "", "" },
        { "R", 100_000, "approve ", "-00000" },
        { "because ", 20_000, "isolate ws-1 ", "" },
        { "\n", 100_000, "", "help" },
        { "&nbsp;", 20_000, "", "" },
        { "-a", 90_000, "", "" },
        { "\u202E", 30_000, "", "" },
    };

    /// <summary>The whole bot, from the door to its answer.</summary>
    [Theory]
    [Trait("Attack", "48")]
    [MemberData(nameof(Texts))]
    public async Task Attack48_TextMadeToBeSlow_IsAnsweredInTime(string piece, int times, string before, string after)
    {
        var text = before + string.Concat(Enumerable.Repeat(piece, times)) + after;
        var begun = Stopwatch.GetTimestamp();

        await bot.AskAsync(bot.Message(AttackedBot.Ann, text));

        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, Most);
        await bot.AnswersAsync();
    }

    private static byte[] Body(string name) => name == "not UTF-8"
        ? [.. Encoding.UTF8.GetBytes($$"""{ {{Frame}},"text":" """), 0xC3, 0x28, 0xFF, .. Encoding.UTF8.GetBytes("\" }")]
        : Encoding.UTF8.GetBytes($$"""{ {{Frame}},{{Members(name)}} }""");

    private static string Members(string name)
    {
        const string Mention = """{"type":"mention","text":"<at>B</at>","mentioned":{"id":"28:app"}}""";
        return name switch
        {
            "100,000 mentions" => $"\"entities\":[{Many(Mention, 100_000)}]",
            "as many empty entities as fit" => $"\"entities\":[{Many("{}", (ActivityReader.MaxBytes / 3) - 100)}]",
            "as many mentions of the bot as fit" => $"\"recipient\":{{\"id\":\"28:app\"}},\"entities\":[{Many(Mention, (ActivityReader.MaxBytes / (Mention.Length + 1)) - 100)}]",
            "a card of 1 MB" => $"\"value\":\"{new string('x', 1_000_000)}\"",
            "nested 33 deep" => $"\"value\":{Nested(33)}",
            "nested 100,000 deep" => $"\"value\":{Nested(100_000)}",
            "nested 100,000 deep in what nobody reads" => $"\"unheardOf\":{Nested(100_000)}",
            "as many members as fit" => string.Join(',', Enumerable.Range(0, 15_000).Select(number => $"\"m{number}\":1")),
            "the same member again and again" => Many("\"text\":\"x\"", 10_000),
            "a very long number" => $"\"unheardOf\":{new string('9', 200_000)}",
            "open quotes" => $"\"text\":{new string('"', 200_000)}",
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }

    private static string Many(string one, int count) => string.Join(',', Enumerable.Repeat(one, count));

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    private static async Task<HttpResponseMessage> PostAsync(TeamsApp app, byte[] body, string? encoding = null)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        return await app.Http.PostAsync("/api/messages", content, Cancellation);
    }
}
