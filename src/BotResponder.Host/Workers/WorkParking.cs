using BotResponder.Core.Work;
using Microsoft.Extensions.Options;

namespace BotResponder.Host.Workers;

/// <summary>Puts aside what failed too often, loudly.</summary>
internal sealed class WorkParking(ParkWork park, Outbox outbox, IOptions<WorkOptions> options, ILogger<WorkParking> log)
{
    /// <summary>An alarm is worth a few tries. It must never become the next thing to raise an alarm about.</summary>
    private const int MostAlarms = 4;

    public int MostRuns(OutboxEntry? entry) => entry?.Kind == WorkKind.Alarm ? Math.Min(MostAlarms, options.Value.MostRuns) : options.Value.MostRuns;

    /// <param name="stored">Null when the row could not be read.</param>
    /// <param name="reason">The last exception's type, or that the worker ended.</param>
    public async Task<WakeUpEnd> ParkAsync(LeasedWork work, StoredEntry? stored, int runs, string reason)
    {
        if (stored?.Entry.Kind == WorkKind.Alarm)
        {
            log.AlarmGivenUp(work.Item.Row, runs, reason);
            await outbox.DoneAsync(stored, CancellationToken.None);
            return new WakeUpEnd.Spent();
        }

        log.WorkParked(work.Item.Row, runs, reason);
        return await park.RunAsync(work.Item, stored?.Entry.Due, runs, reason, CancellationToken.None)
            ? new WakeUpEnd.Spent()
            : new WakeUpEnd.Dead(reason);
    }
}
