using Azure.Data.Tables;
using BotResponder.Core.Records;
using Microsoft.Extensions.Logging;

namespace BotResponder.Storage.Azure;

/// <summary>Rows in Azure Table storage. One partition is one partition there, a commit is one entity group transaction, a tag is an ETag.</summary>
internal sealed class TableRecordStore(AzureAccount account, TimeProvider time, ILogger<TableRecordStore> log) : IRecordStore
{
    /// <summary>The most rows of one answer: https://learn.microsoft.com/rest/api/storageservices/query-timeout-and-pagination.</summary>
    private const int PageRows = 1000;

    private readonly StartOnce _ready = new(async () =>
    {
        await TableSchema.PrepareAsync(account.TableReads);
        log.TableOpened(account.TableReads.AccountName, account.TableReads.Name, TableSchema.Version);
    });

    public async Task<StoredRecord?> FindAsync(RecordKey key, CancellationToken cancellationToken)
    {
        await _ready.RunAsync(cancellationToken);
        var found = await account.TableReads.GetEntityIfExistsAsync<TableEntity>(key.Partition, key.Row, cancellationToken: cancellationToken);
        return found.HasValue ? TableRow.Read(found.Value!) : null;
    }

    public async Task<IReadOnlyList<StoredRecord>> RangeAsync(
        string partition, string fromRow, string beforeRow, int take, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(take);
        await _ready.RunAsync(cancellationToken);
        List<StoredRecord> rows = [];
        if (take == 0 || string.CompareOrdinal(fromRow, beforeRow) >= 0)
        {
            return rows;
        }

        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {fromRow} and RowKey lt {beforeRow}");

        // A page may come short, even empty, with more behind it: only the end of the pages is the end.
        await foreach (var entity in account.TableReads.QueryAsync<TableEntity>(filter, Math.Min(take, PageRows), cancellationToken: cancellationToken))
        {
            rows.Add(TableRow.Read(entity));
            if (rows.Count == take)
            {
                break;
            }
        }

        return rows;
    }

    public async Task<WriteOutcome> CommitAsync(IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken)
    {
        CommitRules.Check(writes);
        await _ready.RunAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return await new TableCommit(account, writes, time, log).RunAsync();
    }
}
