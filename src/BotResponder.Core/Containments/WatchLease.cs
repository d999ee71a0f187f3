using BotResponder.Core.Ledgers;
using BotResponder.Core.People;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Core.Work;
using Microsoft.Extensions.Options;

namespace BotResponder.Core.Containments;

/// <summary>Waits for the end of what was asked for a while: reminds of it, and has it taken back. Goes by the stored instants alone, whenever it is woken.</summary>
public sealed class WatchLease(Ledger ledger, RequestBook book, EndLease end, IOptions<ContainmentOptions> options, TimeProvider time)
{
    /// <summary>Safe to call as often as one likes, by several workers at once.</summary>
    public async Task<WorkResult> RunAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        if (await book.FindAsync(entry.Request, cancellationToken) is not { Lease: { IsOpen: true, Ends: { } ends } } request)
        {
            return WorkResult.Done;
        }

        var now = time.GetUtcNow();
        if (now >= ends)
        {
            return await end.RunAsync(request, entry, cancellationToken);
        }

        if (ReminderOf(request, ends) is not { } remind)
        {
            return new WorkResult.Later(ends - now, IsRound: false);
        }

        if (now < remind)
        {
            return new WorkResult.Later(remind - now, IsRound: false);
        }

        await ledger.DecideAsync(request.Customer, (view, token) => RemindAsync(view, request, token), cancellationToken);
        return new WorkResult.Later(ends - now, IsRound: false);
    }

    /// <returns>Null when nobody is to be reminded: it was done, or the time is too short for it.</returns>
    private DateTimeOffset? ReminderOf(ResponseRequest request, DateTimeOffset ends) =>
        request.Lease!.RemindedOf == ends || ends - options.Value.Reminder <= request.ClosedAt ? null : ends - options.Value.Reminder;

    /// <summary>Of several workers one writes it down, and what it wrote is said.</summary>
    private static async ValueTask<Decision<ResponseRequest>> RemindAsync(ILedgerView view, ResponseRequest seen, CancellationToken cancellationToken)
    {
        var change = await RequestChange.LoadAsync(view, seen.Id, cancellationToken);
        if (change.Request?.Lease is not { IsOpen: true } lease || lease.Ends != seen.Lease!.Ends || lease.RemindedOf == lease.Ends)
        {
            return Decision<ResponseRequest>.Nothing(RequestTaps.Unknown);
        }

        if (change.Apply("lease.reminded", Bot.Person, "Its end is near: the conversation is reminded", new RequestEvent.Reminded()) is { } problem)
        {
            return Decision<ResponseRequest>.Nothing(problem);
        }

        change.Wake(WorkKind.LeaseNote, 0, TimeSpan.Zero);
        return await change.DecideAsync(cancellationToken);
    }
}
