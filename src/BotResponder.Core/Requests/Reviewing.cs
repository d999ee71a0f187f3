using BotResponder.Core.Approvals;
using BotResponder.Core.People;
using BotResponder.Core.Results;

namespace BotResponder.Core.Requests;

/// <summary>Counts verdicts against the pinned policy: distinct approvers, never the requester; as many denials as it says end it.</summary>
internal static class Reviewing
{
    public static Result<ResponseRequest> Count(ResponseRequest request, Review review, DateTimeOffset at)
    {
        if (review.Approver.Id == request.Requester.Id)
        {
            return new Problem.NotAllowed(
                $"You asked for {request.Code}, so somebody else must approve or deny it. You can withdraw it instead.");
        }

        if (request.Reviews.FirstOrDefault(earlier => earlier.For == review.Approver.Id) is { Approver.Name: var delegated })
        {
            return new Problem.NotAllowed($"{delegated} has answered {request.Code} for you already, and a person counts once.");
        }

        if (review.For is { } lender && (lender == request.Requester.Id || request.Reviews.Any(earlier => earlier.StandsFor(lender, LinkedAccounts.None) && earlier.Approver.Id != review.Approver.Id)))
        {
            return new Problem.NotAllowed($"What was delegated to you does not count for {request.Code}: whoever delegated it asked for it, or has answered.");
        }

        if (request.Reviews.Any(earlier => earlier.Approver.Id == review.Approver.Id))
        {
            return new Problem.Conflict(
                $"You have {(request.Reviews.First(earlier => earlier.Approver.Id == review.Approver.Id).Approves ? "approved" : "denied")} {request.Code} already. It still needs {Quorum.Missing(request)} from somebody else.");
        }

        var reviewed = request with { Reviews = request.Reviews.Add(review) };
        return review switch
        {
            { Approves: false } when reviewed.Reviews.Count(each => !each.Approves) >= (request.Policy?.DenyAfter ?? 1) =>
                RequestLifecycle.Close(reviewed, RequestState.Denied, at, "An approver denied it. Nothing was done."),
            { Approves: true } when Quorum.IsMet(reviewed) => reviewed with { State = RequestState.Approved },
            _ => reviewed,
        };
    }
}
