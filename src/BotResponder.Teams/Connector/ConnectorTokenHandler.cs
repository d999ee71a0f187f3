using System.Net.Http.Headers;
using BotResponder.Teams.Authentication;

namespace BotResponder.Teams.Connector;

/// <summary>Puts the bot's token on a call. The last look at the address before a connection is opened: no token and no call elsewhere.</summary>
internal sealed class ConnectorTokenHandler(ConnectorCredential credential, ServiceUrls serviceUrls) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!serviceUrls.IsAllowed(request.RequestUri?.GetLeftPart(UriPartial.Authority)))
        {
            throw new InvalidOperationException("A call to a host that is not on the list reached the token handler.");
        }

        if (await credential.TokenAsync(cancellationToken) is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
