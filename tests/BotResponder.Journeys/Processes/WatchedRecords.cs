using System.Text.Json;
using BotResponder.Core.Records;

namespace BotResponder.Journeys.Processes;

/// <summary>Every commit is two points.</summary>
internal sealed class WatchedRecords(IRecordStore records, KillPoints points) : IRecordStore
{
    public Task<StoredRecord?> FindAsync(RecordKey key, CancellationToken cancellationToken) => records.FindAsync(key, cancellationToken);

    public Task<IReadOnlyList<StoredRecord>> RangeAsync(string partition, string fromRow, string beforeRow, int take, CancellationToken cancellationToken) =>
        records.RangeAsync(partition, fromRow, beforeRow, take, cancellationToken);

    public Task<WriteOutcome> CommitAsync(IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken) =>
        points.AroundAsync($"commit {NameOf(writes)}", () => records.CommitAsync(writes, cancellationToken));

    /// <summary>A decision is named by the audit lines that it writes, any other commit by its first row.</summary>
    private static string NameOf(IReadOnlyList<RecordWrite> writes)
    {
        var facts = writes.OfType<RecordWrite.Insert>().Where(write => write.Key.Row.StartsWith("audit|", StringComparison.Ordinal)).Select(FactOf).ToList();
        return facts.Count > 0 ? string.Join(" + ", facts) : NameOf(writes[0]);
    }

    private static string NameOf(RecordWrite write) =>
        $"{RowKinds.Of(write.Key.Partition)} {RowKinds.Of(write.Key.Row)}{(write is RecordWrite.Delete ? " removed" : "")}";

    private static string FactOf(RecordWrite.Insert line)
    {
        using var json = JsonDocument.Parse(line.Body);
        return json.RootElement.GetProperty("entry").GetProperty("fact").GetProperty("kind").GetString()!;
    }
}

/// <summary>What kind of thing a key names, without saying which one.</summary>
internal static class RowKinds
{
    /// <summary><c>sent|…</c> is "sent"; of outbox rows the kind of work belongs to it: <c>outbox|Cards-…</c> is "outbox Cards".</summary>
    public static string Of(string key) => key.Split('|') switch
    {
        ["outbox", var work] => $"outbox {work.Split('-')[0]}",
        var parts => parts[0],
    };
}
