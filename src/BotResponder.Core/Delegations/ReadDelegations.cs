using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Records;

namespace BotResponder.Core.Delegations;

/// <summary>Reads what a customer's approvers have delegated, which another process may have written.</summary>
public sealed class ReadDelegations(IRecordStore records, StandingDelegations standing)
{
    public async Task RunAsync(CustomerId customer, CancellationToken cancellationToken) =>
        standing.Set(customer, StandingDelegations.Read((await records.FindAsync(new(LedgerRows.Partition(customer), LedgerRows.Delegations), cancellationToken))?.Body));
}
