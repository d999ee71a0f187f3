using BotResponder.Core.Customers;
using BotResponder.Core.Records;

namespace BotResponder.Core.Ledgers;

/// <summary>The rows as they stand in the store, for whoever decides nothing.</summary>
internal sealed class StoredView(IRecordStore records, CustomerId customer, DateTimeOffset now) : ILedgerView
{
    public DateTimeOffset Now => now;

    public async ValueTask<string?> FindAsync(string row, CancellationToken cancellationToken) =>
        (await records.FindAsync(new(LedgerRows.Partition(customer), row), cancellationToken))?.Body;
}
