using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BotResponder.Core.Requests;

namespace BotResponder.Core.Containments;

/// <summary>The time for which something was asked: at its end it is undone by itself.</summary>
/// <param name="For">As it was shown and approved. Counted from when the request was done.</param>
public sealed record Lease(TimeSpan For)
{
    /// <summary>Null before it is done for any target.</summary>
    public DateTimeOffset? Ends { get; init; }

    /// <summary>The requests that moved the end, oldest first.</summary>
    public ImmutableArray<RequestLink> Extensions { get; init; } = [];

    /// <summary>The end that its people were reminded of.</summary>
    public DateTimeOffset? RemindedOf { get; init; }

    /// <summary>What became of it at the end, or before; our own sentence. Null as long as the end is to come.</summary>
    public string? Note { get; init; }

    [JsonIgnore]
    public bool IsOpen => Ends is not null && Note is null;
}
