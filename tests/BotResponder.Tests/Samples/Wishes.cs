using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Approvals;
using BotResponder.Core.People;
using BotResponder.Core.Requests;

namespace BotResponder.Tests.Samples;

/// <summary>Requests as values, one for each state.</summary>
internal static class Wishes
{
    public static readonly DateTimeOffset Now = House.Morning + TimeSpan.FromMinutes(5);

    public static ResponseRequest Pending(int approvals = 1, int operations = 1) => new()
    {
        Id = new("abcdefgh.0123456789abcdefghjkmnpqrs"),
        Code = new("R-01234"),
        Customer = Cast.Contoso,
        Action = Isolation.Descriptor.Id,
        Requester = Cast.Ann,
        Reason = "ransomware",
        Asked = new(Cast.Channel, "activity-1"),
        Consequences = Isolation.Preview().Consequences,
        ApprovalsNeeded = approvals,
        Binding = ApprovalBinding.Of(Cast.Contoso, Isolation.Descriptor.Id, Operations(operations)),
        CreatedAt = House.Morning,
        ExpiresAt = House.Morning + TimeSpan.FromMinutes(30),
        Operations = Operations(operations),
    };

    /// <summary>A request in a state, with the operations that belong to it.</summary>
    public static ResponseRequest In(RequestState state, OperationState? operation = null, int operations = 1) => state switch
    {
        RequestState.Pending => Pending(operations: operations),
        RequestState.Approved => Approved(operations),
        RequestState.Running => Approved(operations).All(operation == OperationState.Accepted
            ? [new RequestEvent.Dispatching(0), new RequestEvent.Accepted(0, new("action-1") { AwaitsWord = true })]
            : [new RequestEvent.Dispatching(0)]),
        RequestState.Denied => Pending().All(Verdict(Cast.Bob, approves: false)),
        RequestState.Withdrawn => Pending().All(new RequestEvent.Withdrawn(Cast.Ann)),
        RequestState.Expired => Pending().All(new RequestEvent.Lapsed()),
        RequestState.Done => EndedAs(OutcomeKind.Done),
        RequestState.Refused => EndedAs(OutcomeKind.Refused),
        RequestState.Failed => EndedAs(OutcomeKind.Failed),
        RequestState.Cancelled => EndedAs(OutcomeKind.Cancelled),
        RequestState.Unknown => EndedAs(OutcomeKind.Unknown),
        _ => throw new InvalidOperationException($"No sample of {state}."),
    };

    public static ResponseRequest Approved(int operations = 1) => Pending(operations: operations).All(Verdict(Cast.Bob));

    public static RequestEvent.Reviewed Verdict(Person approver, bool approves = true) => new(new(approver, approves, null, Now));

    public static RequestEvent.Ended Ended(int operation, OutcomeKind kind) => new(operation, new(kind, $"It is {kind}."));

    /// <summary>The same, asked for eight hours.</summary>
    public static ResponseRequest ForEightHours(this ResponseRequest request) => request with
    {
        Lease = new(TimeSpan.FromHours(8)) { Ends = RequestLifecycle.IsFinal(request.State) && request.HasDoneAny ? Now + TimeSpan.FromHours(8) : null },
    };

    /// <summary>Every event must apply.</summary>
    public static ResponseRequest All(this ResponseRequest request, params RequestEvent[] events) =>
        events.Aggregate(request, (state, happened) => RequestLifecycle.Apply(state, happened, Now).Value);

    private static ImmutableArray<TargetOperation> Operations(int number) =>
    [
        .. Enumerable.Range(0, number).Select(index => new TargetOperation
        {
            Parameters = Isolation.Parameters,
            Preview = (number == 1 ? Isolation.Preview() : Isolation.Preview(new("device", $"0a5bcafe{index}", $"WS-{index}"))) with { Consequences = [] },
        }),
    ];

    private static ResponseRequest EndedAs(OutcomeKind kind) => Approved().All(new RequestEvent.Dispatching(0), Ended(0, kind));
}
