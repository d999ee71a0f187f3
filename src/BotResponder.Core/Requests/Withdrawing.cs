using BotResponder.Core.Actions;
using BotResponder.Core.People;
using BotResponder.Core.Results;

namespace BotResponder.Core.Requests;

/// <summary>What a withdrawal makes of a request: before the first call all of it goes; of one with many targets, what has not been sent yet; what a person was told to do is not watched any more.</summary>
internal static class Withdrawing
{
    public static Result<ResponseRequest> Apply(ResponseRequest request, Person by, DateTimeOffset at)
    {
        if (by.Id != request.Requester.Id)
        {
            return new Problem.NotAllowed($"Only the person who asked can withdraw {request.Code}.{(request.State == RequestState.Pending ? " An approver can deny it." : "")}");
        }

        if (request.State != RequestState.Running)
        {
            return RequestLifecycle.Close(request, RequestState.Withdrawn, at, "The requester took it back. Nothing was done.");
        }

        if (request.IsHandedOver)
        {
            return RequestLifecycle.Close(Operating.LetGo(request), RequestState.Withdrawn, at, "The requester took it back after a person had been told to do it.");
        }

        return request.CanStop
            ? Operating.EndWaiting(request, new(OutcomeKind.Cancelled, "Withdrawn before it was sent. Nothing was done."), at)
            : new Problem.Conflict($"{request.Code} is already {RequestLifecycle.Describe(request.State)}.");
    }
}
