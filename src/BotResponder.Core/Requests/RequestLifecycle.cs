using BotResponder.Core.BreakGlass;
using BotResponder.Core.Results;
using static BotResponder.Core.Requests.RequestEvent;
using static BotResponder.Core.Requests.RequestState;

namespace BotResponder.Core.Requests;

/// <summary>A request's life as one pure function. No clock, no I/O; illegal moves are answered, never ignored. The table stands in README.md.</summary>
public static class RequestLifecycle
{
    /// <param name="request">Null before <see cref="Submitted"/>.</param>
    /// <param name="at">When it happened.</param>
    public static Result<ResponseRequest> Apply(ResponseRequest? request, RequestEvent happened, DateTimeOffset at)
    {
        if (request is null)
        {
            return happened is Submitted { Request: var submitted }
                ? submitted
                : throw new InvalidOperationException($"A request begins with Submitted, not with {happened.GetType().Name}.");
        }

        return (request.State, happened) switch
        {
            (_, Submitted) => new Problem.Conflict($"{request.Code} has been asked already."),
            (Pending, Reviewed { Review: var review }) => Reviewing.Count(request, review, at),
            (Pending or Approved or Running, RequestEvent.Withdrawn { By: var by }) => Withdrawing.Apply(request, by, at),
            (Pending, Lapsed) => Close(request, Expired, at, "Nobody answered in time. Nothing was done."),
            (Approved or Running, Queued { Operation: var index, Behind: var code }) => Operating.Queue(request, index, code),
            (Approved or Running or Unknown, Dispatching { Operation: var index }) => Operating.Dispatch(request, index, at),
            (Running or Unknown, Postponed { Operation: var index, Sentence: var sentence }) => Operating.Postpone(request, index, sentence),
            (Running or Unknown, Accepted { Operation: var index, Receipt: var receipt }) => Operating.Accept(request, index, receipt),
            (Approved or Running or Unknown, Progressed { Operation: var index, Sentence: var sentence }) => Operating.Progress(request, index, sentence),
            (Running, RequestEvent.HandedBack { Operation: var index, By: var by }) => Operating.HandBack(request, index, by, at),
            (Approved or Running or Unknown, Ended { Operation: var index, Outcome: var outcome }) => Operating.End(request, index, outcome, at),
            (Done or Failed or Refused or Cancelled, UndoAsked { By: var link }) when request.HasDoneAny => request with { UndoneBy = link },
            (_, GlassReviewed { Verdict: var verdict }) when request.Glass is { } glass => GlassReviewing.Count(request, glass, verdict),
            (Running or Done or Failed or Refused or Cancelled or Unknown, UndoneOutside { Operation: var index, What: var what, Detail: var detail }) =>
                Operating.UndoOutside(request, index, new(what, detail, at)),
            (_, Extended or Reminded or LeaseEnded) when request.Lease is { Ends: not null } => Leasing.Apply(request, happened),
            _ => new Problem.Conflict($"{request.Code} is already {Describe(request.State)}."),
        };
    }

    /// <summary>True when nothing will happen to the request any more, save that somebody may ask to undo it, and that its time may end.</summary>
    public static bool IsFinal(RequestState state) => state is Done or Refused or Failed or Cancelled or Denied or RequestState.Withdrawn or Expired;

    /// <summary>A state in the middle of a sentence.</summary>
    public static string Describe(RequestState state) => state switch
    {
        Pending => "waiting for approval",
        Approved => "approved",
        Running => "running",
        Done => "done",
        Refused => "refused",
        Failed => "failed",
        Cancelled => "cancelled in Defender",
        Unknown => "in doubt: whether Defender did it is not known yet",
        Denied => "denied",
        RequestState.Withdrawn => "withdrawn",
        Expired => "expired",
        _ => throw new InvalidOperationException($"State {state} has no words."),
    };

    internal static ResponseRequest Close(ResponseRequest request, RequestState state, DateTimeOffset at, string? note) =>
        request with { State = state, ClosedAt = at, ClosingNote = note };
}
