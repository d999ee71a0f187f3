using System.Text.Json;
using BotResponder.Core.Dialogs;
using BotResponder.Core.People;
using BotResponder.Core.Records;
using BotResponder.Core.Requests;
using BotResponder.Host.People;

namespace BotResponder.Host.Chat;

/// <summary>Open questions: one for each person in each conversation.</summary>
internal sealed class DialogBook(IRecordStore records, TimeProvider time)
{
    /// <summary>The open question of this person here. One that has expired is none.</summary>
    public async Task<(DialogState State, StoredRecord Row)?> FindAsync(ConversationKey conversation, PersonId person, CancellationToken cancellationToken)
    {
        var stored = await records.FindAsync(KeyOf(conversation, person), cancellationToken);
        return stored is not null && JsonSerializer.Deserialize(stored.Body, DialogJson.Default.DialogState)! is var state && state.ExpiresAt > time.GetUtcNow()
            ? (state, stored)
            : null;
    }

    /// <summary>A new question takes the place of an older one.</summary>
    public Task PutAsync(ConversationKey conversation, DialogState state, CancellationToken cancellationToken) => records.CommitAsync(
        [new RecordWrite.Put(KeyOf(conversation, state.Person), JsonSerializer.Serialize(state, DialogJson.Default.DialogState))], cancellationToken);

    public Task EndAsync(StoredRecord row, CancellationToken cancellationToken) =>
        records.CommitAsync([new RecordWrite.Delete(row.Key, row.Tag)], cancellationToken);

    private static RecordKey KeyOf(ConversationKey conversation, PersonId person) =>
        new(ChatBook.Partition(conversation), $"dialog|{RecordKey.Escape(person.Tenant)}|{RecordKey.Escape(person.ObjectId)}");
}
