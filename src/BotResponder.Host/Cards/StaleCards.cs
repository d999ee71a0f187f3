using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Records;
using BotResponder.Core.Requests;

namespace BotResponder.Host.Cards;

/// <summary>Cards in a conversation where the bot could not write for a while: what has changed meanwhile is drawn there again.</summary>
internal sealed class StaleCards(IRecordStore records, RequestBook requests, CustomerDirectory customers, SentCardBook sent)
{
    /// <summary>So many requests of a customer are looked at; any other is drawn at its next change, or when somebody looks.</summary>
    private const int MostRequests = 200;

    /// <param name="since">What was closed before stands there as it should.</param>
    public async Task RedrawAsync(ConversationKey conversation, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var codes = LedgerRows.Codes(conversation);
        foreach (var customer in customers.FindByChannel(conversation) is { } owner ? [owner] : customers.All)
        {
            foreach (var row in await records.RangeAsync(LedgerRows.Partition(customer.Id), codes, LedgerRows.After(codes), MostRequests, cancellationToken))
            {
                if (await requests.FindAsync(new(row.Body.Trim('"')), cancellationToken) is { } request && !(request.ClosedAt < since))
                {
                    await sent.RedrawAsync(request, cancellationToken);
                }
            }
        }
    }
}
