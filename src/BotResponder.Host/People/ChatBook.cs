using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using BotResponder.Core.People;
using BotResponder.Core.Records;
using BotResponder.Core.Requests;
using BotResponder.Teams.Activities;

namespace BotResponder.Host.People;

/// <summary>Remembers how to write into every conversation that the bot has heard from, and under which Teams id people are known there.</summary>
/// <remarks>Read through a cache that this process fills; rows are written only when something is new, because service URLs and names change rarely.</remarks>
internal sealed class ChatBook(IRecordStore records, StoredReferences stored)
{
    private readonly ConcurrentDictionary<ConversationKey, ConversationReference> _references = new();
    private readonly ConcurrentDictionary<PersonId, KnownPerson> _people = new();

    public static string Partition(ConversationKey conversation) => StoredReferences.Partition(conversation);

    /// <summary>Learns the conversation and its speaker. Cheap when both are known.</summary>
    public async Task LearnAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (ConversationReference.FromActivity(activity) is not { } reference)
        {
            return;
        }

        await LearnAsync(reference.AtTop(), cancellationToken);
        if (Speakers.Of(activity) is { } person && activity.From!.Id is { } teamsId && !Speakers.IsBot(activity))
        {
            await LearnAsync(person.Id, new(teamsId, person.Name, new(reference.ChannelOrChatId())), cancellationToken);
        }
    }

    public async Task LearnAsync(ConversationReference reference, CancellationToken cancellationToken)
    {
        var conversation = new ConversationKey(reference.ChannelOrChatId());
        if (_references.TryGetValue(conversation, out var known) && known == reference)
        {
            return;
        }

        await stored.KeepAsync(reference, cancellationToken);
        _references[conversation] = reference;
    }

    public async Task LearnAsync(PersonId person, KnownPerson known, CancellationToken cancellationToken)
    {
        if (_people.TryGetValue(person, out var before) && before.TeamsId == known.TeamsId && before.Name == known.Name && !await IsHomeAsync(person, before, known, cancellationToken))
        {
            return;
        }

        var body = JsonSerializer.Serialize(known, ChatBookJson.Default.KnownPerson);
        await records.CommitAsync([new RecordWrite.Put(KeyOf(person), body)], cancellationToken);
        _people[person] = known;
    }

    /// <returns>Null when the bot has never heard from that conversation.</returns>
    public async Task<ConversationReference?> FindAsync(ConversationKey conversation, CancellationToken cancellationToken)
    {
        if (_references.TryGetValue(conversation, out var known))
        {
            return known;
        }

        return await stored.FindAsync(conversation, cancellationToken) is { } reference ? _references[conversation] = reference : null;
    }

    /// <returns>Null when the bot has never met that person.</returns>
    public async Task<KnownPerson?> FindAsync(PersonId person, CancellationToken cancellationToken)
    {
        if (_people.TryGetValue(person, out var known))
        {
            return known;
        }

        var row = await records.FindAsync(KeyOf(person), cancellationToken);
        return row is null ? null : _people[person] = JsonSerializer.Deserialize(row.Body, ChatBookJson.Default.KnownPerson)!;
    }

    /// <summary>True when the new place lies in the person's own tenant and the old one did not.</summary>
    private async Task<bool> IsHomeAsync(PersonId person, KnownPerson before, KnownPerson now, CancellationToken cancellationToken) =>
        before.MetIn != now.MetIn
        && await FindAsync(before.MetIn, cancellationToken) is { } old && old.TenantId != person.Tenant
        && await FindAsync(now.MetIn, cancellationToken) is { } place && place.TenantId == person.Tenant;

    private static RecordKey KeyOf(PersonId person) => new($"people|{RecordKey.Escape(person.Tenant)}", $"person|{RecordKey.Escape(person.ObjectId)}");
}

/// <param name="TeamsId">"29:…": this bot's id for the person.</param>
/// <param name="MetIn">A conversation in which the person was seen.</param>
internal sealed record KnownPerson(string TeamsId, string Name, ConversationKey MetIn);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(KnownPerson))]
internal sealed partial class ChatBookJson : JsonSerializerContext;
