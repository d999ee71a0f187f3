using BotResponder.Core.Customers;
using BotResponder.Core.Requests;

namespace BotResponder.Core.Actions;

/// <summary>An approved call, as it is given to an action.</summary>
/// <param name="Reason">The requester's words. Other people's text.</param>
/// <param name="ApprovedBy">The approvers' names, for Microsoft's own log; empty when nobody had to approve.</param>
public sealed record ActionOrder(
    CustomerId Customer, RequestId Request, ShortCode Code, ActionTarget Target, ActionParameters Parameters, string Reason, string ApprovedBy)
{
    /// <summary>When the latest call of this order was about to leave: what an API keeps no comment of is recognised by its time. Null before the first.</summary>
    public DateTimeOffset? SentAt { get; init; }
}

/// <summary>Proof that Microsoft accepted the call. Accepted is not done.</summary>
/// <param name="Id">The machine action's id, or what else the API gave to ask again with.</param>
public sealed record ActionReceipt(string Id);

/// <summary>Where an accepted action stands.</summary>
public abstract record ActionProgress
{
    /// <param name="Sentence">Our own words, for example that the device is offline.</param>
    public sealed record Running(string Sentence) : ActionProgress;

    public sealed record Ended(ActionOutcome Outcome) : ActionProgress;
}

/// <summary>How it ended, kept honest: submitted is not done, and what cannot be known is not called failed.</summary>
/// <param name="Sentence">Our own words for chat, with Microsoft's only where they were made safe.</param>
public sealed record ActionOutcome(OutcomeKind Kind, string Sentence);

public enum OutcomeKind
{
    /// <summary>Microsoft says that it is carried out.</summary>
    Done,

    /// <summary>Microsoft said no. Nothing was changed.</summary>
    Refused,

    /// <summary>Microsoft tried and did not succeed.</summary>
    Failed,

    /// <summary>Somebody cancelled it in Defender before it ran.</summary>
    Cancelled,

    /// <summary>It may have happened; nobody can tell yet.</summary>
    Unknown,
}
