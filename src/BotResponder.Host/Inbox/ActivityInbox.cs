using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BotResponder.Core.Records;
using BotResponder.Teams.Activities;

namespace BotResponder.Host.Inbox;

/// <summary>Takes activities over durably, once each. What a crash interrupts is found here again.</summary>
/// <remarks>
/// Two rows an activity, written together: a mark that it came, kept for <see cref="Memory"/>, and what is still to be handled, removed at once
/// afterwards, so that looking for unfinished ones reads few rows. Sixteen partitions: neither one busy chat nor one scale unit of the store takes all writes.
/// </remarks>
internal sealed class ActivityInbox(IRecordStore records, TimeProvider time)
{
    public const int Shards = 16;

    /// <summary>Teams repeats an activity within seconds; the rest outlasts a clock that jumps by an hour.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(2);

    private const string Came = "came|";
    private const string Open = "open|";
    private const string Parked = "parked|";

    /// <returns>What to handle, or null when the same activity was taken before.</returns>
    public async Task<InboxItem?> TakeAsync(Activity activity, CancellationToken cancellationToken)
    {
        var (partition, name) = NameOf(activity);
        var item = new InboxItem(new(partition, Open + name), new(time.GetUtcNow(), activity));
        var outcome = await records.CommitAsync(
        [
            new RecordWrite.Insert(new(partition, Came + name), JsonSerializer.Serialize(new InboxMark(item.Entry.ReceivedAt), InboxJson.Default.InboxMark)),
            new RecordWrite.Put(item.Key, Write(item.Entry)),
        ], cancellationToken);
        return outcome == WriteOutcome.Written ? item : null;
    }

    /// <summary>It was handled to its end.</summary>
    public Task HandledAsync(RecordKey key, CancellationToken cancellationToken) =>
        records.CommitAsync([new RecordWrite.Delete(key, null)], cancellationToken);

    /// <summary>Counts the next run, before it begins. Of several that see the same item, in any process, one gets it.</summary>
    /// <param name="until">Until when it is left to the caller.</param>
    /// <returns>The item to run; null when it was handled meanwhile, or somebody else was faster.</returns>
    public async Task<InboxItem?> BeginAgainAsync(InboxItem item, DateTimeOffset until, CancellationToken cancellationToken)
    {
        if (await records.FindAsync(item.Key, cancellationToken) is not { } stored || Read(stored.Body) is not { } entry || entry.Runs != item.Entry.Runs)
        {
            return null;
        }

        var next = entry with { Runs = entry.Runs + 1, Until = until };
        return await records.CommitAsync([new RecordWrite.Replace(item.Key, Write(next), stored.Tag)], cancellationToken) == WriteOutcome.Written
            ? item with { Entry = next }
            : null;
    }

    /// <summary>Puts it aside: nobody begins it again until it is brought back.</summary>
    public Task ParkAsync(InboxItem item, CancellationToken cancellationToken) => records.CommitAsync(
        [new RecordWrite.Delete(item.Key, null), new RecordWrite.Put(Renamed(item.Key, Open, Parked), Write(item.Entry))], cancellationToken);

    /// <summary>Brings back what was put aside, counted from the beginning. The sweeper finds it.</summary>
    public Task UnparkAsync(InboxItem parked, CancellationToken cancellationToken) => records.CommitAsync(
        [
            new RecordWrite.Delete(parked.Key, null),
            new RecordWrite.Put(Renamed(parked.Key, Parked, Open), Write(parked.Entry with { Runs = 0, Until = time.GetUtcNow() })),
        ], cancellationToken);

    /// <summary>What one shard still has to handle, page by page.</summary>
    public IAsyncEnumerable<InboxItem> AllOpenAsync(int shard, CancellationToken cancellationToken) => AllAsync(shard, Open, cancellationToken);

    /// <summary>What was put aside in one shard.</summary>
    public IAsyncEnumerable<InboxItem> AllParkedAsync(int shard, CancellationToken cancellationToken) => AllAsync(shard, Parked, cancellationToken);

    /// <summary>Forgets which activities came to one shard longer than <see cref="Memory"/> ago.</summary>
    public async Task ForgetAsync(int shard, CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow() - Memory;
        await foreach (var page in PagesAsync(shard, Came, cancellationToken))
        {
            var old = page.Where(row => JsonSerializer.Deserialize(row.Body, InboxJson.Default.InboxMark)!.ReceivedAt < oldest)
                .Select(row => new RecordWrite.Delete(row.Key, null)).ToList();
            if (old.Count > 0)
            {
                await records.CommitAsync(old, cancellationToken);
            }
        }
    }

    private async IAsyncEnumerable<InboxItem> AllAsync(int shard, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in PagesAsync(shard, prefix, cancellationToken))
        {
            foreach (var row in page)
            {
                yield return new(row.Key, Read(row.Body));
            }
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<StoredRecord>> PagesAsync(int shard, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var from = prefix;
        IReadOnlyList<StoredRecord> page;
        do
        {
            page = await records.RangeAsync(Partition(shard), from, prefix + "~", RecordLimits.WritesPerCommit, cancellationToken);
            yield return page;
            from = page.Count == 0 ? from : page[^1].Key.Row + "!";
        }
        while (page.Count == RecordLimits.WritesPerCommit);
    }

    /// <summary>Conversation and activity id name an activity. One without an id, or with its message's, is named by all that it says: a message can be edited twice.</summary>
    private static (string Partition, string Name) NameOf(Activity activity)
    {
        var named = activity.Id is { Length: > 0 } id && activity.Type is not (ActivityTypes.MessageUpdate or ActivityTypes.MessageDelete)
            ? $"{activity.Conversation?.Id}\n{activity.Type}\n{id}"
            : JsonSerializer.Serialize(activity, ActivityJson.Default.Activity);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(named));
        return (Partition(hash[0] % Shards), Convert.ToHexStringLower(hash));
    }

    private static string Partition(int shard) => $"inbox|{shard:x}";

    private static RecordKey Renamed(RecordKey key, string from, string to) => new(key.Partition, to + key.Row[from.Length..]);

    private static string Write(InboxEntry entry) => JsonSerializer.Serialize(entry, InboxJson.Default.InboxEntry);

    private static InboxEntry Read(string body) => JsonSerializer.Deserialize(body, InboxJson.Default.InboxEntry)!;
}
