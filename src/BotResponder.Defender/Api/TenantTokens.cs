using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotResponder.Defender.Api;

/// <summary>Access tokens per customer. A token is handed out only when its <c>tid</c> is the customer's tenant.</summary>
/// <remarks>Azure.Identity caches each token until shortly before it ends (about an hour), once per credential and scope.</remarks>
internal sealed class TenantTokens(IOptions<DefenderOptions> options, TrustedTransport transport, ILogger<TenantTokens> log) : IDisposable
{
    private readonly ConcurrentDictionary<CustomerId, TokenCredential> _credentials = new();
    private readonly Lazy<HttpClient> _client = new(() => new(transport.CreateHandler()));
    private readonly Lazy<X509Certificate2> _certificate = new(() => X509Certificate2.CreateFromPemFile(options.Value.CertificatePath!));

    /// <returns>The token, or why there is none: nothing was sent to Defender or Graph in that case.</returns>
    /// <exception cref="ArgumentException">The customer is no tenant id.</exception>
    public async Task<Result<string>> FindAsync(CustomerId customer, string scope, CancellationToken cancellationToken)
    {
        if (!Guid.TryParseExact(customer.Tenant, "D", out _))
        {
            throw new ArgumentException("A customer is known by a tenant id.", nameof(customer));
        }

        try
        {
            var credential = _credentials.GetOrAdd(customer, CreateCredential);
            var token = await credential.GetTokenAsync(new TokenRequestContext([scope]), cancellationToken);
            return Checked(customer, token.Token);
        }
        catch (AuthenticationFailedException failure)
        {
            // MSAL wraps a cancelled call like any other failure.
            cancellationToken.ThrowIfCancellationRequested();
            log.TokenRefused(customer, TokenProblems.ErrorCode(failure));
            return TokenProblems.From(failure);
        }
    }

    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }

        if (_certificate.IsValueCreated)
        {
            _certificate.Value.Dispose();
        }
    }

    private Result<string> Checked(CustomerId customer, string token)
    {
        if (string.Equals(AccessTokenTenant.Read(token), customer.Tenant, StringComparison.OrdinalIgnoreCase))
        {
            return token;
        }

        log.TokenOfAnotherTenant(customer);
        return new Problem.Refused("Entra gave the bot a token of another tenant. Nothing was sent. Tell whoever runs the bot.");
    }

    private TokenCredential CreateCredential(CustomerId customer)
    {
        var settings = options.Value;
        return string.IsNullOrEmpty(settings.ClientSecret)
            ? new ClientCertificateCredential(customer.Tenant, settings.ClientId, _certificate.Value, With(new ClientCertificateCredentialOptions
            {
                DisableInstanceDiscovery = settings.DisableInstanceDiscovery,
            }))
            : new ClientSecretCredential(customer.Tenant, settings.ClientId, settings.ClientSecret, With(new ClientSecretCredentialOptions
            {
                DisableInstanceDiscovery = settings.DisableInstanceDiscovery,
            }));
    }

    private T With<T>(T credentialOptions)
        where T : TokenCredentialOptions
    {
        credentialOptions.AuthorityHost = options.Value.AuthorityHost;
        credentialOptions.Transport = new HttpClientTransport(_client.Value);
        credentialOptions.Retry.MaxRetries = 1;
        credentialOptions.Retry.NetworkTimeout = options.Value.AttemptTimeout;
        return credentialOptions;
    }
}
