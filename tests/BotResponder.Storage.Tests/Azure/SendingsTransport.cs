using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace BotResponder.Storage.Tests.Azure;

/// <summary>A service that nobody needs to start: keeps what it is sent, and answers everything with 403.</summary>
internal sealed class SendingsTransport : HttpPipelineTransport
{
    private readonly List<Sending> _sendings = [];

    public IReadOnlyList<Sending> Sendings => _sendings;

    public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException("The engine is asynchronous throughout.");

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        using var body = new MemoryStream();
        if (message.Request.Content is { } content)
        {
            await content.WriteToAsync(body, message.CancellationToken);
        }

        message.Request.Headers.TryGetValue("Authorization", out var authorization);
        _sendings.Add(new(message.Request.Uri.ToUri(), authorization, body.ToArray()));
        throw new RequestFailedException(403, "Kept.", "AuthorizationFailure", innerException: null);
    }
}

internal sealed record Sending(Uri Address, string? Authorization, byte[] Body);
