using System.Net;
using System.Text;
using Azure.Core;

namespace BotResponder.Tests.Attacks;

/// <summary>Stands where the sockets would be: writes down what would have left, and answers as Teams does.</summary>
internal sealed class Outbound : HttpMessageHandler
{
    private readonly List<(Uri Address, string? Authorization)> _calls = [];

    public IReadOnlyList<(Uri Address, string? Authorization)> Calls
    {
        get
        {
            lock (_calls)
            {
                return [.. _calls];
            }
        }
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (_calls)
        {
            _calls.Add((request.RequestUri!, request.Headers.Authorization?.ToString()));
        }

        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.Created) { Content = new StringContent("""{"id":"1"}""", Encoding.UTF8, "application/json") });
    }
}

/// <summary>The bot's own token, counted.</summary>
internal sealed class CountingCredential : TokenCredential
{
    private int _asked;

    public int Asked => _asked;

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new("token-" + Interlocked.Increment(ref _asked), DateTimeOffset.MaxValue);

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        ValueTask.FromResult(GetToken(requestContext, cancellationToken));
}
