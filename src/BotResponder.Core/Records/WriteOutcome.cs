using System.Collections.Immutable;

namespace BotResponder.Core.Records;

/// <summary>How a commit ended. Two are equal when they ended the same way, whatever else they say.</summary>
public sealed class WriteOutcome : IEquatable<WriteOutcome>
{
    private readonly bool _isWritten;

    private WriteOutcome(bool isWritten, ImmutableArray<RecordTag> tags) => (_isWritten, Tags) = (isWritten, tags);

    /// <summary>Everything is durable; the tags were not learned, for example because the commit's answer was lost and its rows were found.</summary>
    public static WriteOutcome Written { get; } = new(isWritten: true, []);

    /// <summary>A condition did not hold. Nothing was written.</summary>
    public static WriteOutcome Conflict { get; } = new(isWritten: false, []);

    /// <summary>The rows' new tags, in the order of the writes; that of a removed row means nothing. Empty when they are not known.</summary>
    public ImmutableArray<RecordTag> Tags { get; }

    public static bool operator ==(WriteOutcome? left, WriteOutcome? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(WriteOutcome? left, WriteOutcome? right) => !(left == right);

    /// <summary>Everything is durable.</summary>
    /// <param name="tags">One for each write, in their order.</param>
    public static WriteOutcome WrittenAs(ImmutableArray<RecordTag> tags) => new(isWritten: true, tags);

    public bool Equals(WriteOutcome? other) => other is not null && other._isWritten == _isWritten;

    public override bool Equals(object? obj) => Equals(obj as WriteOutcome);

    public override int GetHashCode() => _isWritten.GetHashCode();

    public override string ToString() => _isWritten ? nameof(Written) : nameof(Conflict);
}
