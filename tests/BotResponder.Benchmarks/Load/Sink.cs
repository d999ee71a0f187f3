using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace BotResponder.Benchmarks.Load;

/// <summary>The connector of both bots: takes every activity, answers 201 with an id, and knows when the first one of a thread came. Nothing else.</summary>
internal sealed class Sink : IAsyncDisposable
{
    private const int IdDigits = 13;
    private static readonly byte[] Chat = Encoding.UTF8.GetBytes("""{"id":"a:1benchmark-approver"}""");

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<long>> _expected = new();
    private long _thread = 1_700_000_000_000;
    private long _messages;
    private long _updates;
    private long _lastAt;
    private long _updatedAt = Stopwatch.GetTimestamp();

    private Sink(WebApplication app) => _app = app;

    public Uri ServiceUrl { get; private set; } = null!;

    /// <summary>Posted so far, by anybody.</summary>
    public long Messages => Interlocked.Read(ref _messages);

    /// <summary>Replaced so far.</summary>
    public long Updates => Interlocked.Read(ref _updates);

    /// <summary>When the newest message came: a stopwatch's time stamp.</summary>
    public long LastAt => Interlocked.Read(ref _lastAt);

    /// <summary>When the newest replacement came, or else when this began: a stopwatch's time stamp.</summary>
    public long UpdatedAt => Interlocked.Read(ref _updatedAt);

    /// <summary>Bodies of messages by their thread; only while set.</summary>
    public ConcurrentDictionary<long, string>? Bodies { get; set; }

    public static async Task<Sink> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var sink = new Sink(app);
        app.Run(sink.AnswerAsync);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        sink.ServiceUrl = new(address + "/");
        return sink;
    }

    /// <summary>Never the same twice: a late answer to one bot must not pass for an answer to the next.</summary>
    public long NextThread() => Interlocked.Increment(ref _thread);

    /// <returns>Completes with the time stamp of the first message in the thread.</returns>
    public Task<long> Expect(long thread) =>
        _expected.GetOrAdd(thread, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var body = await ReadAsync(context.Request);
        context.Response.ContentType = "application/json";
        var answer = (context.Request.Method, path) switch
        {
            ("GET", _) => Member(path),
            ("POST", "/v3/conversations") => Chat,
            ("PUT", _) => Update(path),
            _ => Take(path, body),
        };
        context.Response.StatusCode = context.Request.Method == "POST" ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        context.Response.ContentLength = answer.Length;
        await context.Response.BodyWriter.WriteAsync(answer);
    }

    /// <summary>A member of the channel's own tenant, asked for by object id or by the Teams id that <see cref="Talk"/> makes of it.</summary>
    private static byte[] Member(string path)
    {
        var asked = Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
        var person = Guid.Parse(asked.StartsWith("29:1", StringComparison.Ordinal) ? asked[4..] : asked);
        return Encoding.UTF8.GetBytes($$"""{"id":"29:1{{person:n}}","name":"Bo Lind","objectId":"{{person}}","userRole":"user"}""");
    }

    private byte[] Update(string path)
    {
        Interlocked.Exchange(ref _updatedAt, Stopwatch.GetTimestamp());
        Interlocked.Increment(ref _updates);
        return Encoding.UTF8.GetBytes($$"""{"id":"{{path[(path.LastIndexOf('/') + 1)..]}}"}""");
    }

    private byte[] Take(string path, string? body)
    {
        var now = Stopwatch.GetTimestamp();
        Interlocked.Exchange(ref _lastAt, now);
        var number = Interlocked.Increment(ref _messages);
        if (ThreadOf(path) is { } thread)
        {
            if (body is not null)
            {
                Bodies?.TryAdd(thread, body);
            }

            if (_expected.TryRemove(thread, out var waiting))
            {
                waiting.TrySetResult(now);
            }
        }

        return Encoding.UTF8.GetBytes($$"""{"id":"{{number}}"}""");
    }

    private async ValueTask<string?> ReadAsync(HttpRequest request)
    {
        if (Bodies is not null)
        {
            using var reader = new StreamReader(request.Body, Encoding.UTF8);
            return await reader.ReadToEndAsync();
        }

        while (true)
        {
            var read = await request.BodyReader.ReadAsync();
            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return null;
            }
        }
    }

    /// <summary>The last number of thirteen digits in the path: the thread's root or the message replied to.</summary>
    private static long? ThreadOf(ReadOnlySpan<char> path)
    {
        for (var end = path.Length; end >= IdDigits;)
        {
            if (!char.IsAsciiDigit(path[end - 1]))
            {
                end--;
                continue;
            }

            var start = end - 1;
            while (start > 0 && char.IsAsciiDigit(path[start - 1]))
            {
                start--;
            }

            if (end - start == IdDigits)
            {
                return long.Parse(path[start..end], NumberStyles.None, CultureInfo.InvariantCulture);
            }

            end = start;
        }

        return null;
    }
}
