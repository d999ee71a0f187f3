using System.Collections.Concurrent;
using BotResponder.Teams.Connector;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace BotResponder.Tests.Teams.Connector;

/// <summary>The line of a conversation and the pace of a tenant, on a clock that only the test moves.</summary>
public sealed class ConnectorLinesTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _time = new();
    private readonly ConnectorLines _lines;

    public ConnectorLinesTests() => _lines = new(Options.Create(new ConnectorOptions()), _time);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _lines.Dispose();

    [Fact]
    public async Task InTurn_EightAtOnce_TheEighthWaitsForTheSecond()
    {
        var calls = Enumerable.Range(0, 8).Select(number => WriteAsync("19:c", number)).ToArray();

        await Task.WhenAll(calls[..7]).WaitAsync(Patience, Stop);
        Assert.False(calls[7].IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(new ConnectorAnswer<string>.Done("7"), await calls[7].WaitAsync(Patience, Stop));
    }

    [Fact]
    public async Task InTurn_OneIsUnderWay_TheNextWaitsAndOthersDoNot()
    {
        var hanging = new TaskCompletionSource<ConnectorAnswer<string>>();
        var first = _lines.InTurnAsync(Write("19:c"), _ => hanging.Task, Stop);
        var second = WriteAsync("19:c", 2);

        await WriteAsync("19:d", 3).WaitAsync(Patience, Stop);
        await _lines.InTurnAsync(Write("19:c") with { IsWrite = false }, _ => Done(4), Stop).WaitAsync(Patience, Stop);
        Assert.False(second.IsCompleted);
        hanging.SetResult(new ConnectorAnswer<string>.Done("1"));

        await first.WaitAsync(Patience, Stop);
        Assert.Equal(new ConnectorAnswer<string>.Done("2"), await second.WaitAsync(Patience, Stop));
    }

    [Fact]
    public async Task InTurn_WaitsTooLong_IsThrottledWithoutACall()
    {
        var hanging = new TaskCompletionSource<ConnectorAnswer<string>>();
        var first = _lines.InTurnAsync(Write("19:c"), _ => hanging.Task, Stop);
        var second = WriteAsync("19:c", 2);

        _time.Advance(ConnectorLines.LongestWrite);

        Assert.IsType<ConnectorAnswer<string>.Throttled>(await second.WaitAsync(Patience, Stop));
        hanging.SetResult(new ConnectorAnswer<string>.Done("1"));
        await first.WaitAsync(Patience, Stop);
    }

    [Fact]
    public async Task InTurn_TeamsSaysWait_HoldsTheConversationAndNoOther()
    {
        await _lines.InTurnAsync(
            Write("19:c"), _ => Task.FromResult<ConnectorAnswer<string>>(new ConnectorAnswer<string>.Throttled(TimeSpan.FromMinutes(2))), Stop);

        var held = Assert.IsType<ConnectorAnswer<string>.Throttled>(await WriteAsync("19:c", 1).WaitAsync(Patience, Stop));
        Assert.Equal(TimeSpan.FromMinutes(2), held.RetryAfter);
        Assert.Equal(new ConnectorAnswer<string>.Done("2"), await WriteAsync("19:d", 2).WaitAsync(Patience, Stop));
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(new ConnectorAnswer<string>.Done("3"), await WriteAsync("19:c", 3).WaitAsync(Patience, Stop));
    }

    [Fact]
    public async Task InTurn_SixtyConversationsOfOneTenant_FiftyLeaveInASecond()
    {
        var left = new ConcurrentQueue<int>();
        var calls = Enumerable.Range(0, 60).Select(number => _lines.InTurnAsync(
            Write($"19:{number}"), _ => { left.Enqueue(number); return Done(number); }, Stop)).ToArray();

        await Task.WhenAll(calls[..50]).WaitAsync(Patience, Stop);
        Assert.Equal(50, left.Count);
        await _lines.InTurnAsync(new("another", "19:x", IsWrite: true), _ => Done(0), Stop).WaitAsync(Patience, Stop);
        _time.Advance(TimeSpan.FromSeconds(1));

        await Task.WhenAll(calls).WaitAsync(Patience, Stop);
        Assert.Equal(60, left.Count);
    }

    private Task<ConnectorAnswer<string>> WriteAsync(string conversation, int number) => _lines.InTurnAsync(Write(conversation), _ => Done(number), Stop);

    private static CallPlace Write(string conversation) => new("t1", conversation, IsWrite: true);

    private static Task<ConnectorAnswer<string>> Done(int number) => Task.FromResult<ConnectorAnswer<string>>(new ConnectorAnswer<string>.Done($"{number}"));
}
