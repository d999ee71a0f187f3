using System.Net.Http.Headers;
using Azure.Core;
using Azure.Identity;
using BotResponder.Teams.Authentication;
using Microsoft.Extensions.Options;

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

/// <summary>The bot's own identity towards the Connector. Azure.Identity keeps tokens and renews them before they end.</summary>
internal sealed class ConnectorCredential(IOptions<TeamsOptions> options)
{
    private readonly Lazy<TokenCredential?> _credential = new(() => Create(options.Value));

    /// <returns>Null with the development setting: nothing is sent there.</returns>
    public async ValueTask<string?> TokenAsync(CancellationToken cancellationToken) =>
        _credential.Value is { } credential
            ? (await credential.GetTokenAsync(new TokenRequestContext([options.Value.TokenScope]), cancellationToken)).Token
            : null;

    internal static TokenCredential? Create(TeamsOptions teams)
    {
        if (teams.DangerouslyAllowUnauthenticatedLoopback)
        {
            return null;
        }

        return teams.Credential switch
        {
            TeamsCredential.ManagedIdentity => new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(teams.AppId!)),
            TeamsCredential.Certificate => new ClientCertificateCredential(
                teams.AppTenantId, teams.AppId, teams.CertificatePath, new ClientCertificateCredentialOptions { AuthorityHost = teams.AuthorityHost }),
            TeamsCredential.ClientSecret => new ClientSecretCredential(
                teams.AppTenantId, teams.AppId, teams.ClientSecret, new ClientSecretCredentialOptions { AuthorityHost = teams.AuthorityHost }),
            _ => throw new InvalidOperationException("Unknown credential."),
        };
    }
}
