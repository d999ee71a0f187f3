using Azure.Data.Tables;
using BotResponder.Storage.Azure;
using BotResponder.Storage.Tests.Azurite;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotResponder.Storage.Tests.Azure;

public sealed class TableSchemaTests(AzuriteFixture azurite)
{
    private readonly string _name = $"t{Guid.NewGuid():N}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prepare_SeveralAtOnceOnANewAccount_AllFindTheSameTable()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OpenAsync()));

        await Task.WhenAll(stores.Select(store => store.FindAsync(new("p", "r"), Cancellation)));

        Assert.Equal(1, (await VersionRowAsync()).GetInt32("Version"));
    }

    [Fact]
    public async Task Prepare_NewerVersion_IsRefusedWithWhatToDo()
    {
        await (await OpenAsync()).FindAsync(new("p", "r"), Cancellation);
        var row = await VersionRowAsync();
        row["Version"] = 2;
        await (await TableAsync()).UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, Cancellation);

        var refused = await Assert.ThrowsAsync<StorageUnusableException>(async () => await (await OpenAsync()).FindAsync(new("p", "r"), Cancellation));

        Assert.Contains("schema 2", refused.Message, StringComparison.Ordinal);
        Assert.Contains("start the newer version", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prepare_TableOfSomethingElse_IsRefusedWithWhatToDo()
    {
        var table = await TableAsync();
        await table.CreateAsync(Cancellation);
        await table.AddEntityAsync(new TableEntity("theirs", "1"), Cancellation);

        var refused = await Assert.ThrowsAsync<StorageUnusableException>(async () => await (await OpenAsync()).FindAsync(new("p", "r"), Cancellation));

        Assert.Contains("Storage:Azure:Name", refused.Message, StringComparison.Ordinal);
    }

    private async Task<TableRecordStore> OpenAsync()
    {
        var options = new AzureStorageOptions { ConnectionString = (await azurite.ServerAsync()).ConnectionString, Name = _name };
        return new TableRecordStore(new AzureAccount(options), TimeProvider.System, NullLogger<TableRecordStore>.Instance);
    }

    private async Task<TableClient> TableAsync() => new((await azurite.ServerAsync()).ConnectionString, _name);

    private async Task<TableEntity> VersionRowAsync() =>
        await (await TableAsync()).GetEntityAsync<TableEntity>("§schema", "§schema", cancellationToken: Cancellation);
}
