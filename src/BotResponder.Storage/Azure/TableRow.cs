using Azure;
using Azure.Data.Tables;
using BotResponder.Core.Records;

namespace BotResponder.Storage.Azure;

/// <summary>How a record lies in an entity. Limits: https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model.</summary>
/// <remarks>
/// <c>Body</c>, <c>Body1</c>, <c>Body2</c> ... hold the text, cut where a property would get too long and never inside a surrogate pair.
/// <c>Commit</c> says which commit wrote the row, <c>Was</c> which tag it replaced: with them a commit whose answer was lost can be looked up.
/// </remarks>
internal static class TableRow
{
    /// <summary>A string property holds 64 KiB of UTF-16, "about 32 K characters or less".</summary>
    public const int PropertyCharacters = 32_000;

    private const string Body = "Body";
    private const string Commit = "Commit";
    private const string Was = "Was";

    public static TableEntity Write(RecordKey key, string body, Guid commit, RecordTag? replaces = null)
    {
        var entity = Mark(key.Partition, key.Row, commit);
        var part = 0;
        for (var at = 0; part == 0 || at < body.Length; part++)
        {
            var length = Math.Min(PropertyCharacters, body.Length - at);
            length -= length > 0 && at + length < body.Length && char.IsHighSurrogate(body[at + length - 1]) ? 1 : 0;
            entity[NameOf(part)] = body.Substring(at, length);
            at += length;
        }

        if (replaces is { } tag)
        {
            entity[Was] = tag.Value;
        }

        return entity;
    }

    /// <summary>An entity that says which commit was here, and nothing else.</summary>
    public static TableEntity Mark(string partition, string row, Guid commit) => new(partition, row) { [Commit] = commit };

    public static StoredRecord Read(TableEntity entity)
    {
        var first = entity.GetString(Body) ?? throw new InvalidOperationException($"The row {entity.PartitionKey} {entity.RowKey} has no {Body}.");
        List<string> parts = [first];
        while (entity.GetString(NameOf(parts.Count)) is { } next)
        {
            parts.Add(next);
        }

        return new StoredRecord(
            new RecordKey(entity.PartitionKey, entity.RowKey),
            parts.Count == 1 ? first : string.Concat(parts),
            TagOf(entity));
    }

    public static RecordTag TagOf(TableEntity entity) => TagOf(entity.ETag);

    /// <param name="tag">Null after a deletion.</param>
    public static RecordTag TagOf(ETag? tag) => new(tag.ToString() ?? "");

    public static ETag ETagOf(RecordTag tag) => new(tag.Value);

    public static bool IsBy(TableEntity entity, Guid commit) => entity.TryGetValue(Commit, out var by) && by is Guid id && id == commit;

    /// <summary>Whether this is the row that had the tag, or what another commit made of exactly that row.</summary>
    public static bool IsOrFollows(TableEntity entity, RecordTag tag) => TagOf(entity) == tag || entity.GetString(Was) == tag.Value;

    private static string NameOf(int part) => part == 0 ? Body : FormattableString.Invariant($"{Body}{part}");
}
