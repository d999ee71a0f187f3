using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BotResponder.Teams.Authentication;

/// <summary>The rules between options that attributes cannot say. A missing AppId never means "no authentication".</summary>
internal sealed class TeamsOptionsRules(IHostEnvironment environment) : IValidateOptions<TeamsOptions>
{
    public ValidateOptionsResult Validate(string? name, TeamsOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<string> Faults(TeamsOptions options)
    {
        if (!IsTrustworthy(options.OpenIdMetadata))
        {
            yield return "Teams:OpenIdMetadata must be an absolute https address.";
        }

        if (!IsTrustworthy(options.AuthorityHost))
        {
            yield return "Teams:AuthorityHost must be an absolute https address.";
        }

        if (options.AllowedServiceHosts.Any(host => Uri.CheckHostName(host) != UriHostNameType.Dns || !ServiceUrls.IsPlainHost(host)))
        {
            yield return "Teams:AllowedServiceHosts takes exact host names only: no scheme, port, wildcard or address.";
        }

        foreach (var fault in options.DangerouslyAllowUnauthenticatedLoopback ? DangerFaults() : IdentityFaults(options))
        {
            yield return fault;
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
        if (!Guid.TryParse(options.AppId, out _))
        {
            yield return "Teams:AppId must be the bot's application id. Without it no request can be authenticated, so the bot does not start.";
        }

        if (options.Credential != TeamsCredential.ManagedIdentity && string.IsNullOrWhiteSpace(options.AppTenantId))
        {
            yield return "Teams:AppTenantId must name the tenant of the bot's app registration.";
        }

        if (options.Credential == TeamsCredential.ClientSecret && string.IsNullOrWhiteSpace(options.ClientSecret))
        {
            yield return "Teams:ClientSecret is missing. Set it, or choose Teams:Credential Certificate or ManagedIdentity.";
        }

        if (options.Credential == TeamsCredential.Certificate && string.IsNullOrWhiteSpace(options.CertificatePath))
        {
            yield return "Teams:CertificatePath is missing.";
        }
    }

    private static bool IsTrustworthy(Uri? address) =>
        address is { IsAbsoluteUri: true } && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
}
