using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using BotResponder.Benchmarks.Load;

namespace BotResponder.Benchmarks.Processes;

/// <summary>A bot in a process of its own, and the way to speak to it.</summary>
internal sealed class Bot : IAsyncDisposable
{
    /// <summary>Longer than the host's longest call, 30 s: what comes after one has timed out is slow, not lost.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    private readonly Uri _address;
    private readonly Sink _sink;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false });

    /// <param name="name">As the tables call it.</param>
    /// <param name="start">Starts its process.</param>
    /// <param name="address">Where it will listen.</param>
    /// <param name="sink">Where its answers come.</param>
    public Bot(string name, Func<Child> start, Uri address, Sink sink)
    {
        (Name, _address, _sink, Talk) = (name, address, sink, new(sink));
        StartedAt = Stopwatch.GetTimestamp();
        Child = start();
    }

    public string Name { get; }

    public Child Child { get; }

    /// <summary>Where it takes activities.</summary>
    public Uri Endpoint => new(_address, "/api/messages");

    /// <summary>Its own: what another bot was asked does not count here.</summary>
    public Talk Talk { get; }

    /// <summary>A stopwatch's time stamp, taken just before the process was started.</summary>
    public long StartedAt { get; }

    public Task<Reply> SayHelpAsync() => SayAsync(Talk.Help());

    /// <summary>Each call is about another pair of person and device, so it is a new request.</summary>
    public Task<Reply> SayIsolateAsync() => SayAsync(Talk.Isolate());

    /// <summary>Posts it, waits for the acknowledgement and then for the first message in its thread.</summary>
    public async Task<Reply> SayAsync(Spoken spoken)
    {
        var answered = _sink.Expect(spoken.Id);
        var began = Stopwatch.GetTimestamp();
        await PostAsync(spoken);
        var acknowledged = Stopwatch.GetTimestamp();
        var arrived = await WaitAsync(answered, spoken);
        return new(Stopwatch.GetElapsedTime(began, acknowledged).TotalMilliseconds, Stopwatch.GetElapsedTime(began, arrived).TotalMilliseconds, acknowledged, arrived);
    }

    /// <returns>The body of the answer, which invokes have.</returns>
    public async Task<string> PostAsync(Spoken spoken)
    {
        using var content = new ByteArrayContent(spoken.Body);
        content.Headers.ContentType = Talk.Json;
        try
        {
            using var response = await _http.PostAsync(Endpoint, content);
            var body = await response.Content.ReadAsStringAsync();
            return response.IsSuccessStatusCode ? body : throw Fault($"\"{spoken.Text}\" was answered with {(int)response.StatusCode}.");
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            throw Fault($"\"{spoken.Text}\" was not acknowledged.", exception);
        }
    }

    /// <returns>Bytes that are alive after a full collection. Only the host answers.</returns>
    public async Task<long> LiveHeapAsync() =>
        long.Parse(await _http.GetStringAsync(new Uri(_address, Children.LiveHeap)), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <param name="what">What it did not do.</param>
    /// <param name="reason">What was thrown, if anything was.</param>
    public BotFault Fault(string what, Exception? reason = null) => new(Name, what, Child.Log, reason);

    /// <summary>Returns once the port is open.</summary>
    public async Task WaitForPortAsync()
    {
        while (Stopwatch.GetElapsedTime(StartedAt) < Patience)
        {
            if (Child.ExitCode is { } code)
            {
                throw Fault($"its process ended by itself with code {code}.");
            }

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

        throw Fault("its port did not open.");
    }

    private async Task<long> WaitAsync(Task<long> answered, Spoken spoken)
    {
        try
        {
            return await answered.WaitAsync(Patience);
        }
        catch (TimeoutException exception)
        {
            throw Fault($"\"{spoken.Text}\", activity {spoken.Id}, was acknowledged, and no message came in its thread for {Patience.TotalSeconds:0} s.", exception);
        }
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
