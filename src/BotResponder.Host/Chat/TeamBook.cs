using System.Collections.Concurrent;
using BotResponder.Core.Records;
using BotResponder.Core.Requests;
using BotResponder.Host.People;
using BotResponder.Teams.Activities;

namespace BotResponder.Host.Chat;

/// <summary>Remembers which channels belong to a team, so that all of them are forgotten with it.</summary>
internal sealed class TeamBook(IRecordStore records, ChatBook book)
{
    private const string Channel = "channel|";

    private readonly ConcurrentDictionary<(string Team, ConversationKey Channel), byte> _known = new();

    /// <summary>Learns the conversation, its speaker, and the team that it belongs to. Cheap when all are known.</summary>
    public async Task LearnAsync(Activity activity, CancellationToken cancellationToken)
    {
        await book.LearnAsync(activity, cancellationToken);
        if (activity.ChannelData?.Team?.Id is { Length: > 0 } team && Speakers.ConversationOf(activity) is { } channel && !_known.ContainsKey((team, channel)))
        {
            await records.CommitAsync([new RecordWrite.Put(KeyOf(team, channel), $"\"{channel.Value}\"")], cancellationToken);
            _known[(team, channel)] = 0;
        }
    }

    /// <summary>Nothing is written into the channel any more, until the bot hears from it again.</summary>
    public async Task ForgetAsync(string team, ConversationKey channel, CancellationToken cancellationToken)
    {
        await book.ForgetAsync(channel, cancellationToken);
        await records.CommitAsync([new RecordWrite.Delete(KeyOf(team, channel), null)], cancellationToken);
        _known.TryRemove((team, channel), out _);
    }

    /// <summary>As above for every channel of the team that the bot has heard of.</summary>
    public async Task ForgetAsync(string team, CancellationToken cancellationToken)
    {
        // Its id is the id of its General channel, from which the bot need not have heard.
        await book.ForgetAsync(new ConversationKey(team), cancellationToken);
        IReadOnlyList<StoredRecord> rows;
        do
        {
            rows = await records.RangeAsync(Partition(team), Channel, Channel + "~", RecordLimits.WritesPerCommit, cancellationToken);
            foreach (var row in rows)
            {
                await ForgetAsync(team, new ConversationKey(row.Body.Trim('"')), cancellationToken);
            }
        }
        while (rows.Count > 0);
    }

    private static string Partition(string team) => $"team|{RecordKey.Escape(team)}";

    private static RecordKey KeyOf(string team, ConversationKey channel) => new(Partition(team), Channel + RecordKey.Escape(channel.Value));
}
