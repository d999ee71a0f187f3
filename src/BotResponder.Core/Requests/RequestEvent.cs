using System.Text.Json.Serialization;
using BotResponder.Core.Actions;
using BotResponder.Core.BreakGlass;
using BotResponder.Core.People;

namespace BotResponder.Core.Requests;

/// <summary>What can happen to a request. Each stands in the audit entry that was committed with it, so that the entries alone rebuild the request.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Submitted), "submitted")]
[JsonDerivedType(typeof(Reviewed), "reviewed")]
[JsonDerivedType(typeof(Withdrawn), "withdrawn")]
[JsonDerivedType(typeof(Lapsed), "lapsed")]
[JsonDerivedType(typeof(Queued), "queued")]
[JsonDerivedType(typeof(Dispatching), "dispatching")]
[JsonDerivedType(typeof(Postponed), "postponed")]
[JsonDerivedType(typeof(Accepted), "accepted")]
[JsonDerivedType(typeof(Progressed), "progressed")]
[JsonDerivedType(typeof(HandedBack), "handed-back")]
[JsonDerivedType(typeof(Ended), "ended")]
[JsonDerivedType(typeof(UndoAsked), "undo-asked")]
[JsonDerivedType(typeof(GlassReviewed), "glass-reviewed")]
[JsonDerivedType(typeof(UndoneOutside), "undone-outside")]
[JsonDerivedType(typeof(Extended), "extended")]
[JsonDerivedType(typeof(Reminded), "reminded")]
[JsonDerivedType(typeof(LeaseEnded), "lease-ended")]
public abstract record RequestEvent
{
    /// <summary>Concerns one target only, named by its place in the request.</summary>
    public abstract record OfOperation(int Operation) : RequestEvent;

    /// <summary>Somebody asked. The first event of every request, and of no other.</summary>
    public sealed record Submitted(ResponseRequest Request) : RequestEvent;

    /// <summary>An approver gave a verdict.</summary>
    public sealed record Reviewed(Review Review) : RequestEvent;

    /// <summary>The requester took it back.</summary>
    public sealed record Withdrawn(Person By) : RequestEvent;

    /// <summary>Nobody answered in time.</summary>
    public sealed record Lapsed : RequestEvent;

    /// <summary>Another request runs on the target first.</summary>
    public sealed record Queued(int Operation, ShortCode Behind) : OfOperation(Operation);

    /// <summary>The call is about to leave. Written before it does.</summary>
    public sealed record Dispatching(int Operation) : OfOperation(Operation);

    /// <summary>The call did nothing, certainly: it waits and is tried again.</summary>
    public sealed record Postponed(int Operation, string Sentence) : OfOperation(Operation);

    /// <summary>Microsoft accepted the call, now or (adopted) when its answer was lost.</summary>
    public sealed record Accepted(int Operation, ActionReceipt Receipt) : OfOperation(Operation);

    /// <summary>Still running; what is said about it has changed.</summary>
    public sealed record Progressed(int Operation, string Sentence) : OfOperation(Operation);

    /// <summary>Somebody says that what was handed over to people is done.</summary>
    public sealed record HandedBack(int Operation, Person By) : OfOperation(Operation);

    /// <summary>An operation's outcome. An Unknown one may be followed by the truth.</summary>
    public sealed record Ended(int Operation, ActionOutcome Outcome) : OfOperation(Operation);

    /// <summary>A request to undo this one was made.</summary>
    public sealed record UndoAsked(RequestLink By) : RequestEvent;

    /// <summary>Somebody said afterwards whether breaking the glass was right.</summary>
    public sealed record GlassReviewed(GlassVerdict Verdict) : RequestEvent;

    /// <summary>What was done does not hold any more, and the bot did not take it back.</summary>
    public sealed record UndoneOutside(int Operation, string What, string Detail) : OfOperation(Operation);

    /// <summary>What it did lasts longer: another request asked for that, and was approved.</summary>
    public sealed record Extended(RequestLink By, DateTimeOffset Ends) : RequestEvent;

    /// <summary>The end is near, and its people are told so.</summary>
    public sealed record Reminded : RequestEvent;

    /// <summary>Its time is over, or what it did was taken back before. Also when there is something new to say about that end.</summary>
    /// <param name="Note">What becomes of the targets; our own sentence.</param>
    public sealed record LeaseEnded(string Note) : RequestEvent;
}
