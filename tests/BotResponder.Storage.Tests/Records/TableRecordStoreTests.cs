using BotResponder.Core.Records;
using BotResponder.Storage.Azure;
using BotResponder.Storage.Tests.Azurite;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotResponder.Storage.Tests.Records;

/// <summary>On the emulator, which answers a thousand times a second at best: fewer repetitions show the same.</summary>
public sealed class TableRecordStoreTests(AzuriteFixture azurite) : RecordStoreContract
{
    protected override int IncrementsPerWriter => 3;

    protected override int Histories => 25;

    /// <summary>The emulator, unlike Azure, takes a row key apart at a comma that comes first.</summary>
    protected override string KeyCharacters => base.KeyCharacters.Replace(",", "", StringComparison.Ordinal);

    protected override async ValueTask<IRecordStore> OpenAsync()
    {
        var server = await azurite.ServerAsync();
        var account = new AzureAccount(new AzureStorageOptions { ConnectionString = server.ConnectionString });
        return new TableRecordStore(account, TimeProvider.System, NullLogger<TableRecordStore>.Instance);
    }
}
