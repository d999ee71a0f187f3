using System.Collections.Concurrent;
using BotResponder.Core.Work;

namespace BotResponder.Host.Workers;

/// <summary>Takes wake-ups from the queue and does what their outbox rows say. One row is handled by one worker of this process at a time.</summary>
internal sealed class WorkLoop(IWorkQueue queue, WorkSignal signal, WorkDispatcher dispatcher, TimeProvider time, ILogger<WorkLoop> log) : BackgroundService
{
    private const int MostAtOnce = 16;

    /// <summary>Longer than any single piece of work: the longest call to Microsoft takes half a minute.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>How soon work of another process, or a timer, is noticed without a signal.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>About half an hour of growing waits; then it is a poison item.</summary>
    private const int MostAttempts = 16;

    private readonly ConcurrentDictionary<string, byte> _busy = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _places = new(MostAtOnce);

    public override void Dispose()
    {
        _places.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = signal.NextAsync();
            await _places.WaitAsync(stoppingToken);
            _places.Release();
            var taken = await TakeAsync(stoppingToken);
            foreach (var work in taken)
            {
                await _places.WaitAsync(stoppingToken);
                _ = Task.Run(() => RunAsync(work), CancellationToken.None);
            }

            if (taken.Count == 0)
            {
                await Task.WhenAny(next, Task.Delay(Look, time, stoppingToken));
            }
        }
    }

    private async Task<IReadOnlyList<LeasedWork>> TakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await queue.LeaseAsync(MostAtOnce, Lease, cancellationToken);
        }
#pragma warning disable CA1031 // The queue may be away for a moment; the loop goes on.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            log.QueueNotRead(exception);
            return [];
        }
    }

    private async Task RunAsync(LeasedWork work)
    {
        var row = $"{work.Item.Partition}\n{work.Item.Row}";
        try
        {
            if (!_busy.TryAdd(row, 0))
            {
                // The one who is at it may have read the row before this wake-up was sent, so it is not simply dropped.
                await queue.ReleaseAsync(work, TimeSpan.FromMilliseconds(250), CancellationToken.None);
                return;
            }

            try
            {
                await ((await dispatcher.RunAsync(work.Item, CancellationToken.None)) is { } early
                    ? queue.ReleaseAsync(work, early, CancellationToken.None)
                    : queue.CompleteAsync(work, CancellationToken.None));
            }
            finally
            {
                _busy.TryRemove(row, out _);
            }
        }
#pragma warning disable CA1031 // The one catch of a work item: it is tried again later, or parked.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await FailAsync(work, exception);
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task FailAsync(LeasedWork work, Exception exception)
    {
        try
        {
            if (work.Attempts >= MostAttempts)
            {
                log.WorkParked(exception, work.Item.Row, work.Attempts);
                await queue.ParkAsync(work, exception.GetType().Name, CancellationToken.None);
                return;
            }

            var wait = TimeSpan.FromMilliseconds(Math.Min(300_000, 500 * Math.Pow(2, work.Attempts - 1)));
            log.WorkFailed(exception, work.Item.Row, work.Attempts, wait);
            await queue.ReleaseAsync(work, wait, CancellationToken.None);
        }
#pragma warning disable CA1031 // Its lease runs out, and it comes again by itself.
        catch (Exception again)
#pragma warning restore CA1031
        {
            log.QueueNotRead(again);
        }
    }
}
