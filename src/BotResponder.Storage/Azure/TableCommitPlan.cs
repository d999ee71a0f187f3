using Azure;
using Azure.Data.Tables;
using BotResponder.Core.Records;

namespace BotResponder.Storage.Azure;

/// <summary>A commit as an entity group transaction, and the traces that it leaves.</summary>
internal sealed class TableCommitPlan(TableClient table, IReadOnlyList<RecordWrite> writes)
{
    private static readonly string[] s_keyOnly = [nameof(TableEntity.RowKey)];

    /// <summary>Whether rows that are to be deleted unconditionally are looked up first.</summary>
    private bool _look;

    public Guid Id { get; } = Guid.NewGuid();

    /// <summary>
    /// A commit that only deletes leaves no row that could tell of it, so it writes a receipt: in one of sixteen rows of the partition, which never
    /// pile up. No <see cref="RecordKey"/> can be this row, and no range of such keys reaches it.
    /// </summary>
    private string Receipt => $"§receipt-{Id.ToString("N")[0]}";

    private bool HasReceipt => writes.Count < RecordLimits.WritesPerCommit
        && writes.All(write => write is RecordWrite.Delete)
        && writes.Any(write => write is RecordWrite.Delete { Tag: not null });

    /// <summary>
    /// What to send. Azure refuses to delete what is not there. So a row that is to be gone "whether it was there or not" is first taken to be there,
    /// which it nearly always is; once that failed, such rows are looked up, and those that are not there are left out.
    /// </summary>
    public async Task<IReadOnlyList<TableTransactionAction>> ActionsAsync()
    {
        var there = _look ? await Task.WhenAll(writes.Select(IsThereAsync)) : [];
        List<TableTransactionAction> actions = [.. writes.Where((_, place) => !_look || there[place]).Select(Action)];
        if (actions.Count > 0 && HasReceipt)
        {
            actions.Add(new(TableTransactionActionType.UpsertReplace, TableRow.Mark(writes[0].Key.Partition, Receipt, Id)));
        }

        return actions;
    }

    /// <summary>Whether the transaction was refused only because a row that was to be deleted unconditionally is gone. The next one looks first.</summary>
    public bool IsRowGone(IReadOnlyList<TableTransactionAction> actions, RequestFailedException refused)
    {
        var isGone = TableAnswers.IsMissingRow(refused)
            && refused is TableTransactionFailedException { FailedTransactionActionIndex: { } place }
            && actions[place] is { ActionType: TableTransactionActionType.Delete } action
            && action.ETag == ETag.All;
        _look |= isGone;
        return isGone;
    }

    /// <summary>Reads the rows back. Any one of them that this commit wrote proves it; any one whose tag it needed and did not use up disproves it.</summary>
    public async Task<CommitTrace> LookAsync()
    {
        foreach (var write in writes)
        {
            if (await FindAsync(write.Key.Row) is not { } entity)
            {
                continue;
            }

            if (TableRow.IsBy(entity, Id))
            {
                return CommitTrace.Written;
            }

            if (TagOf(write) is { } tag && TableRow.IsOrFollows(entity, tag))
            {
                return CommitTrace.NotWritten;
            }
        }

        return HasReceipt ? await LookAtReceiptAsync() : CommitTrace.None;
    }

    private async Task<CommitTrace> LookAtReceiptAsync() => await FindAsync(Receipt) switch
    {
        null => CommitTrace.NotWritten,
        { } receipt when TableRow.IsBy(receipt, Id) => CommitTrace.Written,
        _ => CommitTrace.None,
    };

    private TableTransactionAction Action(RecordWrite write) => write switch
    {
        RecordWrite.Insert insert => new(TableTransactionActionType.Add, TableRow.Write(write.Key, insert.Body, Id)),
        RecordWrite.Replace replace => new(
            TableTransactionActionType.UpdateReplace,
            TableRow.Write(write.Key, replace.Body, Id, replace.Tag),
            TableRow.ETagOf(replace.Tag)),
        RecordWrite.Put put => new(TableTransactionActionType.UpsertReplace, TableRow.Write(write.Key, put.Body, Id)),
        RecordWrite.Delete delete => new(
            TableTransactionActionType.Delete,
            new TableEntity(write.Key.Partition, write.Key.Row),
            delete.Tag is { } tag ? TableRow.ETagOf(tag) : ETag.All),
        _ => throw new InvalidOperationException($"{write.GetType().Name} has no action."),
    };

    private static RecordTag? TagOf(RecordWrite write) => write switch
    {
        RecordWrite.Replace replace => replace.Tag,
        RecordWrite.Delete delete => delete.Tag,
        _ => null,
    };

    /// <returns>True for every other kind of write.</returns>
    private async Task<bool> IsThereAsync(RecordWrite write) =>
        write is not RecordWrite.Delete { Tag: null }
        || (await table.GetEntityIfExistsAsync<TableEntity>(write.Key.Partition, write.Key.Row, s_keyOnly)).HasValue;

    private async Task<TableEntity?> FindAsync(string row)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(writes[0].Key.Partition, row);
        return found.HasValue ? found.Value : null;
    }
}

/// <summary>What the rows say about a commit whose answer was lost.</summary>
internal enum CommitTrace
{
    /// <summary>Nothing: the rows have been overwritten or removed since, or it was never carried out.</summary>
    None,

    Written,

    NotWritten,
}
