using System.Text.Json.Serialization;
using BotResponder.Core.Actions;

namespace BotResponder.Core.Requests;

/// <summary>The part of a request that concerns one target.</summary>
public sealed record TargetOperation
{
    /// <summary>What was bound for this target.</summary>
    public required ActionParameters Parameters { get; init; }

    /// <summary>What was shown of this target when it was asked, frozen. Consequences stand once, on the request.</summary>
    public required ActionPreview Preview { get; init; }

    [JsonIgnore]
    public ActionTarget Target => Preview.Target;

    public OperationState State { get; init; } = OperationState.Waiting;

    /// <summary>How many calls may have left. Written before the call does.</summary>
    public int Attempt { get; init; }

    /// <summary>When the latest call was about to leave. Null before the first.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>The request that runs on this target first; null when none does.</summary>
    public ShortCode? WaitsFor { get; init; }

    /// <summary>What Microsoft accepted.</summary>
    public ActionReceipt? Receipt { get; init; }

    /// <summary>The last thing that there is to say while it is running; our own sentence.</summary>
    public string? Progress { get; init; }

    public ActionOutcome? Outcome { get; init; }

    /// <summary>That what was done was taken back outside the bot. Null as long as nobody noticed such a thing.</summary>
    public OutsideEnd? Outside { get; init; }
}

/// <param name="What">What happened: <c>Released outside the bot</c>.</param>
/// <param name="Detail">A whole sentence: what it was read from.</param>
public sealed record OutsideEnd(string What, string Detail, DateTimeOffset NoticedAt);

public enum OperationState
{
    /// <summary>Not called yet, or called in vain (throttled, unreachable): nothing was done.</summary>
    Waiting,

    /// <summary>The call leaves, or left and its answer is not known.</summary>
    Dispatching,

    /// <summary>Microsoft accepted it, or a person was told to do it.</summary>
    Accepted,

    Ended,
}
