using BotResponder.Core.Ledgers;
using BotResponder.Core.Results;

namespace BotResponder.Core.Requests;

/// <summary>Whether a request can be taken back now. Its undo is a request of its own; only one may be under way.</summary>
internal static class Undoing
{
    public static async ValueTask<Problem?> RefuseAsync(ILedgerView view, ResponseRequest? request, CancellationToken cancellationToken)
    {
        if (request is null)
        {
            return new Problem.NotFound("I do not know the request that should be undone.");
        }

        if (!RequestLifecycle.IsFinal(request.State) || !request.HasDoneAny)
        {
            return new Problem.Conflict($"{request.Code} is {RequestLifecycle.Describe(request.State)}, so there is nothing to undo.");
        }

        if (request.UndoneBy is not { } link)
        {
            return null;
        }

        var state = (await RequestChange.LoadAsync(view, link.Id, cancellationToken)).Request?.State;
        return state switch
        {
            RequestState.Done => new Problem.Conflict($"{request.Code} was undone by {link.Code} already."),
            { } open when !RequestLifecycle.IsFinal(open) => new Problem.Conflict($"{link.Code} already asks to undo {request.Code}; it is {RequestLifecycle.Describe(open)}."),
            _ => null,
        };
    }
}
