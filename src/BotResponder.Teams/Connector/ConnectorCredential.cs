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

    /// <param name="transport">How Entra and the managed identity's endpoint are reached; null for Azure.Identity's own way.</param>
    internal static ConnectorCredential For(TeamsOptions teams, HttpPipelineTransport? transport = null)
    {
        var cloud = CloudValues.For(teams);
        return new(teams.DangerouslyAllowUnauthenticatedLoopback ? null : Create(teams, cloud, transport), cloud.TokenScope);
    }

    private static TokenCredential Create(TeamsOptions teams, CloudValues cloud, HttpPipelineTransport? transport) => teams.Credential switch
    {
        TeamsCredential.ManagedIdentity => ManagedIdentity(teams.AppId!, transport),
        TeamsCredential.Certificate => new ClientCertificateCredential(
            teams.AppTenantId, teams.AppId, teams.CertificatePath,
            At(new ClientCertificateCredentialOptions { DisableInstanceDiscovery = teams.DisableInstanceDiscovery }, cloud, transport)),
        TeamsCredential.ClientSecret => new ClientSecretCredential(
            teams.AppTenantId, teams.AppId, teams.ClientSecret,
            At(new ClientSecretCredentialOptions { DisableInstanceDiscovery = teams.DisableInstanceDiscovery }, cloud, transport)),
        TeamsCredential.Federated => Federated(teams, cloud, transport),
        _ => throw new InvalidOperationException("Unknown credential."),
    };

    private static ManagedIdentityCredential ManagedIdentity(string clientId, HttpPipelineTransport? transport)
    {
        var options = new ManagedIdentityCredentialOptions(ManagedIdentityId.FromUserAssignedClientId(clientId));
        return new(transport is null ? options : Over(options, transport));
    }

    /// <summary>The managed identity's token stands in for the secret: Entra takes it as the app's own assertion.</summary>
    private static ClientAssertionCredential Federated(TeamsOptions teams, CloudValues cloud, HttpPipelineTransport? transport)
    {
        var identity = ManagedIdentity(teams.FederatedIdentityClientId!, transport);
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
        return transport is null ? options : Over(options, transport);
    }

    private static T Over<T>(T options, HttpPipelineTransport transport)
        where T : TokenCredentialOptions
    {
        options.Transport = transport;
        return options;
    }
}
