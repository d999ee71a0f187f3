using System.Text.Json.Serialization;
using BotResponder.Core.Requests;

namespace BotResponder.Core.Work;

/// <summary>Something that must be done because of what was committed. Stands in the store until it is done; the queue only wakes somebody up for it.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Request">For which request.</param>
/// <param name="Operation">For which of its operations; 0 when it concerns the request as a whole.</param>
/// <param name="Due">Not before.</param>
/// <param name="Round">How often it has been put off: polls and read-backs grow slower.</param>
public sealed record OutboxEntry(WorkKind Kind, RequestId Request, int Operation, DateTimeOffset Due, int Round = 0)
{
    /// <summary>One row for each thing to do: asking for it twice moves its time, and doubles nothing.</summary>
    [JsonIgnore]
    public string Id => $"{Kind}-{Request}-{Operation}";
}

public enum WorkKind
{
    /// <summary>Make the call for an operation, or find out what became of one that left.</summary>
    Dispatch,

    /// <summary>Take the next operations of a request with many targets onto their lanes, or off them. The operation is the first one of the portion.</summary>
    Lanes,

    /// <summary>Ask Microsoft where an accepted operation stands.</summary>
    Poll,

    /// <summary>Expire the request if nobody has answered.</summary>
    Expire,

    /// <summary>Bring every copy of the request's card up to date.</summary>
    Cards,
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(OutboxEntry))]
public sealed partial class WorkJson : JsonSerializerContext;
