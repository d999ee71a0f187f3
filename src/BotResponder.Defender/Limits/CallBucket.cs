using System.Globalization;
using BotResponder.Core.Results;

namespace BotResponder.Defender.Limits;

/// <summary>
/// The permits of one tenant at one endpoint, and the line of those who wait for one. People's calls go before the bot's own, otherwise first come,
/// first served. Nobody waits for longer than they have patience, nor at all when their turn is known to come later than that.
/// </summary>
internal sealed class CallBucket(Endpoint endpoint, DefenderOptions options, TimeProvider time) : IDisposable
{
    /// <summary>The longest window of any limit: a Retry-After beyond it is a mistake.</summary>
    private static readonly TimeSpan LongestClosed = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private readonly CallWindows _windows = new(endpoint, options.ShareOfLimits);
    private readonly LinkedList<Waiter> _people = [];
    private readonly LinkedList<Waiter> _work = [];
    private TimeSpan _closedUntil;
    private ITimer? _timer;

    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>How many wait, and how long the next one still has to.</summary>
    public (int Waiting, TimeSpan NextFree) State
    {
        get
        {
            lock (_lock)
            {
                var now = Now;
                return (_people.Count + _work.Count, Turn(now, 0) - now);
            }
        }
    }

    /// <summary>Waits for a permit, and counts it as used.</summary>
    /// <returns>Null when the call may leave; else how long it should wait, and nothing is counted.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up; nothing is counted.</exception>
    public Task<Problem?> AdmitAsync(Urgency urgency, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var now = Now;
            var (line, before, patience) = urgency is Urgency.Interactive
                ? (_people, _people.Count, options.InteractiveWait)
                : (_work, _people.Count + _work.Count, options.BackgroundWait);
            var turn = Turn(now, before);
            if (turn <= now)
            {
                _windows.Promise(now);
                return Task.FromResult<Problem?>(null);
            }

            if (turn - now > patience || line.Count >= options.MostWaiting)
            {
                return Task.FromResult<Problem?>(Held(before, now));
            }

            var waiter = new Waiter(now + patience);
            var place = line.AddLast(waiter);
            Arm(now);
            return WaitAsync(place, cancellationToken);
        }
    }

    /// <summary>A permit for a call that is repeated, only if one is free and nobody waits for it. A Retry-After is the caller's to wait for.</summary>
    public bool TryAdmit()
    {
        lock (_lock)
        {
            var now = Now;
            if (_people.Count + _work.Count > 0 || _windows.Turn(now, now, 0) > now)
            {
                return false;
            }

            _windows.Promise(now);
            return true;
        }
    }

    /// <returns>Null; else why a call that had a permit may not leave after all: Microsoft has asked to wait since.</returns>
    public Problem? Check()
    {
        lock (_lock)
        {
            var now = Now;
            return _closedUntil > now ? Held(0, now) : null;
        }
    }

    /// <summary>An admitted call leaves at this moment.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _windows.Leave(Now);
            Arm(Now);
        }
    }

    /// <summary>Microsoft asks to wait: nothing of this tenant leaves to this endpoint until then.</summary>
    public void Close(TimeSpan wait)
    {
        lock (_lock)
        {
            var until = Now + (wait < LongestClosed ? wait : LongestClosed);
            _closedUntil = until > _closedUntil ? until : _closedUntil;
            Arm(Now);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _timer?.Dispose();
            foreach (var waiter in _people.Concat(_work))
            {
                waiter.Answer.TrySetResult(new Problem.Unavailable("The bot is being stopped. Nothing was done; try again in a minute."));
            }

            _people.Clear();
            _work.Clear();
        }
    }

    private async Task<Problem?> WaitAsync(LinkedListNode<Waiter> place, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                var (bucket, place) = ((CallBucket, LinkedListNode<Waiter>))state!;
                bucket.GiveUp(place, token);
            },
            (this, place));
        return await place.Value.Answer.Task;
    }

    private void GiveUp(LinkedListNode<Waiter> place, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            place.List?.Remove(place);
        }

        place.Value.Answer.TrySetCanceled(cancellationToken);
    }

    private void Serve()
    {
        lock (_lock)
        {
            var now = Now;
            while ((_people.First ?? _work.First) is { } next && Turn(now, 0) <= now)
            {
                _windows.Promise(now);
                End(next, null);
            }

            Dismiss(_people, 0, now);
            Dismiss(_work, _people.Count, now);
            Arm(now);
        }
    }

    /// <summary>One line has one patience, so whoever runs out of it stands in front.</summary>
    private void Dismiss(LinkedList<Waiter> line, int before, TimeSpan now)
    {
        while (line.First is { } first && first.Value.Until <= now)
        {
            End(first, Held(before, now));
        }
    }

    private static void End(LinkedListNode<Waiter> place, Problem? answer)
    {
        place.List!.Remove(place);
        place.Value.Answer.TrySetResult(answer);
    }

    /// <summary>One timer a bucket: for the next permit, or for the next who runs out of patience.</summary>
    private void Arm(TimeSpan now)
    {
        TimeSpan[] due = [.. new[] { _people.First, _work.First }.OfType<LinkedListNode<Waiter>>().Select(first => first.Value.Until)];
        if (due.Length > 0)
        {
            _timer ??= time.CreateTimer(static bucket => ((CallBucket)bucket!).Serve(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            var next = due.Append(Turn(now, 0)).Min() - now;
            _timer.Change(next > TimeSpan.Zero ? next : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private TimeSpan Turn(TimeSpan now, int before) => _windows.Turn(now, _closedUntil > now ? _closedUntil : now, before);

    private Problem.Throttled Held(int before, TimeSpan now)
    {
        var wait = Turn(now, before) - now;
        var seconds = Math.Ceiling(wait.TotalSeconds);
        var hour = endpoint.PerHour is { } calls ? string.Create(CultureInfo.InvariantCulture, $" and {calls} an hour") : "";
        return new(
            _closedUntil > now
                ? string.Create(CultureInfo.InvariantCulture, $"{endpoint.Service} asked the bot to slow down. Nothing was done; it may be tried again in {seconds} s.")
                : string.Create(CultureInfo.InvariantCulture, $"The bot holds its own calls back: Microsoft allows {endpoint.PerMinute} a minute{hour} {endpoint.Words} in a tenant, and {before} are before this one. Nothing was done; it may be tried again in {seconds} s."),
            wait);
    }

    private sealed class Waiter(TimeSpan until)
    {
        public TimeSpan Until { get; } = until;

        public TaskCompletionSource<Problem?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
