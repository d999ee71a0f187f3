using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BotResponder.Core.Actions;
using BotResponder.Core.Approvals;
using BotResponder.Core.BreakGlass;
using BotResponder.Core.Containments;
using BotResponder.Core.Customers;
using BotResponder.Core.People;
using BotResponder.Core.Results;

namespace BotResponder.Core.Requests;

/// <summary>A person's wish to run one response action, with its whole life. Changed only by <see cref="RequestLifecycle.Apply"/>.</summary>
public sealed record ResponseRequest
{
    public required RequestId Id { get; init; }

    public required ShortCode Code { get; init; }

    public required CustomerId Customer { get; init; }

    public required ActionId Action { get; init; }

    public required Person Requester { get; init; }

    /// <summary>The requester's words, 1 to 500 characters. Other people's text.</summary>
    public required string Reason { get; init; }

    /// <summary>Where it was asked; the first copy of the card stands there.</summary>
    public required Asked Asked { get; init; }

    /// <summary>What the action breaks or changes, as it was shown. Our own sentences, each once for all targets.</summary>
    public required ImmutableArray<string> Consequences { get; init; }

    /// <summary>How many distinct approvers it needs. Pinned here: a later change of policy does not touch it.</summary>
    public required int ApprovalsNeeded { get; init; }

    /// <summary>The rule in force when it was asked. Null on requests of versions that pinned only the number.</summary>
    public PinnedPolicy? Policy { get; init; }

    /// <summary>The hash of exactly what was shown (see ApprovalBinding).</summary>
    public required string Binding { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When those who have not answered are reminded. Null when they are not.</summary>
    public DateTimeOffset? RemindAt { get; init; }

    public RequestState State { get; init; } = RequestState.Pending;

    public ImmutableArray<Review> Reviews { get; init; } = [];

    /// <summary>One for each target, 1 to <see cref="ApprovalOptions.MostTargets"/>, in the order in which they were typed.</summary>
    public required ImmutableArray<TargetOperation> Operations { get; init; }

    /// <summary>How long it is to last, and when that ends. Null when it lasts until somebody undoes it.</summary>
    public Lease? Lease { get; init; }

    /// <summary>The request that this one undoes, by code and id.</summary>
    public RequestLink? Undoes { get; init; }

    /// <summary>The newest request that undoes this one.</summary>
    public RequestLink? UndoneBy { get; init; }

    /// <summary>Somebody broke the glass for it: it ran without approval. Null for every other request.</summary>
    public BrokenGlass? Glass { get; init; }

    /// <summary>Who withdrew it, or what the policy said; our own sentence. Null while it is open or when the operations tell.</summary>
    public string? ClosingNote { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>What approvers it needs; empty when none.</summary>
    [JsonIgnore]
    public ImmutableArray<ApprovalDemand> Demands => Policy?.Demands ?? (ApprovalsNeeded == 0 ? [] : [ApprovalDemand.Plain(ApprovalsNeeded)]);

    /// <summary>What the request is about in one line: its target's name, or how many there are. Other people's text.</summary>
    [JsonIgnore]
    public string Subject => Operations is [var single] ? single.Target.Name : $"{Operations.Length} {Operations[0].Target.Kind}s";

    /// <summary>True when Microsoft carried it out for at least one target: there is something to take back.</summary>
    [JsonIgnore]
    public bool HasDoneAny => Operations.Any(operation => operation.Outcome is { Kind: OutcomeKind.Done });

    /// <summary>True when something that it did may still hold: nobody noticed that it was taken back outside the bot.</summary>
    [JsonIgnore]
    public bool HoldsAny => Operations.Any(operation => operation is { Outcome.Kind: OutcomeKind.Done, Outside: null });

    /// <summary>True when it runs and some of its targets have not been called at all: the requester can still take those back.</summary>
    [JsonIgnore]
    public bool CanStop => State == RequestState.Running && Operations.Any(operation => operation is { State: OperationState.Waiting, Attempt: 0 });

    /// <summary>True when the glass was broken for it, and not as many as must have looked at it since.</summary>
    [JsonIgnore]
    public bool AwaitsReview => Glass is { IsReviewed: false };

    /// <summary>Whose taps counted so far.</summary>
    [JsonIgnore]
    public IEnumerable<Review> Approvals => Reviews.Where(review => review.Approves);
}

/// <param name="Conversation">The key of the channel or chat (see <see cref="ConversationKey"/>).</param>
/// <param name="ActivityId">The message that asked.</param>
/// <param name="Thread">The message that began the thread in which the card answers; null outside channels.</param>
public sealed record Asked(ConversationKey Conversation, string ActivityId, string? Thread = null);

/// <summary>A channel or chat by its own id, without the thread.</summary>
[JsonConverter(typeof(TextJson.ConversationKey))]
public readonly record struct ConversationKey(string Value)
{
    public override string ToString() => Value;
}

public sealed record RequestLink(RequestId Id, ShortCode Code);

/// <summary>One approver's verdict.</summary>
/// <param name="Comment">Other people's text, at most 500 characters; null when none was typed.</param>
public sealed record Review(
    Person Approver, bool Approves, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Comment, DateTimeOffset At)
{
    /// <summary>What the approver was for the customer at that moment. Null on verdicts that are older than this line: an approver, which was checked.</summary>
    public ImmutableArray<Role>? Roles { get; init; }

    /// <summary>Who had delegated to the approver and for whom she answered; null when it was her own right.</summary>
    public PersonId? For { get; init; }

    /// <summary>True when the answer is this person's: given with an account of hers, or for her.</summary>
    public bool StandsFor(PersonId person, LinkedAccounts linked) => linked.AreOne(Approver.Id, person) || (For is { } lender && linked.AreOne(lender, person));

    [JsonIgnore]
    public ImmutableArray<Role> RolesHeld => Roles ?? [Role.Approver];
}

/// <summary>Where a request stands. Every state but the first three, and Unknown, is final.</summary>
public enum RequestState
{
    /// <summary>Waits for approvers.</summary>
    Pending,

    /// <summary>Enough approvers; waits for its turn, or for Defender to take it.</summary>
    Approved,

    /// <summary>The call was made or is being made; Defender has not said that it is finished.</summary>
    Running,

    Done,

    /// <summary>Microsoft, or a check right before the call, said no. Nothing was changed.</summary>
    Refused,

    Failed,

    /// <summary>Somebody cancelled it in Defender.</summary>
    Cancelled,

    /// <summary>It may have happened. Read back until it is known.</summary>
    Unknown,

    Denied,
    Withdrawn,
    Expired,
}
