using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using BotResponder.Teams.Authentication;

namespace BotResponder.Teams.Connector;

/// <summary>The bot's own identity towards the Connector. Azure.Identity keeps tokens and renews them before they end.</summary>
/// <param name="credential">Null with the development setting: nothing is sent there.</param>
internal sealed class ConnectorCredential(TokenCredential? credential, string scope)
{
    public async ValueTask<string?> TokenAsync(CancellationToken cancellationToken) =>
        credential is null ? null : (await credential.GetTokenAsync(new TokenRequestContext([scope]), cancellationToken)).Token;

    /// <param name="transport">How Entra is reached; null for Azure.Identity's own way.</param>
    /// <param name="identity">The managed identity; null for the machine's own.</param>
    internal static ConnectorCredential For(TeamsOptions teams, HttpPipelineTransport? transport = null, TokenCredential? identity = null)
    {
        var cloud = CloudValues.For(teams);
        return new(teams.DangerouslyAllowUnauthenticatedLoopback ? null : Create(teams, cloud, transport, identity), cloud.TokenScope);
    }

    private static TokenCredential Create(TeamsOptions teams, CloudValues cloud, HttpPipelineTransport? transport, TokenCredential? identity) => teams.Credential switch
    {
        TeamsCredential.ManagedIdentity => identity ?? ManagedIdentity(teams.AppId!),
        TeamsCredential.Certificate => new ClientCertificateCredential(
            teams.AppTenantId, teams.AppId, teams.CertificatePath,
            At(new ClientCertificateCredentialOptions { DisableInstanceDiscovery = teams.DisableInstanceDiscovery }, cloud, transport)),
        TeamsCredential.ClientSecret => new ClientSecretCredential(
            teams.AppTenantId, teams.AppId, teams.ClientSecret,
            At(new ClientSecretCredentialOptions { DisableInstanceDiscovery = teams.DisableInstanceDiscovery }, cloud, transport)),
        TeamsCredential.Federated => Federated(teams, cloud, transport, identity ?? ManagedIdentity(teams.FederatedIdentityClientId!)),
        _ => throw new InvalidOperationException("Unknown credential."),
    };

    private static ManagedIdentityCredential ManagedIdentity(string clientId) => new(ManagedIdentityId.FromUserAssignedClientId(clientId));

    /// <summary>The managed identity's token stands in for the secret: Entra takes it as the app's own assertion.</summary>
    private static ClientAssertionCredential Federated(TeamsOptions teams, CloudValues cloud, HttpPipelineTransport? transport, TokenCredential identity)
    {
        var wanted = new TokenRequestContext([cloud.ExchangeScope]);
        return new(
            teams.AppTenantId,
            teams.AppId,
            async cancellationToken => (await identity.GetTokenAsync(wanted, cancellationToken)).Token,
            At(new ClientAssertionCredentialOptions { DisableInstanceDiscovery = teams.DisableInstanceDiscovery }, cloud, transport));
    }

    private static T At<T>(T options, CloudValues cloud, HttpPipelineTransport? transport)
        where T : TokenCredentialOptions
    {
        options.AuthorityHost = cloud.AuthorityHost;
        if (transport is not null)
        {
            options.Transport = transport;
        }

        return options;
    }
}
