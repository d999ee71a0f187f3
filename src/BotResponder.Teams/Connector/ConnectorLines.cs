using Microsoft.Extensions.Options;

namespace BotResponder.Teams.Connector;

/// <summary>The one limiter: a line for each conversation and a pace for each tenant, within Teams' limits. Whoever would have to wait longer than the
/// bound is told how long instead, as if Teams itself had said so.</summary>
/// <remarks>Only calls to Teams stand here. The answer to a tap is no such call and never waits.</remarks>
internal sealed class ConnectorLines(IOptions<ConnectorOptions> options, TimeProvider time) : IDisposable
{
    /// <summary>A work item can be put back; longer waits would only hold it.</summary>
    internal static readonly TimeSpan LongestWrite = TimeSpan.FromSeconds(10);

    /// <summary>Reads do not stand behind writes: somebody may be waiting for who speaks.</summary>
    internal static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(1);

    private const int MostIdle = 1000;
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    private readonly TeamsLimits _limits = TeamsLimits.Documented.Times(options.Value.ShareOfLimits);
    private readonly long _begun = time.GetTimestamp();
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Tenant, string Place), ConversationLine> _lines = [];
    private readonly Dictionary<string, CallTimes> _tenants = new(StringComparer.OrdinalIgnoreCase);

    private TimeSpan Now => time.GetElapsedTime(_begun);

    /// <summary>Makes the call when its turn has come.</summary>
    /// <param name="send">Run when nothing older for the conversation is under way: what it says is newer than all that was said before.</param>
    /// <returns><see cref="ConnectorAnswer{T}.Throttled"/> without a call when the turn comes too late.</returns>
    public async Task<ConnectorAnswer<T>> InTurnAsync<T>(
        CallPlace place, Func<CancellationToken, Task<ConnectorAnswer<T>>> send, CancellationToken cancellationToken)
    {
        var line = Enter(place);
        try
        {
            return place.IsWrite
                ? await WriteAsync(line, place, send, cancellationToken)
                : await PaceAsync(line, place, LongestRead, send, cancellationToken);
        }
        finally
        {
            line.Leave();
        }
    }

    public void Dispose()
    {
        foreach (var line in _lines.Values)
        {
            line.Dispose();
        }
    }

    private async Task<ConnectorAnswer<T>> WriteAsync<T>(
        ConversationLine line, CallPlace place, Func<CancellationToken, Task<ConnectorAnswer<T>>> send, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(LongestWrite, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await line.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ConnectorAnswer<T>.Throttled(LongestWrite);
        }

        try
        {
            return await PaceAsync(line, place, LongestWrite, send, cancellationToken);
        }
        finally
        {
            line.Pass();
        }
    }

    private async Task<ConnectorAnswer<T>> PaceAsync<T>(
        ConversationLine line, CallPlace place, TimeSpan longest, Func<CancellationToken, Task<ConnectorAnswer<T>>> send, CancellationToken cancellationToken)
    {
        var wait = line.Take(place.IsWrite, Now, longest);
        if (wait > longest)
        {
            return new ConnectorAnswer<T>.Throttled(wait);
        }

        await DelayAsync(wait, cancellationToken);
        wait = TakeOfTenant(place.Tenant, longest);
        if (wait > longest)
        {
            return new ConnectorAnswer<T>.Throttled(wait);
        }

        await DelayAsync(wait, cancellationToken);
        var answer = await send(cancellationToken);
        if (answer is ConnectorAnswer<T>.Throttled { RetryAfter: var until })
        {
            line.Hold(Now + until);
        }

        return answer;
    }

    private Task DelayAsync(TimeSpan wait, CancellationToken cancellationToken) =>
        wait > TimeSpan.Zero ? Task.Delay(wait, time, cancellationToken) : Task.CompletedTask;

    private TimeSpan TakeOfTenant(string tenant, TimeSpan longest)
    {
        lock (_lock)
        {
            if (!_tenants.TryGetValue(tenant, out var calls))
            {
                _tenants[tenant] = calls = new(_limits.Tenant);
            }

            return calls.Take(Now, longest);
        }
    }

    private ConversationLine Enter(CallPlace place)
    {
        lock (_lock)
        {
            var now = Now;
            if (!_lines.TryGetValue((place.Tenant, place.Conversation), out var line))
            {
                Forget(now);
                _lines[(place.Tenant, place.Conversation)] = line = new(_limits);
            }

            line.Come(now);
            return line;
        }
    }

    /// <summary>A line that was empty for an hour holds nothing that a window still looks at.</summary>
    private void Forget(TimeSpan now)
    {
        if (_lines.Count < MostIdle)
        {
            return;
        }

        foreach (var (key, line) in _lines.Where(pair => pair.Value.IsEmpty && now - pair.Value.LastUse > Forgotten).ToList())
        {
            _lines.Remove(key);
            line.Dispose();
        }
    }
}

/// <summary>In whose line a call stands.</summary>
/// <param name="Conversation">The channel or chat, whatever the thread; for a new chat the person.</param>
internal sealed record CallPlace(string Tenant, string Conversation, bool IsWrite);
