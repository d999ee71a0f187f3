using System.Buffers;
using System.Text.Encodings.Web;
using BotResponder.Core.Records;

namespace BotResponder.Storage;

/// <summary>How many bytes a commit has on its way to Azure Table storage, at most.</summary>
/// <remarks>
/// The service takes 4 MiB of multipart JSON in UTF-8. The SDK escapes whatever is not plain ASCII as <c>\uXXXX</c>, so a character costs one byte or six,
/// and quotation marks cost six. The bound is for every engine: what one takes, no other refuses.
/// </remarks>
internal static class SentSize
{
    /// <summary>https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions.</summary>
    public const int Most = 4 * 1024 * 1024;

    private const int Escaped = 6;

    /// <summary>The lines around one entity and the names of its properties, without its keys.</summary>
    private const int Envelope = 1600;

    /// <summary>A key stands in the address, where a character costs up to three bytes, and in the JSON, where it costs up to six.</summary>
    private const int KeyCharacter = 3 + Escaped;

    /// <summary>What the default JSON encoder, which the SDK uses, leaves as it is.</summary>
    private static readonly SearchValues<char> s_plain = SearchValues.Create(
        [.. Enumerable.Range(0, 128).Where(character => !JavaScriptEncoder.Default.WillEncode(character)).Select(character => (char)character)]);

    /// <summary>At least what is sent; counted exactly only where it could matter, because almost every commit is small.</summary>
    public static long Of(IReadOnlyList<RecordWrite> writes, Func<RecordWrite, string> body)
    {
        var rough = writes.Sum(write => Around(write) + ((long)Escaped * body(write).Length));
        return rough <= Most ? rough : writes.Sum(write => Around(write) + Inside(body(write)));
    }

    private static long Around(RecordWrite write) => Envelope + (KeyCharacter * (long)(write.Key.Partition.Length + write.Key.Row.Length));

    private static long Inside(ReadOnlySpan<char> text)
    {
        long bytes = 0;
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAnyExcept(s_plain);
            plain = plain < 0 ? text.Length : plain;
            bytes += plain;
            text = text[plain..];
            var escaped = text.IndexOfAny(s_plain);
            escaped = escaped < 0 ? text.Length : escaped;
            bytes += Escaped * (long)escaped;
            text = text[escaped..];
        }

        return bytes;
    }
}
