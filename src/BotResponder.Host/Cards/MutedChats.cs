using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using BotResponder.Core.Records;
using BotResponder.Core.Requests;
using BotResponder.Host.People;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Connector;

namespace BotResponder.Host.Cards;

/// <summary>Conversations that have put the bot out, kept beside what else is known of them, until it is added or spoken to again.</summary>
/// <remarks>Other replicas hear and are refused too, so what this one knows is read again after a minute.</remarks>
internal sealed class MutedChats(IRecordStore records, TimeProvider time, ILogger<MutedChats> log) : IMutedConversations
{
    private const string Row = "muted";
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (string? Code, DateTimeOffset At)> _known = new(StringComparer.Ordinal);

    public async Task<string?> FindAsync(string conversation, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(conversation, out var known) && time.GetUtcNow() - known.At is var age && age >= TimeSpan.Zero && age < Fresh)
        {
            return known.Code;
        }

        var stored = await records.FindAsync(KeyOf(conversation), cancellationToken);
        return Know(conversation, stored is null ? null : JsonSerializer.Deserialize(stored.Body, MutedChatJson.Default.MutedChat)!.Code);
    }

    public async Task MuteAsync(string conversation, string code, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.Serialize(new(code, time.GetUtcNow()), MutedChatJson.Default.MutedChat);
        await records.CommitAsync([new RecordWrite.Put(KeyOf(conversation), body)], cancellationToken);
        Know(conversation, code);
        log.ChatMuted(conversation, code);
    }

    /// <summary>Looks whether the activity says that the bot may write there: it was added, or somebody speaks to it.</summary>
    /// <returns>Since when it could not; null when nothing has changed.</returns>
    public async Task<DateTimeOffset?> HearAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (!SaysThatTheBotIsThere(activity) || Speakers.ConversationOf(activity) is not { Value: var conversation })
        {
            return null;
        }

        // Somebody types every few seconds; the bot is added once, and then what another replica was told a moment ago counts.
        var isTyped = activity.Type is ActivityTypes.Message or ActivityTypes.Invoke;
        if ((isTyped && await FindAsync(conversation, cancellationToken) is null) || await records.FindAsync(KeyOf(conversation), cancellationToken) is not { } stored)
        {
            return null;
        }

        await records.CommitAsync([new RecordWrite.Delete(stored.Key, stored.Tag)], cancellationToken);
        Know(conversation, null);
        log.ChatHeard(conversation);
        return JsonSerializer.Deserialize(stored.Body, MutedChatJson.Default.MutedChat)!.At;
    }

    private static bool SaysThatTheBotIsThere(Activity activity) => activity.Type switch
    {
        ActivityTypes.Message => true,

        // The message extension is used where the bot is no member too.
        ActivityTypes.Invoke => activity.Name != InvokeNames.ExtensionSubmit,
        ActivityTypes.InstallationUpdate => activity.Action is "add" or "add-upgrade",
        ActivityTypes.ConversationUpdate => activity.MembersAdded?.Any(member => member.Id is { } id && id == activity.Recipient?.Id) == true,
        _ => false,
    };

    private string? Know(string conversation, string? code)
    {
        _known[conversation] = (code, time.GetUtcNow());
        return code;
    }

    private static RecordKey KeyOf(string conversation) => new(ChatBook.Partition(new ConversationKey(conversation)), Row);
}

/// <param name="Code">Teams' own.</param>
internal sealed record MutedChat(string Code, DateTimeOffset At);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MutedChat))]
internal sealed partial class MutedChatJson : JsonSerializerContext;
