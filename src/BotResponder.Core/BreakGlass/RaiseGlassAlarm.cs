using System.Globalization;
using System.Text.Json;
using BotResponder.Core.Ledgers;
using BotResponder.Core.People;
using BotResponder.Core.Requests;
using BotResponder.Core.Work;

namespace BotResponder.Core.BreakGlass;

/// <summary>The time for reviewing a broken glass is over and too few have: writes that down, has it said, and comes back until they have.</summary>
public sealed class RaiseGlassAlarm(Ledger ledger, RequestBook book, TimeProvider time)
{
    /// <summary>Safe to call as often as one likes for the same entry: each round is raised once, by whatever process.</summary>
    public async Task<WorkResult> RunAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        if (await book.FindAsync(entry.Request, cancellationToken) is not { AwaitsReview: true, Glass: { } glass } request)
        {
            return WorkResult.Done;
        }

        // By the stored instant and not by the wake-up: after a clock was set back it may come early, and must come again.
        if (glass.ReviewBy - time.GetUtcNow() is { Ticks: > 0 } left)
        {
            return new WorkResult.Later(left, IsRound: false);
        }

        await ledger.DecideAsync(request.Customer, (view, token) => DecideAsync(view, entry, token), cancellationToken);
        return WorkResult.Written;
    }

    private static async ValueTask<Decision<bool>> DecideAsync(ILedgerView view, OutboxEntry entry, CancellationToken cancellationToken)
    {
        var body = await view.FindAsync(LedgerRows.Outbox(entry.Id), cancellationToken);
        var stored = body is null ? null : JsonSerializer.Deserialize(body, WorkJson.Default.OutboxEntry);
        if (stored?.Round != entry.Round || (await RequestChange.LoadAsync(view, entry.Request, cancellationToken)).Request is not { AwaitsReview: true, Glass: { } glass } request)
        {
            return Decision<bool>.Nothing(false);
        }

        var number = (entry.Round + 1).ToString(CultureInfo.InvariantCulture);
        return new(true)
        {
            Facts = [RequestChange.Describe(request, "glass.unreviewed", Bot.Person, $"Alarm {number}: {request.Requester.Name} broke the glass, and the review of {glass.Missing} is missing")],
            Outbox = [new(WorkKind.Review, request.Id, 0, view.Now + glass.AlarmEvery, entry.Round + 1), new(WorkKind.GlassAlarm, request.Id, 0, view.Now)],
        };
    }
}
