using System.Text.Json.Serialization;
using BotResponder.Core.Customers;
using BotResponder.Core.People;
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

    /// <summary>The requester's name. Other people's text.</summary>
    public string AskedBy { get; init; } = "";
}

/// <summary>Proof that Microsoft accepted the call. Accepted is not done.</summary>
/// <param name="Id">The machine action's id, or what else the API gave to ask again with.</param>
public sealed record ActionReceipt(string Id)
{
    /// <summary>
    /// What a person must do now, when no API does it: our own sentence, shown until there is news. The bot then only watches, so that other requests for the target need
    /// not wait for this one. Null when Microsoft accepted a call.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? HandedOver { get; init; }

    /// <summary>Where the person does it; null for the target's own page.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Uri? Page { get; init; }

    /// <summary>True when nothing shows by itself that the person did it: the card then has a Done button, and the bot looks once somebody has said so.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AwaitsWord { get; init; }

    /// <summary>Who said that it is done, and when. Their word, and no proof. Null until then.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DoneWord? HandedBack { get; init; }
}

/// <summary>Somebody says that what was handed over is done.</summary>
public sealed record DoneWord(Person By, DateTimeOffset At);

/// <summary>Where an accepted action stands.</summary>
public abstract record ActionProgress
{
    /// <summary>A longer <see cref="Running.NextLook"/> is cut to this.</summary>
    public static readonly TimeSpan LongestLook = TimeSpan.FromMinutes(15);

    /// <param name="Sentence">Our own words, for example that the device is offline.</param>
    public sealed record Running(string Sentence) : ActionProgress
    {
        /// <summary>How long there will be nothing new, when the action knows: more than zero. Null for the usual waits, which grow.</summary>
        public TimeSpan? NextLook { get; init; }

        /// <summary>True when somebody must read it now: it is answered in the request's thread too, once for each new sentence. Default false.</summary>
        public bool IsNews { get; init; }
    }

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
