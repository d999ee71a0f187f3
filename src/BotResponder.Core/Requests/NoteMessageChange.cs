using System.Security.Cryptography;
using System.Text;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.People;

namespace BotResponder.Core.Requests;

/// <summary>The message that asked for a request was edited or deleted. The request stays as it was asked; the trail says what was asked and what stands there now.</summary>
/// <remarks>The trail keeps the beginning of the new text, like the reason that it replaces, and the hash of all of it.</remarks>
public sealed class NoteMessageChange(Ledger ledger, RequestIds ids)
{
    private const int LongestText = 200;

    /// <summary>Safe to call twice for the same change.</summary>
    /// <returns>True when the message had asked for a request of this customer.</returns>
    public async Task<bool> RunAsync(CustomerId customer, MessageChange change, CancellationToken cancellationToken)
    {
        var id = ids.Make(customer, change.Tenant, change.Conversation, change.MessageId);
        var noted = await ledger.DecideAsync(customer, (view, token) => DecideAsync(view, id, change, token), cancellationToken);
        return noted.Value;
    }

    private static async ValueTask<Decision<bool>> DecideAsync(ILedgerView view, RequestId id, MessageChange change, CancellationToken cancellationToken)
    {
        if ((await RequestChange.LoadAsync(view, id, cancellationToken)).Request is not { } request)
        {
            return Decision<bool>.Nothing(false);
        }

        var mark = $"\"{Hash($"{change.Kind}\n{change.At:O}\n{change.Text}")}\"";
        return await view.FindAsync(LedgerRows.MessageChange(id), cancellationToken) == mark
            ? Decision<bool>.Nothing(true)
            : new(true)
            {
                Rows = [new(LedgerRows.MessageChange(id), mark)],
                Facts = [RequestChange.Describe(request, KindOf(change.Kind), change.By, Sentence(request, change)) with { Activity = change.MessageId }],
            };
    }

    private static string Sentence(ResponseRequest request, MessageChange change)
    {
        var asked = $"The request stays as it was asked: {request.Action} of {request.Subject}, “{request.Reason}”.";
        return change.Kind == MessageChangeKind.Deleted
            ? $"Deleted the message that asked. {asked}"
            : $"{(change.Kind == MessageChangeKind.Edited ? "Edited" : "Restored")} the message that asked. {asked} The message now says {Suggestion.Quote(change.Text, LongestText)}, SHA-256 {Hash(change.Text)}.";
    }

    private static string KindOf(MessageChangeKind kind) => kind switch
    {
        MessageChangeKind.Edited => "request.message-edited",
        MessageChangeKind.Deleted => "request.message-deleted",
        MessageChangeKind.Restored => "request.message-restored",
        _ => throw new InvalidOperationException($"Nobody wrote how {kind} is called."),
    };

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>What somebody did to a message of hers.</summary>
/// <param name="Tenant">The tenant of the conversation.</param>
/// <param name="MessageId">The message's id: the activity id under which it asked.</param>
/// <param name="Text">As it says now; empty for a deleted one. Other people's text.</param>
/// <param name="At">When, as Teams says; null when it does not.</param>
public sealed record MessageChange(
    MessageChangeKind Kind, Person By, string Tenant, ConversationKey Conversation, string MessageId, string Text, DateTimeOffset? At);

public enum MessageChangeKind
{
    Edited,
    Deleted,

    /// <summary>A deletion was undone.</summary>
    Restored,
}
