using BotResponder.Core.Results;
using static BotResponder.Core.Requests.RequestEvent;

namespace BotResponder.Core.Requests;

/// <summary>What becomes of the time for which something was asked.</summary>
internal static class Leasing
{
    /// <summary>Counted from when it was done, so that nobody is cut off for less than was approved. What did nothing has no end.</summary>
    public static ResponseRequest Begin(ResponseRequest closed, DateTimeOffset at) =>
        closed is { Lease: { Ends: null } lease, HasDoneAny: true } ? closed with { Lease = lease with { Ends = at + lease.For } } : closed;

    /// <param name="request">Its time has begun.</param>
    public static Result<ResponseRequest> Apply(ResponseRequest request, RequestEvent happened)
    {
        var lease = request.Lease!;
        return (lease.IsOpen, happened) switch
        {
            (_, LeaseEnded { Note: var note }) => request with { Lease = lease with { Note = note } },
            (true, Extended { By: var link, Ends: var ends }) => request with { Lease = lease with { Ends = ends, Extensions = lease.Extensions.Add(link) } },
            (true, Reminded) => request with { Lease = lease with { RemindedOf = lease.Ends } },
            _ => new Problem.Conflict($"The time of {request.Code} is over already."),
        };
    }
}
