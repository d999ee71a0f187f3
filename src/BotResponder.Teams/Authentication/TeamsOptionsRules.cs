using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BotResponder.Teams.Authentication;

/// <summary>What the settings must say, and together. A missing AppId never means "no authentication".</summary>
internal sealed class TeamsOptionsRules(IHostEnvironment environment) : IValidateOptions<TeamsOptions>
{
    public ValidateOptionsResult Validate(string? name, TeamsOptions options)
    {
        var faults = CloudFaults(options)
            .Concat(options.DangerouslyAllowUnauthenticatedLoopback ? DangerFaults() : IdentityFaults(options).Concat(CredentialFaults(options)))
            .ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> CloudFaults(TeamsOptions options)
    {
        if (!Enum.IsDefined(options.Cloud))
        {
            yield return "Teams:Cloud must be Public, UsGovernment or China.";
            yield break;
        }

        var cloud = CloudValues.For(options);
        if (!IsTrustworthy(cloud.OpenIdMetadata))
        {
            yield return "Teams:OpenIdMetadata must be an absolute https address.";
        }

        if (!IsTrustworthy(cloud.AuthorityHost))
        {
            yield return "Teams:AuthorityHost must be an absolute https address.";
        }

        if (string.IsNullOrWhiteSpace(cloud.Issuer) || string.IsNullOrWhiteSpace(cloud.TokenScope))
        {
            yield return "Teams:Issuer and Teams:TokenScope must not be empty. Leave them out to take the cloud's.";
        }

        if (options.AllowedServiceHosts.Any(host => Uri.CheckHostName(host) != UriHostNameType.Dns || !ServiceUrls.IsPlainHost(host)))
        {
            yield return "Teams:AllowedServiceHosts takes exact host names only: no scheme, port, wildcard or address.";
        }

        if (!string.IsNullOrEmpty(options.TrustedCertificateFile) && !File.Exists(options.TrustedCertificateFile))
        {
            yield return "Teams:TrustedCertificateFile names no file that can be read.";
        }

        if (cloud.ServiceHosts.IsEmpty)
        {
            yield return "Teams:AllowedServiceHosts must name Teams' service host: Microsoft publishes none for the cloud China.";
        }
    }

    private IEnumerable<string> DangerFaults()
    {
        if (!environment.IsDevelopment())
        {
            yield return "Teams:DangerouslyAllowUnauthenticatedLoopback lets anybody speak as anybody and works in the Development "
                + $"environment only; this is {environment.EnvironmentName}. Remove the setting and set Teams:AppId.";
        }
    }

    private static IEnumerable<string> IdentityFaults(TeamsOptions options)
    {
        if (!Guid.TryParseExact(options.AppId, "D", out _))
        {
            yield return "Teams:AppId must be the bot's application id. Without it no request can be authenticated, so the bot does not start.";
        }

        if (options.Credential != TeamsCredential.ManagedIdentity && string.IsNullOrWhiteSpace(options.AppTenantId))
        {
            yield return "Teams:AppTenantId must name the tenant of the bot's app registration.";
        }
    }

    private static IEnumerable<string> CredentialFaults(TeamsOptions options) => options.Credential switch
    {
        TeamsCredential.ClientSecret when string.IsNullOrWhiteSpace(options.ClientSecret) =>
            ["Teams:ClientSecret is missing. Set it, or choose Teams:Credential Certificate, ManagedIdentity or Federated."],
        TeamsCredential.Certificate when string.IsNullOrWhiteSpace(options.CertificatePath) =>
            ["Teams:CertificatePath is missing."],
        TeamsCredential.Certificate when !File.Exists(options.CertificatePath) || Path.GetExtension(options.CertificatePath) is not (".pem" or ".pfx") =>
            ["Teams:CertificatePath names no file, ending in .pem or .pfx, that the bot can read."],
        TeamsCredential.Federated when !Guid.TryParseExact(options.FederatedIdentityClientId, "D", out _) =>
            ["Teams:FederatedIdentityClientId must be the client id of the managed identity that the app registration trusts."],
        TeamsCredential.Federated when string.Equals(options.FederatedIdentityClientId, options.AppId, StringComparison.OrdinalIgnoreCase) =>
            ["Teams:FederatedIdentityClientId is the bot itself. A bot that is a managed identity uses Teams:Credential ManagedIdentity."],
        TeamsCredential.ClientSecret or TeamsCredential.Certificate or TeamsCredential.ManagedIdentity or TeamsCredential.Federated => [],
        _ => ["Teams:Credential must be ClientSecret, Certificate, ManagedIdentity or Federated."],
    };

    private static bool IsTrustworthy(Uri? address) =>
        address is { IsAbsoluteUri: true } && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
}
