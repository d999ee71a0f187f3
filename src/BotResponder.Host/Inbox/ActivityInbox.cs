using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BotResponder.Core.Records;
using BotResponder.Teams.Activities;

namespace BotResponder.Host.Inbox;

/// <summary>Takes activities over durably, once each. What a crash interrupts is found here again.</summary>
/// <remarks>Sixteen partitions, so that neither one busy chat nor one scale unit of the store takes all the writes.</remarks>
internal sealed class ActivityInbox(IRecordStore records, TimeProvider time)
{
    public const int Shards = 16;

    private const string First = "a|";
    private const string Last = "a}";

    /// <summary>Teams repeats an activity within seconds; an hour is kept to be on the safe side.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    /// <returns>The key to handle it under, or null when the same activity was taken before.</returns>
    public async Task<RecordKey?> TakeAsync(Activity activity, CancellationToken cancellationToken)
    {
        var key = KeyOf(activity);
        var body = JsonSerializer.Serialize(new InboxEntry(time.GetUtcNow(), activity), InboxJson.Default.InboxEntry);
        return await records.CommitAsync([new RecordWrite.Insert(key, body)], cancellationToken) == WriteOutcome.Written ? key : null;
    }

    /// <summary>It was handled to its end; the fact that it came stays for <see cref="Memory"/>.</summary>
    public Task HandledAsync(RecordKey key, CancellationToken cancellationToken) => records.CommitAsync(
        [new RecordWrite.Put(key, JsonSerializer.Serialize(new InboxEntry(time.GetUtcNow(), null), InboxJson.Default.InboxEntry))], cancellationToken);

    /// <summary>What one shard holds, oldest key first; for the sweeper.</summary>
    public async Task<IReadOnlyList<(StoredRecord Row, InboxEntry Entry)>> ListAsync(int shard, string? after, int take, CancellationToken cancellationToken)
    {
        var rows = await records.RangeAsync(Partition(shard), after is null ? First : after + "!", Last, take, cancellationToken);
        return [.. rows.Select(row => (row, JsonSerializer.Deserialize(row.Body, InboxJson.Default.InboxEntry)!))];
    }

    public Task ForgetAsync(StoredRecord row, CancellationToken cancellationToken) =>
        records.CommitAsync([new RecordWrite.Delete(row.Key, row.Tag)], cancellationToken);

    /// <summary>Conversation and activity id name an activity. One without an id is named by all that it says.</summary>
    private static RecordKey KeyOf(Activity activity)
    {
        var named = activity.Id is { Length: > 0 } id
            ? $"{activity.Conversation?.Id}\n{activity.Type}\n{id}"
            : JsonSerializer.Serialize(activity, ActivityJson.Default.Activity);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(named));
        return new(Partition(hash[0] % Shards), $"a|{Convert.ToHexStringLower(hash)}");
    }

    private static string Partition(int shard) => $"inbox|{shard:x}";
}
