using BotResponder.Core.Approvals;
using BotResponder.Core.Customers;
using BotResponder.Core.Delegations;
using BotResponder.Core.Groups;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Results;
using Microsoft.Extensions.Logging;

namespace BotResponder.Core.Requests;

/// <summary>Records one approver's verdict, whichever door it came through: a tapped card or typed words.</summary>
public sealed class ReviewRequest(Ledger ledger, CurrentCustomers customers, StandingDelegations delegations, ILogger<ReviewRequest> log)
{
    /// <summary>Safe to call twice for the same tap: the second is told that the verdict has been counted.</summary>
    /// <param name="tap">Who did what where, taken from the validated activity and never from card data.</param>
    /// <returns>The request after the verdict, or why it was not counted.</returns>
    public async Task<Result<ResponseRequest>> RunAsync(Tap tap, bool approves, string? comment, CancellationToken cancellationToken)
    {
        if (await customers.FindByRequestAsync(tap.Request, cancellationToken) is not { } customer)
        {
            return RequestTaps.Unknown;
        }

        var result = await ledger.DecideAsync(customer.Id, (view, token) => DecideAsync(view, customer, tap, approves, comment, token), cancellationToken);
        if (result.TryGetValue(out var request, out var problem))
        {
            log.RequestReviewed(request.Id, approves, request.State);
        }
        else
        {
            log.AttemptRefused(tap.Request, problem.Code, tap.ActivityId);
        }

        return result;
    }

    private async ValueTask<Decision<ResponseRequest>> DecideAsync(
        ILedgerView view, Customer known, Tap tap, bool approves, string? comment, CancellationToken cancellationToken)
    {
        var attempt = approves ? "Tried to approve" : "Tried to deny";
        var (change, refused) = await RequestTaps.OpenAsync(view, tap, attempt, cancellationToken);
        if (refused is not null)
        {
            return refused;
        }

        var request = change.Request!;
        // Roles are read now, whatever they were when the card was drawn; what is delegated, in this very commit.
        var customer = await delegations.JoinAsync(view, known, cancellationToken);
        if (ApproverRules.Refuse(request, customer, tap.Person.Id, approves) is { } notAllowed)
        {
            return change.Refuse(notAllowed, tap.Person, attempt, tap.ActivityId);
        }

        if (ApprovalBinding.Of(request) != request.Binding)
        {
            log.BindingBroken(request.Id);
            return change.Refuse(new Problem.Refused(
                $"{request.Code} no longer matches what was shown when it was asked. Nothing was done: please ask again, and tell an administrator of this bot."),
                tap.Person, attempt, tap.ActivityId);
        }

        var authority = Authority.Of(request, customer, tap.Person.Id, approves);
        var review = new Review(tap.Person, approves, string.IsNullOrWhiteSpace(comment) ? null : comment.Trim(), view.Now) { Roles = [.. authority.Roles.Order()], For = authority.For };
        var said = review.Comment is null ? "" : $": {review.Comment}";
        var lent = customer.Delegations.FirstOrDefault(delegation => delegation.To.Id == tap.Person.Id && delegation.From.Id == authority.For) is { From.Name: var lender } ? $" for {lender}, who delegated it" : "";
        if (change.Apply("request.reviewed", tap.Person, (approves ? "Approved" : "Denied") + lent + said, new RequestEvent.Reviewed(review), tap.ActivityId) is { } problem)
        {
            return change.Refuse(problem, tap.Person, attempt, tap.ActivityId);
        }

        if (change.Request!.State == RequestState.Approved)
        {
            await change.EnterLanesAsync(cancellationToken);
        }

        return await change.DecideAsync(cancellationToken);
    }
}
