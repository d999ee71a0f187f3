using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Approvals;
using BotResponder.Core.Customers;
using BotResponder.Core.People;
using BotResponder.Core.Requests;
using BotResponder.Defender.Lookups;
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

    /// <summary>Somebody does it in the portal, and says so.</summary>
    public static RequestView HandedOver(CardRole role, bool isSaid = false)
    {
        var running = Request(RequestState.Running);
        var receipt = new ActionReceipt("task")
        {
            HandedOver = "Make the rule now in the Defender portal. I wait until 2026-03-14 18:31 UTC.",
            Page = new("https://security.microsoft.com/?tid=tenant"),
            AwaitsWord = true,
            HandedBack = isSaid ? new(Bo, Now) : null,
        };
        var operation = running.Operations[0] with { State = OperationState.Accepted, Receipt = receipt, Progress = receipt.HandedOver };
        return new(running with { Operations = [operation] }, "Hide alerts like this", CanBeUndone: false, Now, Notice: null)
        {
            Audience = new(role, ["29:bo", "29:ann"]) { MayAct = role is CardRole.Approver or CardRole.Requester },
        };
    }

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

    /// <summary>A device of which everything is known: two of its three actions say that they are the bot's, and one is.</summary>
    public static DeviceView Device(string? theirs)
    {
        var request = Request(RequestState.Running, theirs);
        SeenAction Seen(string title, string status, string by, RequestId? claims) => new("8f0c2d1e-5b1a-4c1e-9f43-0d6c1c6b2f10", title, status, theirs ?? by, Now.AddHours(-2), claims);
        return new(
            "Contoso",
            new()
            {
                Id = Target.Id,
                Name = theirs ?? Target.Name,
                Facts =
                [
                    new("Device id", Target.Id, IsPinned: true), new("Operating system", "Windows11 23H2"), new("Health", "Active"), new("Tags", theirs ?? "vip"),
                    new("Isolation now", "not isolated (hunting, 3 hours ago (2026-03-14 07:31 UTC))"), new("Logged-on users", theirs ?? "CONTOSO\\kim"),
                    new("Owner", "unknown (Defender keeps no owner of a device)"),
                ],
                Warnings = ["This device is tagged as critical."],
                Actions =
                [
                    Seen("Isolate device", "Pending", "BotResponder", request.Id),
                    Seen("Run antivirus scan", "Succeeded", "kim", new("customer.of-nobody")),
                    Seen("Collect investigation package", "Failed", "", claims: null),
                ],
                Portal = new("https://security.microsoft.com/machines/v2/aaaa/overview?tid=tenant"),
            },
            [request], ImmutableDictionary<RequestId, ShortCode>.Empty.Add(request.Id, request.Code), _ => "Isolate device", Now);
    }

    public static ListedIndicators Indicators() => new(
        1204, 15_000,
        [
            .. Enumerable.Range(1, 25).Select(number => new ListedIndicator($"https://evil.example/{number}", "Block", $"BotResponder R-4F7K{number}", "BotResponder", Now.AddDays(number))),
            new("evil.example", "Allowed", "typed by hand", "", ExpiresAt: null),
        ]);

    /// <summary>A device of which only the device itself could be read.</summary>
    public static DeviceView BareDevice()
    {
        var full = Device(theirs: null);
        return full with
        {
            Open = [],
            Sheet = full.Sheet with
            {
                Facts = [new("Isolation now", "unknown (hunting did not answer)"), new("Logged-on users", "unknown (hunting did not answer)")],
                Warnings = [],
                Actions = [],
                ActionsUnread = "Defender did not answer in time. Nothing was changed; try again in a minute.",
                Portal = null,
            },
        };
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
