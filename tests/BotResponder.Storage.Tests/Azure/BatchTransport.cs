using Azure.Core;
using Azure.Core.Pipeline;

namespace BotResponder.Storage.Tests.Azure;

/// <summary>The way to the emulator, with a hand on every entity group transaction: it decides what is sent, what is answered, and what happens between.</summary>
/// <param name="onBatch">Gets the number of the transaction, from 1, and what sends it.</param>
internal sealed class BatchTransport(Func<int, Func<Task>, Task> onBatch) : HttpPipelineTransport
{
    private readonly HttpClientTransport _inner = HttpClientTransport.Shared;
    private int _batches;

    public int Batches => _batches;

    public override Request CreateRequest() => _inner.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException("The engine is asynchronous throughout.");

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        if (message.Request.Uri.ToUri().AbsolutePath.EndsWith("/$batch", StringComparison.Ordinal))
        {
            await onBatch(Interlocked.Increment(ref _batches), () => _inner.ProcessAsync(message).AsTask());
        }
        else
        {
            await _inner.ProcessAsync(message);
        }
    }
}
