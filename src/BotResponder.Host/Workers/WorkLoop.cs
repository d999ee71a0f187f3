using System.Collections.Concurrent;
using BotResponder.Core.Work;
using Microsoft.Extensions.Options;

namespace BotResponder.Host.Workers;

/// <summary>Takes wake-ups from the queue and has them handled: many at once, no customer at the cost of another.</summary>
internal sealed class WorkLoop(IWorkQueue queue, WorkSignal signal, WorkDesk desk, IOptions<WorkOptions> options, TimeProvider time) : BackgroundService
{
    /// <summary>As many as an Azure storage queue hands out at a time.</summary>
    private const int Batch = 32;

    private readonly ConcurrentDictionary<Task, byte> _running = new();

    /// <summary>Takes no more work and lets what runs end, as long as the host waits. What does not end comes again when its lease runs out.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_running.Keys).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = signal.NextAsync();
            var taken = await TakeAsync(stoppingToken);
            var putOff = new List<Task>();
            foreach (var work in taken)
            {
                if (desk.TryEnter(work.Item))
                {
                    Start(work);
                }
                else
                {
                    putOff.Add(desk.PutOffAsync(work));
                }
            }

            await Task.WhenAll(putOff);
            if (taken.Count == 0)
            {
                await Task.WhenAny(next, Task.Delay(options.Value.Look, time, stoppingToken));
            }
        }
    }

    private void Start(LeasedWork work)
    {
        var run = Task.Run(() => desk.HandleAsync(work), CancellationToken.None);
        _running.TryAdd(run, 0);
        _ = run.ContinueWith(ended => _running.TryRemove(ended, out _), TaskScheduler.Default);
    }

    private async Task<IReadOnlyList<LeasedWork>> TakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await queue.LeaseAsync(Batch, options.Value.Lease, cancellationToken);
        }
#pragma warning disable CA1031 // The queue may be away for a moment; the loop goes on.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            desk.NotReached(exception);
            return [];
        }
    }
}
