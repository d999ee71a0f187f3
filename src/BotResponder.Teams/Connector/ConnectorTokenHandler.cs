using System.Net.Http.Headers;
using Azure.Core;
using Azure.Identity;
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

/// <summary>The bot's own identity towards the Connector. Azure.Identity keeps tokens and renews them before they end.</summary>
/// <param name="credential">Null with the development setting: nothing is sent there.</param>
internal sealed class ConnectorCredential(TokenCredential? credential, string scope)
{
    public async ValueTask<string?> TokenAsync(CancellationToken cancellationToken) =>
        credential is null ? null : (await credential.GetTokenAsync(new TokenRequestContext([scope]), cancellationToken)).Token;

    internal static ConnectorCredential For(TeamsOptions teams) =>
        new(teams.DangerouslyAllowUnauthenticatedLoopback ? null : Create(teams), teams.TokenScope);

    private static TokenCredential Create(TeamsOptions teams) => teams.Credential switch
    {
        TeamsCredential.ManagedIdentity => new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(teams.AppId!)),
        TeamsCredential.Certificate => new ClientCertificateCredential(
            teams.AppTenantId, teams.AppId, teams.CertificatePath, new ClientCertificateCredentialOptions { AuthorityHost = teams.AuthorityHost }),
        TeamsCredential.ClientSecret => new ClientSecretCredential(
            teams.AppTenantId, teams.AppId, teams.ClientSecret, new ClientSecretCredentialOptions { AuthorityHost = teams.AuthorityHost }),
        _ => throw new InvalidOperationException("Unknown credential."),
    };
}
