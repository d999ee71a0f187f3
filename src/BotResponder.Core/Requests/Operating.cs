using BotResponder.Core.Actions;
using BotResponder.Core.People;
using BotResponder.Core.Results;

namespace BotResponder.Core.Requests;

/// <summary>What happens to one target operation, and what that makes of its request.</summary>
internal static class Operating
{
    public static Result<ResponseRequest> Queue(ResponseRequest request, int index, ShortCode behind) => request.Operations[index] switch
    {
        { State: OperationState.Waiting } operation => With(request, index, operation with { WaitsFor = behind }),
        var operation => Already(request, operation),
    };

    public static Result<ResponseRequest> Dispatch(ResponseRequest request, int index, DateTimeOffset at) => request.Operations[index] switch
    {
        { State: OperationState.Waiting } operation => With(request, index, operation with
        {
            State = OperationState.Dispatching,
            Attempt = operation.Attempt + 1,
            SentAt = at,
            Progress = null,
            WaitsFor = null,
            Outcome = null,
        }) with
        { State = RequestState.Running },
        var operation => Already(request, operation),
    };

    public static Result<ResponseRequest> Postpone(ResponseRequest request, int index, string sentence) => request.Operations[index] switch
    {
        { State: OperationState.Dispatching } operation => Rest(With(request, index, operation with { State = OperationState.Waiting, Progress = sentence })),
        var operation => Already(request, operation),
    };

    public static Result<ResponseRequest> Accept(ResponseRequest request, int index, ActionReceipt receipt) => request.Operations[index] switch
    {
        { State: OperationState.Dispatching } or { Outcome.Kind: OutcomeKind.Unknown } => With(request, index, request.Operations[index] with
        {
            State = OperationState.Accepted,
            Receipt = receipt,
            Progress = receipt.HandedOver,
            Outcome = null,
        }) with
        { State = RequestState.Running },
        var operation => Already(request, operation),
    };

    public static Result<ResponseRequest> Progress(ResponseRequest request, int index, string sentence) => request.Operations[index] switch
    {
        { State: OperationState.Ended, Outcome.Kind: not OutcomeKind.Unknown } operation => Already(request, operation),
        var operation => With(request, index, operation with { Progress = sentence }),
    };

    public static Result<ResponseRequest> HandBack(ResponseRequest request, int index, Person by, DateTimeOffset at) => request.Operations[index] switch
    {
        { State: OperationState.Accepted, Receipt: { AwaitsWord: true, HandedBack: null } receipt } operation =>
            With(request, index, operation with { Receipt = receipt with { HandedBack = new(by, at) } }),
        { Receipt.HandedBack: { } earlier } => new Problem.Conflict($"{earlier.By.Name} said already that {request.Code} is done."),
        var operation => Already(request, operation),
    };

    public static Result<ResponseRequest> End(ResponseRequest request, int index, ActionOutcome outcome, DateTimeOffset at)
    {
        var operation = request.Operations[index];
        if (operation is { State: OperationState.Ended, Outcome.Kind: not OutcomeKind.Unknown })
        {
            return Already(request, operation);
        }

        return Settle(With(request, index, operation with { State = OperationState.Ended, Outcome = outcome, Progress = null }), at);
    }

    public static Result<ResponseRequest> UndoOutside(ResponseRequest request, int index, OutsideEnd end) => request.Operations[index] switch
    {
        { Outcome.Kind: OutcomeKind.Done, Outside: null } operation => With(request, index, operation with { Outside = end }),
        var operation => Already(request, operation),
    };

    /// <summary>Ends every operation that has not been called yet.</summary>
    public static ResponseRequest EndWaiting(ResponseRequest request, ActionOutcome outcome, DateTimeOffset at) => Settle(
        request with
        {
            Operations = [.. request.Operations.Select(operation => operation is { State: OperationState.Waiting, Attempt: 0 }
                ? operation with { State = OperationState.Ended, Outcome = outcome, Progress = null, WaitsFor = null }
                : operation)],
        }, at);

    /// <summary>Closes the request once its last operation has ended.</summary>
    private static ResponseRequest Settle(ResponseRequest ended, DateTimeOffset at)
    {
        if (ended.Operations.Any(each => each.State != OperationState.Ended))
        {
            return ended;
        }

        var state = Worst(ended);
        return state == RequestState.Unknown ? ended with { State = state } : Leasing.Begin(RequestLifecycle.Close(ended, state, at, null), at);
    }

    /// <summary>A request is as good as its worst operation, and in doubt as long as one of them is.</summary>
    private static RequestState Worst(ResponseRequest request)
    {
        var kinds = request.Operations.Select(operation => operation.Outcome!.Kind).ToHashSet();
        return kinds switch
        {
            _ when kinds.Contains(OutcomeKind.Unknown) => RequestState.Unknown,
            _ when kinds.Contains(OutcomeKind.Failed) => RequestState.Failed,
            _ when kinds.Contains(OutcomeKind.Refused) => RequestState.Refused,
            _ when kinds.Contains(OutcomeKind.Cancelled) => RequestState.Cancelled,
            _ => RequestState.Done,
        };
    }

    /// <summary>Nothing is under way any more: approved, as before the call.</summary>
    private static ResponseRequest Rest(ResponseRequest request) =>
        request.Operations.All(operation => operation.State == OperationState.Waiting) ? request with { State = RequestState.Approved } : request;

    private static ResponseRequest With(ResponseRequest request, int index, TargetOperation operation) =>
        request with { Operations = request.Operations.SetItem(index, operation) };

    private static Problem Already(ResponseRequest request, TargetOperation operation) =>
        new Problem.Conflict($"{request.Code}: this target's operation is already {operation.State switch
        {
            OperationState.Waiting => "waiting",
            OperationState.Dispatching => "being sent",
            OperationState.Accepted => "accepted",
            _ => "ended",
        }}.");
}
