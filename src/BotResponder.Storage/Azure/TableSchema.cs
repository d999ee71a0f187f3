using Azure;
using Azure.Data.Tables;

namespace BotResponder.Storage.Azure;

/// <summary>The version that the table carries in a row of its own, whose keys no <see cref="Core.Records.RecordKey"/> can have.</summary>
internal static class TableSchema
{
    public const int Version = 1;

    private const string Key = "§schema";
    private const string Number = "Version";

    /// <summary>Makes the table when there is none; one of ours is left as it is. Several processes may start on a new account at once.</summary>
    /// <exception cref="StorageUnusableException">A newer version made the table, or something else did.</exception>
    public static async Task PrepareAsync(TableClient table)
    {
        var found = await FindOrMakeAsync(table);
        if (found is null && await AnyRowAsync(table))
        {
            // Another process may have written its version, and more, between the two looks.
            found = await FindAsync(table) ?? throw new StorageUnusableException(
                $"The storage table {table.Name} is a table that something else made: set Storage:Azure:Name to another name.");
        }

        found ??= await MarkAsync(table);
        if (found > Version)
        {
            throw new StorageUnusableException(
                $"The storage table {table.Name} has schema {found}, and this version knows {Version} at most: start the newer version, or restore a copy from before the update.");
        }
    }

    private static async Task<int?> FindOrMakeAsync(TableClient table)
    {
        try
        {
            return await FindAsync(table);
        }
        catch (RequestFailedException failure) when (TableAnswers.IsMissingTable(failure))
        {
            await MakeAsync(table);
            return null;
        }
    }

    private static async Task MakeAsync(TableClient table)
    {
        try
        {
            // CreateIfNotExistsAsync would say the same, but serializes by reflection, which is off here.
            await table.CreateAsync();
        }
        catch (RequestFailedException failure) when (TableAnswers.IsExistingTable(failure))
        {
            // Another process was faster.
        }
    }

    private static async Task<int?> FindAsync(TableClient table)
    {
        try
        {
            return (await table.GetEntityAsync<TableEntity>(Key, Key)).Value.GetInt32(Number);
        }
        catch (RequestFailedException failure) when (TableAnswers.IsMissingRow(failure))
        {
            return null;
        }
    }

    private static async Task<bool> AnyRowAsync(TableClient table)
    {
        await using var rows = table.QueryAsync<TableEntity>(maxPerPage: 1, select: [nameof(TableEntity.RowKey)]).GetAsyncEnumerator();
        return await rows.MoveNextAsync();
    }

    private static async Task<int?> MarkAsync(TableClient table)
    {
        try
        {
            await table.AddEntityAsync(new TableEntity(Key, Key) { [Number] = Version });
            return Version;
        }
        catch (RequestFailedException failure) when (TableAnswers.IsConflict(failure))
        {
            return await FindAsync(table);
        }
    }
}
