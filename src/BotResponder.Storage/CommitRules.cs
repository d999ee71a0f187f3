using BotResponder.Core.Records;

namespace BotResponder.Storage;

/// <summary>What every engine demands of the writes of one commit, so that what one engine takes no other refuses.</summary>
internal static class CommitRules
{
    /// <exception cref="ArgumentException">The writes are none or too many, touch two partitions or one row twice, or the bodies are too long or not well-formed Unicode.</exception>
    public static void Check(IReadOnlyList<RecordWrite> writes)
    {
        ArgumentNullException.ThrowIfNull(writes);
        if (writes.Count is 0 or > RecordLimits.WritesPerCommit)
        {
            throw new ArgumentException($"A commit has 1 to {RecordLimits.WritesPerCommit} writes, not {writes.Count}.", nameof(writes));
        }

        CheckKeys(writes);
        CheckBodies(writes);
    }

    private static void CheckKeys(IReadOnlyList<RecordWrite> writes)
    {
        var partition = writes[0].Key.Partition ?? throw new ArgumentException("A write has an empty key.", nameof(writes));
        if (writes.Count == 1)
        {
            return;
        }

        var rows = new HashSet<string>(writes.Count, StringComparer.Ordinal);
        foreach (var write in writes)
        {
            if (write.Key.Partition != partition)
            {
                throw new ArgumentException($"A commit stays in one partition: {partition} and {write.Key.Partition} are two.", nameof(writes));
            }

            if (!rows.Add(write.Key.Row))
            {
                throw new ArgumentException($"A commit writes a row once: {write.Key} comes twice.", nameof(writes));
            }
        }
    }

    private static void CheckBodies(IReadOnlyList<RecordWrite> writes)
    {
        long bytes = 0;
        foreach (var write in writes)
        {
            var body = BodyOf(write);
            if (body.Length > RecordLimits.BodyCharacters)
            {
                throw new ArgumentException($"The body of {write.Key} has {body.Length} characters; {RecordLimits.BodyCharacters} are allowed.", nameof(writes));
            }

            if (HasHalfSurrogate(body))
            {
                throw new ArgumentException($"The body of {write.Key} has half a surrogate pair, which UTF-8 cannot keep.", nameof(writes));
            }

            bytes += sizeof(char) * (long)body.Length;
        }

        if (bytes > RecordLimits.CommitBytes)
        {
            throw new ArgumentException($"The bodies of one commit have {bytes} bytes; {RecordLimits.CommitBytes} are allowed.", nameof(writes));
        }

        if (SentSize.Of(writes, BodyOf) is > SentSize.Most and var sent)
        {
            throw new ArgumentException(
                $"The commit may need {sent} bytes on its way, because text that is not plain ASCII grows there; {SentSize.Most} are allowed.", nameof(writes));
        }
    }

    private static string BodyOf(RecordWrite write) => write switch
    {
        RecordWrite.Insert insert => insert.Body ?? throw new ArgumentException($"The body of {write.Key} is missing.", nameof(write)),
        RecordWrite.Replace replace => replace.Body ?? throw new ArgumentException($"The body of {write.Key} is missing.", nameof(write)),
        RecordWrite.Put put => put.Body ?? throw new ArgumentException($"The body of {write.Key} is missing.", nameof(write)),
        _ => "",
    };

    private static bool HasHalfSurrogate(ReadOnlySpan<char> text)
    {
        // Almost no body has surrogates, and this search is vectorized.
        var at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        while (at >= 0)
        {
            if (at + 1 >= text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                return true;
            }

            text = text[(at + 2)..];
            at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        }

        return false;
    }
}
