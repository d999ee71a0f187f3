using BotResponder.Host.Workers;
using Microsoft.Extensions.Options;

namespace BotResponder.Host.Inbox;

/// <summary>Starts again what a crash left in the inbox, and forgets what was handled long ago.</summary>
/// <remarks>Every replica sweeps; of those that find the same turn one gets it. Costs one range read for each shard and 100 rows that wait.</remarks>
internal sealed class InboxSweeper(InboxSweep sweep, IOptions<WorkOptions> options, TimeProvider time, ILogger<InboxSweeper> log) : Sweeper(options, time, log)
{
    /// <summary>How often old marks are forgotten; they are read whole for it.</summary>
    private static readonly TimeSpan Forgetting = TimeSpan.FromMinutes(10);

    private long _forgot = time.GetTimestamp();

    protected override async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        var found = await sweep.RunAsync(cancellationToken);
        if (Time.GetElapsedTime(_forgot) >= Forgetting)
        {
            await sweep.ForgetAsync(cancellationToken);
            _forgot = Time.GetTimestamp();
        }

        return found;
    }
}

/// <summary>One look through the inbox.</summary>
internal sealed class InboxSweep(ActivityInbox inbox, TurnRunner turns, TurnParking parking, IOptions<WorkOptions> options, TimeProvider time)
{
    /// <returns>True when something was left unfinished.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        List<InboxItem> left = [];
        for (var shard = 0; shard < ActivityInbox.Shards; shard++)
        {
            await foreach (var item in inbox.AllOpenAsync(shard, cancellationToken))
            {
                if (IsLeft(item.Entry))
                {
                    left.Add(item);
                }
            }
        }

        // Shards are in no order, but what people said is.
        foreach (var item in left.OrderBy(each => each.Entry.ReceivedAt))
        {
            await BeginAgainAsync(item, cancellationToken);
        }

        return left.Count > 0;
    }

    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        for (var shard = 0; shard < ActivityInbox.Shards; shard++)
        {
            await inbox.ForgetAsync(shard, cancellationToken);
        }
    }

    /// <summary>Later than whoever is at it would be; or so far ahead that the clock was set back since it was written.</summary>
    private bool IsLeft(InboxEntry entry)
    {
        var (patience, slowest) = (options.Value.TurnPatience, options.Value.SlowestRetry);
        var left = (entry.Until ?? (entry.ReceivedAt + patience)) - time.GetUtcNow();
        return left <= TimeSpan.Zero || left > patience + (entry.Until is null ? patience : slowest);
    }

    private async Task BeginAgainAsync(InboxItem item, CancellationToken cancellationToken)
    {
        if (!turns.CanStart(item) || await parking.TryParkAsync(item))
        {
            return;
        }

        if (await inbox.BeginAgainAsync(item, time.GetUtcNow() + options.Value.TurnPatience, cancellationToken) is { } begun)
        {
            parking.Log.TurnStartedAgain(item.Entry.Activity.Id ?? "-", begun.Entry.Runs);
            turns.Start(begun);
        }
    }
}
