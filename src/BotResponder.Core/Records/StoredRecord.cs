namespace BotResponder.Core.Records;

/// <summary>A row as the store holds it.</summary>
/// <param name="Body">JSON text.</param>
/// <param name="Tag">Changes with every write of the row.</param>
public sealed record StoredRecord(RecordKey Key, string Body, RecordTag Tag);

/// <summary>The version of a row. Opaque: only equality means anything.</summary>
public readonly record struct RecordTag(string Value);

/// <summary>One write of a commit.</summary>
public abstract record RecordWrite(RecordKey Key)
{
    /// <summary>The row must not exist.</summary>
    public sealed record Insert(RecordKey Key, string Body) : RecordWrite(Key);

    /// <summary>The row must exist with this tag.</summary>
    public sealed record Replace(RecordKey Key, string Body, RecordTag Tag) : RecordWrite(Key);

    /// <summary>Whatever was there before: for rows whose last writer is right.</summary>
    public sealed record Put(RecordKey Key, string Body) : RecordWrite(Key);

    /// <summary>With a tag: the row must exist with it. Without: the row is gone afterwards, whether it was there or not.</summary>
    public sealed record Delete(RecordKey Key, RecordTag? Tag) : RecordWrite(Key);
}

/// <summary>What every engine can hold in one commit: Azure Table storage's entity group transaction is the narrowest.</summary>
public static class RecordLimits
{
    /// <summary>An entity group transaction holds at most 100 entities.</summary>
    public const int WritesPerCommit = 100;

    /// <summary>The most characters one body may have: 480 KiB as UTF-16, under an entity's 1 MiB with room for its keys and properties.</summary>
    public const int BodyCharacters = 240_000;

    /// <summary>The most UTF-16 bytes of all bodies of one commit: 4 MiB less a margin for envelopes. Every engine also refuses what Azure would be sent in more than 4 MiB: there a character that is not plain ASCII takes six bytes.</summary>
    public const int CommitBytes = 3_500_000;
}
