using BotResponder.Core.Customers;
using BotResponder.Core.Groups;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Core.Work;
using Microsoft.Extensions.Logging;

namespace BotResponder.Core.BreakGlass;

/// <summary>Records what somebody says afterwards about a broken glass, whichever door it came through: a tapped card or typed words.</summary>
public sealed class ReviewGlass(Ledger ledger, CurrentCustomers customers, ILogger<ReviewGlass> log)
{
    /// <summary>Safe to call twice for the same tap: the second is told that the review has been counted.</summary>
    /// <param name="isRight">False: the glass should not have been broken. Then a comment is needed.</param>
    public async Task<Result<ResponseRequest>> RunAsync(Tap tap, bool isRight, string? comment, CancellationToken cancellationToken)
    {
        if (await customers.FindByRequestAsync(tap.Request, cancellationToken) is not { } customer)
        {
            return RequestTaps.Unknown;
        }

        var result = await ledger.DecideAsync(customer.Id, (view, token) => DecideAsync(view, customer, tap, isRight, comment, token), cancellationToken);
        if (result.TryGetValue(out var request, out var problem))
        {
            log.GlassReviewed(request.Id, isRight, request.Glass!.IsReviewed);
        }
        else
        {
            log.GlassNotReviewed(tap.Request, problem.Code, tap.ActivityId);
        }

        return result;
    }

    private static async ValueTask<Decision<ResponseRequest>> DecideAsync(
        ILedgerView view, Customer customer, Tap tap, bool isRight, string? comment, CancellationToken cancellationToken)
    {
        const string Attempt = "Tried to review the broken glass";
        var (change, refused) = await RequestTaps.OpenAsync(view, tap, Attempt, cancellationToken);
        if (refused is not null)
        {
            return refused;
        }

        // Roles are read now, whatever they were when the card was drawn.
        if (GlassRules.RefuseReview(change.Request!, customer, tap.Person.Id) is { } notAllowed)
        {
            return change.Refuse(notAllowed, tap.Person, Attempt, tap.ActivityId);
        }

        var said = string.IsNullOrWhiteSpace(comment) ? null : comment.Trim();
        if (!isRight && said is null)
        {
            return Decision<ResponseRequest>.Nothing(new Problem.Malformed(
                $"Say why it was not right, in the comment or by typing: reviewed {change.Request!.Code} not ok because … Your review was not counted yet."));
        }

        var verdict = new GlassVerdict(tap.Person, isRight, said, view.Now);
        var sentence = $"Reviewed the broken glass: {(isRight ? "it was right" : "it was NOT right")}{(said is null ? "" : $": {said}")}";
        if (change.Apply("glass.reviewed", tap.Person, sentence, new RequestEvent.GlassReviewed(verdict), tap.ActivityId) is { } problem)
        {
            return change.Refuse(problem, tap.Person, Attempt, tap.ActivityId);
        }

        Follow(change, isRight);
        return await change.DecideAsync(cancellationToken);
    }

    private static void Follow(RequestChange change, bool isRight)
    {
        var glass = change.Request!.Glass!;
        if (!isRight)
        {
            // Said once for each such verdict, which has a place of its own.
            change.Wake(WorkKind.GlassVerdict, glass.Verdicts.Length - 1, TimeSpan.Zero);
        }

        if (glass.IsReviewed)
        {
            change.Write(LedgerRows.Glass(change.Request.Id), null);
            change.Finished(WorkKind.Review, 0);
            change.Finished(WorkKind.GlassAlarm, 0);
        }
    }
}
