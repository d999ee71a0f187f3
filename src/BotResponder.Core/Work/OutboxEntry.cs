using System.Text.Json.Serialization;
using BotResponder.Core.Requests;

namespace BotResponder.Core.Work;

/// <summary>Something that must be done because of what was committed. Stands in the store until it is done; the queue only wakes somebody up for it.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Request">For which request.</param>
/// <param name="Operation">For which of its operations; 0 when it concerns the request as a whole.</param>
/// <param name="Due">Not before.</param>
/// <param name="Round">How often it has been put off: polls and read-backs grow slower.</param>
/// <param name="Retry">Null as long as nothing went wrong.</param>
public sealed record OutboxEntry(
    WorkKind Kind,
    RequestId Request,
    int Operation,
    DateTimeOffset Due,
    int Round = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Retries? Retry = null)
{
    /// <summary>One row for each thing to do: asking for it twice moves its time, and doubles nothing.</summary>
    [JsonIgnore]
    public string Id => $"{Kind}-{Request}-{Operation}";

    /// <summary>What went wrong with the entry as it is now; null when nothing did since it was last asked for or put off.</summary>
    [JsonIgnore]
    public Retries? Trouble => Retry?.For == Due ? Retry : null;
}

/// <summary>What went wrong with an entry. Holds for one due time: an entry that was asked for again, or put off, begins anew.</summary>
/// <param name="For">The due time.</param>
/// <param name="Runs">How often it has been begun. Counted before it begins again, so that a worker that dies is counted too.</param>
/// <param name="Until">Nobody needs to wake up for it before: somebody is at it, or a retry is on its way.</param>
public sealed record Retries(DateTimeOffset For, int Runs, DateTimeOffset Until);

public enum WorkKind
{
    /// <summary>Make the call for an operation, or find out what became of one that left.</summary>
    Dispatch,

    /// <summary>Take the next operations of a request with many targets onto their lanes, or off them. The operation is the first one of the portion.</summary>
    Lanes,

    /// <summary>Ask Microsoft where an accepted operation stands.</summary>
    Poll,

    /// <summary>Expire the request if nobody has answered; before that, pass what is due while it waits. The round says how much of it is behind.</summary>
    Expire,

    /// <summary>Bring every copy of the request's card up to date.</summary>
    Cards,

    /// <summary>Say in the request's conversation that work for it is parked. Tried a few times, and never parked itself.</summary>
    Alarm,

    /// <summary>Send cards to whom a step of the ladder asks, or remind those who have not answered. The operation says which of what is due while it waits.</summary>
    AskAgain,

    /// <summary>Raise the alarm about a broken glass that is not reviewed in time, and come back.</summary>
    Review,

    /// <summary>Say that alarm in the request's conversation and to everybody who may review it.</summary>
    GlassAlarm,

    /// <summary>Say loudly that a reviewer found the glass broken without need. The operation is the verdict's place.</summary>
    GlassVerdict,

    /// <summary>Look whether what the request has done still holds.</summary>
    Watch,

    /// <summary>Answer in the request's thread what is new about an operation, and about others that it became known of together with it.</summary>
    Say,

    /// <summary>Remind of a request's end that comes, and take it back when it has come.</summary>
    Lease,

    /// <summary>Say in the request's conversation how it stands with its end.</summary>
    LeaseNote,

    /// <summary>Tell a customer's first channel what is still contained. Of no request.</summary>
    Contained,

    /// <summary>Nothing: a check wrote it to see whether somebody takes it away.</summary>
    Probe,
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(OutboxEntry))]
[JsonSerializable(typeof(ParkedEntry))]
public sealed partial class WorkJson : JsonSerializerContext;
