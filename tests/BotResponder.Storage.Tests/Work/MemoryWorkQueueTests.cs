using BotResponder.Core.Work;
using BotResponder.Storage.Memory;

namespace BotResponder.Storage.Tests.Work;

public sealed class MemoryWorkQueueTests : ClockedWorkQueueContract
{
    protected override ValueTask<IWorkQueue> OpenAsync() => new(new MemoryWorkQueue(Time));
}
