using System.Text.Json;
using BotResponder.Core.Customers;
using BotResponder.Core.Groups;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Records;

namespace BotResponder.Core.Requests;

/// <summary>The read side of requests.</summary>
public sealed class RequestBook(IRecordStore records, CustomerDirectory customers, CurrentCustomers current)
{
    public async Task<ResponseRequest?> FindAsync(RequestId id, CancellationToken cancellationToken) =>
        customers.FindByRequest(id) is { } customer ? await ReadAsync(customer.Id, id, cancellationToken) : null;

    /// <summary>With who holds which role right now. Null when it is not served any more.</summary>
    public Task<Customer?> CustomerOfAsync(ResponseRequest request, CancellationToken cancellationToken) => current.FindAsync(request.Customer, cancellationToken);

    /// <summary>By the code that people type. Codes mean something only in the conversations that show the request.</summary>
    public async Task<ResponseRequest?> FindAsync(CustomerId customer, ConversationKey conversation, ShortCode code, CancellationToken cancellationToken)
    {
        var pointer = await records.FindAsync(new(LedgerRows.Partition(customer), LedgerRows.Code(conversation, code)), cancellationToken);
        return pointer is null ? null : await ReadAsync(customer, new(pointer.Body.Trim('"')), cancellationToken);
    }

    /// <summary>True where it was asked, and wherever a copy of its card stands.</summary>
    public async Task<bool> IsShownInAsync(ResponseRequest request, ConversationKey conversation, CancellationToken cancellationToken)
    {
        if (conversation == request.Asked.Conversation)
        {
            return true;
        }

        var sent = await records.FindAsync(new(LedgerRows.Partition(request.Customer), LedgerRows.Sent(request.Id)), cancellationToken);
        return sent is not null && JsonSerializer.Deserialize(sent.Body, RequestJson.Default.SentCards)!.Shows(conversation);
    }

    /// <summary>What is not final, oldest first.</summary>
    public async Task<IReadOnlyList<ResponseRequest>> OpenAsync(CustomerId customer, int take, CancellationToken cancellationToken)
    {
        var rows = await records.RangeAsync(
            LedgerRows.Partition(customer), LedgerRows.OpenPrefix, LedgerRows.After(LedgerRows.OpenPrefix), take, cancellationToken);
        var requests = await Task.WhenAll(rows.Select(row => ReadAsync(customer, new(row.Body.Trim('"')), cancellationToken)));
        return [.. requests.OfType<ResponseRequest>().OrderBy(request => request.CreatedAt)];
    }

    /// <summary>For which somebody broke the glass and not enough have looked since, oldest first.</summary>
    public async Task<IReadOnlyList<ResponseRequest>> AwaitingReviewAsync(CustomerId customer, int take, CancellationToken cancellationToken)
    {
        var rows = await records.RangeAsync(
            LedgerRows.Partition(customer), LedgerRows.GlassPrefix, LedgerRows.After(LedgerRows.GlassPrefix), take, cancellationToken);
        var requests = await Task.WhenAll(rows.Select(row => ReadAsync(customer, new(row.Body.Trim('"')), cancellationToken)));
        return [.. requests.OfType<ResponseRequest>().Where(request => request.AwaitsReview).OrderBy(request => request.CreatedAt)];
    }

    private async Task<ResponseRequest?> ReadAsync(CustomerId customer, RequestId id, CancellationToken cancellationToken)
    {
        var stored = await records.FindAsync(new(LedgerRows.Partition(customer), LedgerRows.Request(id)), cancellationToken);
        return stored is null ? null : JsonSerializer.Deserialize(stored.Body, RequestJson.Default.ResponseRequest);
    }
}
