using System.Text.Json;
using BotResponder.Core.Customers;
using BotResponder.Core.Records;
using BotResponder.Core.Requests;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Authentication;

namespace BotResponder.Host.People;

/// <summary>How to write into conversations, as the store remembers it. A row is believed only when the bot itself could have written it; any other
/// is put aside, and the conversation counts as unknown until Teams speaks from it again.</summary>
internal sealed class StoredReferences(IRecordStore records, ServiceUrls serviceUrls, CustomerDirectory customers, ILogger<StoredReferences> log)
{
    private const string Row = "reference";

    /// <summary>Where a row that cannot be true is kept for whoever looks into it.</summary>
    internal const string QuarantineRow = "quarantine|reference";

    public static string Partition(ConversationKey conversation) => $"chat|{RecordKey.Escape(conversation.Value)}";

    public Task KeepAsync(ConversationReference reference, CancellationToken cancellationToken) => records.CommitAsync(
        [new RecordWrite.Put(KeyOf(new(reference.ChannelOrChatId())), JsonSerializer.Serialize(reference, ActivityJson.Default.ConversationReference))], cancellationToken);

    /// <returns>Null when the bot does not know the conversation, or its row cannot be true.</returns>
    public async Task<ConversationReference?> FindAsync(ConversationKey conversation, CancellationToken cancellationToken)
    {
        if (await records.FindAsync(KeyOf(conversation), cancellationToken) is not { } stored)
        {
            return null;
        }

        if (Read(stored.Body) is { } reference && IsPossible(reference, conversation))
        {
            return reference;
        }

        // On its tag: what Teams has said meanwhile stays.
        await records.CommitAsync(
            [new RecordWrite.Delete(stored.Key, stored.Tag), new RecordWrite.Put(new(stored.Key.Partition, QuarantineRow), stored.Body)], cancellationToken);
        log.ReferenceQuarantined(stored.Key.Partition, stored.Key.Row);
        return null;
    }

    private bool IsPossible(ConversationReference reference, ConversationKey conversation) =>
        reference.ChannelId == ChannelIds.Teams
        && string.Equals(reference.ChannelOrChatId(), conversation.Value, StringComparison.Ordinal)
        && customers.IsKnownTenant(Speakers.Lower(reference.TenantId))
        && serviceUrls.IsAllowed(reference.ServiceUrl);

    private static RecordKey KeyOf(ConversationKey conversation) => new(Partition(conversation), Row);

    private static ConversationReference? Read(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, ActivityJson.Default.ConversationReference) is { ConversationId: not null, TenantId: not null } reference ? reference : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
