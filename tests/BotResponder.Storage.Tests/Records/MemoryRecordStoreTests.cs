using BotResponder.Core.Records;
using BotResponder.Storage.Memory;

namespace BotResponder.Storage.Tests.Records;

public sealed class MemoryRecordStoreTests : RecordStoreContract
{
    protected override ValueTask<IRecordStore> OpenAsync() => new(new MemoryRecordStore());
}
