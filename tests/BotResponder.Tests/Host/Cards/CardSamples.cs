using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Approvals;
using BotResponder.Core.Customers;
using BotResponder.Core.People;
using BotResponder.Core.Requests;
using BotResponder.Host.Cards;

namespace BotResponder.Tests.Host.Cards;

/// <summary>One request in every state, as its card shows it.</summary>
internal static class CardSamples
{
    public static readonly DateTimeOffset Now = new(2026, 3, 14, 10, 31, 5, TimeSpan.Zero);
    private static readonly Person Ann = new(new("tenant", "ann"), "Ann Olsen");
    private static readonly Person Bo = new(new("tenant", "bo"), "Bo Lind");
    private static readonly ActionTarget Target = new("device", new string('a', 40), "ws-042.contoso.com");

    public static RequestView View(RequestState state, string? theirs = null, CardRole role = CardRole.Everybody) =>
        new(Request(state, theirs), "Isolate device", CanBeUndone: true, Now, Notice: null)
        {
            Audience = new(role, ["29:bo", "29:ann"]) { MustAct = role == CardRole.Everybody ? [new("29:bo", theirs ?? Bo.Name)] : [] },
        };

    public static ResponseRequest Request(RequestState state, string? theirs = null)
    {
        var target = theirs is null ? Target : Target with { Name = theirs };
        var preview = new ActionPreview
        {
            Target = target,
            Facts = [new("Device", target.Name, IsPinned: true), new("Device id", target.Id, IsPinned: true), new("Logged-on users", theirs ?? "contoso\\kim")],
            Consequences = ["The device loses its network, except to Defender.", "Whoever works on it is cut off at once."],
            Warnings = ["The device was last seen 9 days ago: Defender keeps trying for 3 days."],
            PortalLink = new("https://security.microsoft.com/machines/v2/aaaa/overview?tid=tenant"),
        };
        ImmutableArray<TargetOperation> operations = [new() { Parameters = new("{}"), Preview = preview }];
        return Finish(new()
        {
            Id = new("customer.0123456789abcdefghjkmnpqrs"),
            Code = new("R-4F7K2"),
            Customer = new("tenant"),
            Action = new("device.isolate"),
            Requester = theirs is null ? Ann : Ann with { Name = theirs },
            Reason = theirs ?? "ransomware beacon",
            Asked = new(new("19:soc@thread.tacv2"), "1"),
            Consequences = preview.Consequences,
            ApprovalsNeeded = 1,
            Binding = ApprovalBinding.Of(new CustomerId("tenant"), new("device.isolate"), operations),
            CreatedAt = Now.AddMinutes(-5),
            ExpiresAt = Now.AddMinutes(25),
            Operations = operations,
        }, state, theirs);
    }

    private static ResponseRequest Finish(ResponseRequest request, RequestState state, string? theirs)
    {
        var review = new Review(theirs is null ? Bo : Bo with { Name = theirs }, state != RequestState.Denied, theirs ?? "seen it myself", Now.AddMinutes(-3));
        var operation = request.Operations[0];
        var outcome = (OutcomeKind kind, string sentence) => operation with { State = OperationState.Ended, Outcome = new(kind, theirs ?? sentence) };
        return request with
        {
            State = state,
            Reviews = state is RequestState.Pending or RequestState.Withdrawn or RequestState.Expired ? [] : [review],
            ClosedAt = RequestLifecycle.IsFinal(state) ? Now.AddMinutes(-1) : null,
            Operations =
            [
                state switch
                {
                    RequestState.Approved => operation with { WaitsFor = new("R-0TH3R") },
                    RequestState.Running => operation with { State = OperationState.Accepted, Receipt = new("8f0c2d1e"), Progress = theirs },
                    RequestState.Done => outcome(OutcomeKind.Done, "Defender isolated the device."),
                    RequestState.Refused => outcome(OutcomeKind.Refused, "Defender cannot do this on the device's operating system."),
                    RequestState.Failed => outcome(OutcomeKind.Failed, "Defender tried and gave up."),
                    RequestState.Cancelled => outcome(OutcomeKind.Cancelled, "Somebody cancelled it in Defender."),
                    RequestState.Unknown => outcome(OutcomeKind.Unknown, "The call was made, and its answer is not known."),
                    _ => operation,
                },
            ],
        };
    }
}
