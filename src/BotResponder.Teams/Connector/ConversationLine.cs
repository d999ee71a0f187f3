namespace BotResponder.Teams.Connector;

/// <summary>The queue of one conversation. Writes leave it one at a time, in the order in which they came: Teams answers 412 to two at once.</summary>
internal sealed class ConversationLine(TeamsLimits limits) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CallTimes _writes = new(limits.Writes);
    private readonly CallTimes _reads = new(limits.Reads);
    private TimeSpan _heldUntil;
    private int _inside;

    /// <summary>When a call last came, since the lines began.</summary>
    public TimeSpan LastUse { get; private set; }

    /// <summary>Nobody waits in it or is being served.</summary>
    public bool IsEmpty => Volatile.Read(ref _inside) == 0;

    /// <summary>The caller is in it until <see cref="Leave"/>.</summary>
    public void Come(TimeSpan now)
    {
        Interlocked.Increment(ref _inside);
        LastUse = now;
    }

    public void Leave() => Interlocked.Decrement(ref _inside);

    /// <summary>Waits for everybody who came before.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _turn.WaitAsync(cancellationToken);

    public void Pass() => _turn.Release();

    /// <inheritdoc cref="CallTimes.Take"/>
    public TimeSpan Take(bool isWrite, TimeSpan now, TimeSpan longest)
    {
        lock (_lock)
        {
            if (_heldUntil - now is var held && held > longest)
            {
                return held;
            }

            var from = held > TimeSpan.Zero ? _heldUntil : now;
            var wait = (isWrite ? _writes : _reads).Take(from, longest - (from - now));
            return wait + (from - now);
        }
    }

    /// <summary>Teams said how long nothing should be sent.</summary>
    public void Hold(TimeSpan until)
    {
        lock (_lock)
        {
            _heldUntil = until > _heldUntil ? until : _heldUntil;
        }
    }

    public void Dispose() => _turn.Dispose();
}
