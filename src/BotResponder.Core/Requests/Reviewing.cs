using BotResponder.Core.Results;

namespace BotResponder.Core.Requests;

/// <summary>Counts verdicts: N distinct approvers, never the requester; one denial ends it.</summary>
internal static class Reviewing
{
    public static Result<ResponseRequest> Count(ResponseRequest request, Review review, DateTimeOffset at)
    {
        if (review.Approver.Id == request.Requester.Id)
        {
            return new Problem.NotAllowed(
                $"You asked for {request.Code}, so somebody else must approve or deny it. You can withdraw it instead.");
        }

        if (request.Reviews.Any(earlier => earlier.Approver.Id == review.Approver.Id))
        {
            return new Problem.Conflict(
                $"You have approved {request.Code} already. It still needs {Missing(request)} from somebody else.");
        }

        var reviewed = request with { Reviews = request.Reviews.Add(review) };
        return review switch
        {
            { Approves: false } => RequestLifecycle.Close(reviewed, RequestState.Denied, at, "An approver denied it. Nothing was done."),
            _ when reviewed.Approvals.Count() >= request.ApprovalsNeeded => reviewed with { State = RequestState.Approved },
            _ => reviewed,
        };
    }

    /// <summary>What a pending request still needs: <c>1 approval</c>.</summary>
    public static string Missing(ResponseRequest request)
    {
        var missing = request.ApprovalsNeeded - request.Approvals.Count();
        return missing == 1 ? "1 approval" : $"{missing} approvals";
    }
}
