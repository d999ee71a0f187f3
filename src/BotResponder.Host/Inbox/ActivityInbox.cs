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

    /// <summary>Teams repeats an activity within seconds; an hour is kept to be on the safe side.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private const string Came = "came|";
    private const string Open = "open|";

    /// <returns>The key to handle it under, or null when the same activity was taken before.</returns>
    public async Task<RecordKey?> TakeAsync(Activity activity, CancellationToken cancellationToken)
    {
        var (partition, name) = NameOf(activity);
        var (key, now) = (new RecordKey(partition, Open + name), time.GetUtcNow());
        var outcome = await records.CommitAsync(
        [
            new RecordWrite.Insert(new(partition, Came + name), JsonSerializer.Serialize(new InboxMark(now), InboxJson.Default.InboxMark)),
            new RecordWrite.Put(key, JsonSerializer.Serialize(new InboxEntry(now, activity), InboxJson.Default.InboxEntry)),
        ], cancellationToken);
        return outcome == WriteOutcome.Written ? key : null;
    }

    /// <summary>It was handled to its end.</summary>
    public Task HandledAsync(RecordKey key, CancellationToken cancellationToken) =>
        records.CommitAsync([new RecordWrite.Delete(key, null)], cancellationToken);

    /// <summary>What one shard still has to handle; for the sweeper.</summary>
    public async Task<IReadOnlyList<(RecordKey Key, InboxEntry Entry)>> ListOpenAsync(int shard, int take, CancellationToken cancellationToken)
    {
        var rows = await records.RangeAsync(Partition(shard), Open, Open + "~", take, cancellationToken);
        return [.. rows.Select(row => (row.Key, JsonSerializer.Deserialize(row.Body, InboxJson.Default.InboxEntry)!))];
    }

    /// <summary>Forgets which activities came to one shard longer than <see cref="Memory"/> ago.</summary>
    public async Task ForgetAsync(int shard, CancellationToken cancellationToken)
    {
        var (from, oldest) = (Came, time.GetUtcNow() - Memory);
        IReadOnlyList<StoredRecord> page;
        do
        {
            page = await records.RangeAsync(Partition(shard), from, Came + "~", RecordLimits.WritesPerCommit, cancellationToken);
            var old = page.Where(row => JsonSerializer.Deserialize(row.Body, InboxJson.Default.InboxMark)!.ReceivedAt < oldest)
                .Select(row => new RecordWrite.Delete(row.Key, null)).ToList();
            if (old.Count > 0)
            {
                await records.CommitAsync(old, cancellationToken);
            }

            from = page.Count == 0 ? from : page[^1].Key.Row + "!";
        }
        while (page.Count == RecordLimits.WritesPerCommit);
    }

    /// <summary>Conversation and activity id name an activity. One without an id is named by all that it says.</summary>
    private static (string Partition, string Name) NameOf(Activity activity)
    {
        var named = activity.Id is { Length: > 0 } id
            ? $"{activity.Conversation?.Id}\n{activity.Type}\n{id}"
            : JsonSerializer.Serialize(activity, ActivityJson.Default.Activity);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(named));
        return (Partition(hash[0] % Shards), Convert.ToHexStringLower(hash));
    }

    private static string Partition(int shard) => $"inbox|{shard:x}";
}
