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
    /// <summary>The last question of this person here. Nobody else's message or tap finds it.</summary>
    public async Task<OpenDialog?> FindAsync(ConversationKey conversation, PersonId person, CancellationToken cancellationToken)
    {
        if (await records.FindAsync(KeyOf(conversation, person), cancellationToken) is not { } stored)
        {
            return null;
        }

        var state = JsonSerializer.Deserialize(stored.Body, DialogJson.Default.DialogState)!;
        return new(state, stored, HasExpired: state.ExpiresAt <= time.GetUtcNow());
    }

    /// <summary>A new question takes the place of an older one.</summary>
    public Task PutAsync(ConversationKey conversation, DialogState state, CancellationToken cancellationToken) => records.CommitAsync(
        [new RecordWrite.Put(KeyOf(conversation, state.Person), JsonSerializer.Serialize(state, DialogJson.Default.DialogState))], cancellationToken);

    /// <summary>A question that took its place meanwhile stays.</summary>
    public Task EndAsync(OpenDialog dialog, CancellationToken cancellationToken) =>
        records.CommitAsync([new RecordWrite.Delete(dialog.Row.Key, dialog.Row.Tag)], cancellationToken);

    private static RecordKey KeyOf(ConversationKey conversation, PersonId person) =>
        new(ChatBook.Partition(conversation), $"dialog|{RecordKey.Escape(person.Tenant)}|{RecordKey.Escape(person.ObjectId)}");
}

/// <param name="HasExpired">Nothing answers it any more.</param>
internal sealed record OpenDialog(DialogState State, StoredRecord Row, bool HasExpired);
