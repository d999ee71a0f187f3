using System.Diagnostics;
using System.Net.Sockets;
using BotResponder.Benchmarks.Load;

namespace BotResponder.Benchmarks.Processes;

/// <summary>A bot in a process of its own, and the way to speak to it.</summary>
internal sealed class Bot : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Uri _address;
    private readonly Sink _sink;
    private readonly Talk _talk;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false });

    public Bot(Func<Child> start, Uri address, Sink sink, Talk talk)
    {
        (_address, _sink, _talk) = (address, sink, talk);
        StartedAt = Stopwatch.GetTimestamp();
        Child = start();
    }

    public Child Child { get; }

    /// <summary>A stopwatch's time stamp, taken just before the process was started.</summary>
    public long StartedAt { get; }

    public Task<Reply> SayHelpAsync() => SayAsync(_talk.Help());

    /// <summary>Each call is about another pair of person and device, so it is a new request.</summary>
    public Task<Reply> SayIsolateAsync() => SayAsync(_talk.Isolate());

    /// <summary>Posts it, waits for the acknowledgement and then for the first message in its thread.</summary>
    public async Task<Reply> SayAsync(Spoken spoken)
    {
        var answered = _sink.Expect(spoken.Id);
        var began = Stopwatch.GetTimestamp();
        await PostAsync(spoken);
        var acknowledged = Stopwatch.GetTimestamp();
        var arrived = await answered.WaitAsync(Patience);
        return new(Stopwatch.GetElapsedTime(began, acknowledged).TotalMilliseconds, Stopwatch.GetElapsedTime(began, arrived).TotalMilliseconds, acknowledged, arrived);
    }

    /// <returns>The body of the answer, which invokes have.</returns>
    public async Task<string> PostAsync(Spoken spoken)
    {
        using var content = new ByteArrayContent(spoken.Body);
        content.Headers.ContentType = Talk.Json;
        using var response = await _http.PostAsync(new Uri(_address, "/api/messages"), content);
        var body = await response.Content.ReadAsStringAsync();
        response.EnsureSuccessStatusCode();
        return body;
    }

    /// <summary>Returns once the port is open.</summary>
    public async Task WaitForPortAsync()
    {
        while (Stopwatch.GetElapsedTime(StartedAt) < Patience)
        {
            Child.ThrowIfEnded();
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(_address.Host, _address.Port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(3), TimeProvider.System);
            }
        }

        throw new TimeoutException("A bot did not open its port.");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Child.DisposeAsync();
    }
}

/// <param name="AckMs">Until the HTTP answer, in milliseconds.</param>
/// <param name="AnswerMs">Until the first message or card arrived at the connector, in milliseconds.</param>
/// <param name="AckAt">A stopwatch's time stamp.</param>
/// <param name="AnswerAt">A stopwatch's time stamp.</param>
internal sealed record Reply(double AckMs, double AnswerMs, long AckAt, long AnswerAt);
