using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace BotResponder.Benchmarks.Measures;

/// <summary>Counts requests to the tables, and the rows that their answers hold.</summary>
internal sealed class CountingTransport : HttpPipelineTransport, IDisposable
{
    private readonly HttpClientTransport _inner = new();

    public int Requests { get; private set; }

    public int Rows { get; private set; }

    public void Restart() => (Requests, Rows) = (0, 0);

    public void Dispose() => _inner.Dispose();

    public override Request CreateRequest() => _inner.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException("The stores ask asynchronously.");

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        await _inner.ProcessAsync(message);
        Requests++;
        if (message.Request.Method != RequestMethod.Get || message.Response is not { Status: 200, ContentStream: { } stream })
        {
            return;
        }

        var content = await BinaryData.FromStreamAsync(stream, message.CancellationToken);
        message.Response.ContentStream = content.ToStream();
        using var answer = JsonDocument.Parse(content);
        Rows += answer.RootElement.TryGetProperty("value", out var rows) && rows.ValueKind is JsonValueKind.Array ? rows.GetArrayLength() : 1;
    }
}
