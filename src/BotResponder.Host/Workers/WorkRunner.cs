using BotResponder.Core.Work;

namespace BotResponder.Host.Workers;

/// <summary>Handles one wake-up to its end: looks whether its row is due, counts the run before it begins when something went wrong before, and decides what follows a failure.</summary>
internal sealed class WorkRunner(Outbox outbox, WorkHandler handle, WorkParking parking, WorkClock clock, ILogger<WorkRunner> log)
{
    /// <summary>A queue counts in milliseconds or coarser: a wake-up may come this much before its row is due.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(2);

    /// <summary>Never throws for what the work does: the one catch of a piece of work stands here.</summary>
    /// <returns>What becomes of the wake-up.</returns>
    public async Task<WakeUpEnd> RunAsync(LeasedWork work)
    {
        StoredEntry? stored = null;
        try
        {
            if (await FindDueAsync(work.Item) is not { } found)
            {
                return new WakeUpEnd.Spent();
            }

            stored = found;
            if (work.Attempts > 1 || found.Entry.Trouble is not null)
            {
                if (found.Entry.Trouble?.Runs >= parking.MostRuns(found.Entry))
                {
                    return await parking.ParkAsync(work, found, found.Entry.Trouble.Runs, "the worker ended");
                }

                if (await outbox.BeginAgainAsync(found, clock.UntilTaken, CancellationToken.None) is not { } begun)
                {
                    return new WakeUpEnd.Again(clock.Options.Backoff(1));
                }

                stored = begun;
            }

            await handle(stored, CancellationToken.None);
            return new WakeUpEnd.Spent();
        }
#pragma warning disable CA1031 // The one catch of a work item: it is tried again later, or parked.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return await FailedAsync(work, stored, exception);
        }
    }

    /// <summary>
    /// Somebody whose clock is ahead of ours may have woken up for a row that waits by ours. Nobody else wakes up for it while it is left to him,
    /// so the wake-up goes back for him to take.
    /// </summary>
    /// <returns>Null when there is nothing to do: it is done, or it was put off and has a wake-up of its own for then.</returns>
    private async Task<StoredEntry?> FindDueAsync(WorkItem item)
    {
        var found = await outbox.FindAsync(item, CancellationToken.None);
        if (found is null || clock.WaitFor(found.Entry) is not { } wait)
        {
            return found;
        }

        if (wait >= Early)
        {
            if (found.Entry.Trouble is not null)
            {
                await outbox.WakeAsync(found.Stored.Key, clock.Soon(wait), CancellationToken.None);
            }

            return null;
        }

        await clock.DelayAsync(wait);
        return await outbox.FindAsync(item, CancellationToken.None);
    }

    private async Task<WakeUpEnd> FailedAsync(LeasedWork work, StoredEntry? stored, Exception exception)
    {
        // A row that cannot be read cannot be written to either: there the queue's count is all there is.
        var run = stored is null ? work.Attempts : Math.Max(1, stored.Entry.Trouble?.Runs ?? 0);
        var wait = clock.Options.Backoff(run);
        try
        {
            if (run >= parking.MostRuns(stored?.Entry))
            {
                return await parking.ParkAsync(work, stored, run, exception.GetType().Name);
            }

            log.WorkFailed(exception, work.Item.Row, run, wait);
            if (stored is not null)
            {
                await outbox.FailedAsync(stored, clock.Now + wait, CancellationToken.None);
            }
        }
#pragma warning disable CA1031 // The store may be away: the row says what it said before, and the queue has counted.
        catch (Exception again)
#pragma warning restore CA1031
        {
            log.FailureNotNoted(again, work.Item.Row);
        }

        return new WakeUpEnd.Again(wait);
    }
}

/// <summary>Does what one outbox row says, and removes the row when it is done. Safe to call for the same row again.</summary>
internal delegate Task WorkHandler(StoredEntry stored, CancellationToken cancellationToken);

/// <summary>What becomes of a wake-up after it was handled.</summary>
internal abstract record WakeUpEnd
{
    /// <summary>Nobody needs it any more.</summary>
    public sealed record Spent : WakeUpEnd;

    /// <summary>It comes again.</summary>
    public sealed record Again(TimeSpan Wait) : WakeUpEnd;

    /// <summary>Nobody can do anything with it: it goes to the queue's dead letters.</summary>
    public sealed record Dead(string Reason) : WakeUpEnd;
}
