using System.ComponentModel.DataAnnotations;
using BotResponder.Defender.Indicators;
using Microsoft.Extensions.Options;

namespace BotResponder.Defender;

/// <summary>How the bot reaches Microsoft Defender and Microsoft Graph in the customers' tenants. One registration serves all customers.</summary>
public sealed class DefenderOptions : IValidatableObject
{
    public const string Section = "Defender";

    /// <summary>The multi-tenant app registration that customers consent to. A GUID; there is no default.</summary>
    [Required]
    [RegularExpression("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", ErrorMessage = "Defender:ClientId must be the GUID of an app registration.")]
    public string ClientId { get; init; } = "";

    /// <summary>The app registration's secret. Exactly one of this and <see cref="CertificatePath"/>. Default none.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>A PEM file with the app registration's certificate and its private key. Exactly one of this and <see cref="ClientSecret"/>. Default none.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>Defender for Endpoint. Default <c>https://api.security.microsoft.com</c>; a regional host such as <c>https://eu.api.security.microsoft.com</c> answers faster.</summary>
    [Required]
    public Uri BaseUrl { get; init; } = new("https://api.security.microsoft.com");

    /// <summary>What a Defender token is asked for. Default <c>https://api.securitycenter.microsoft.com/.default</c>, whatever <see cref="BaseUrl"/> is.</summary>
    [Required]
    public string Scope { get; init; } = "https://api.securitycenter.microsoft.com/.default";

    /// <summary>Microsoft Graph with its version. Default <c>https://graph.microsoft.com/v1.0</c>.</summary>
    [Required]
    public Uri GraphBaseUrl { get; init; } = new("https://graph.microsoft.com/v1.0");

    /// <summary>What a Graph token is asked for. Default <c>https://graph.microsoft.com/.default</c>.</summary>
    [Required]
    public string GraphScope { get; init; } = "https://graph.microsoft.com/.default";

    /// <summary>Where tokens come from. Default <c>https://login.microsoftonline.com</c>. Always https.</summary>
    [Required]
    public Uri AuthorityHost { get; init; } = new("https://login.microsoftonline.com");

    /// <summary>The Defender portal that cards link to. Default <c>https://security.microsoft.com</c>.</summary>
    [Required]
    public Uri PortalUrl { get; init; } = new("https://security.microsoft.com");

    /// <summary>A PEM file of roots to trust for all these hosts besides the machine's own: for a TLS-inspecting proxy or a private cloud. Default none.</summary>
    public string? TrustedCertificateFile { get; init; }

    /// <summary>True for a private cloud, whose authority the public cloud does not know and must not be asked about. Default false.</summary>
    public bool DisableInstanceDiscovery { get; init; }

    /// <summary>How long one attempt of a read may take. Default 10 seconds; 1 second to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a read with all its attempts, or a write, may take. Default 30 seconds; 1 second to 2 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The part of Microsoft's documented limits that this process may use: 1 divided by the number of replicas. Default 1; 0.05 to 1, on loopback to
    /// 1,000, for load tests against a simulator. Of every limit at least one call is left.
    /// </summary>
    [Range(0.05, 1000)]
    public double ShareOfLimits { get; init; } = 1;

    /// <summary>How long a call that a person waits for stands in line for its permit. Default 5 seconds; 0 to 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:30")]
    public TimeSpan InteractiveWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a call of the bot's own work stands in line; work that cannot have its turn by then is put off until then. Default 30 seconds;
    /// 0 to 10 minutes. A line holds a worker: two waits and two calls must fit into the lease of a work item.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan BackgroundWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many people's calls, and how many of the bot's own, may stand in each line. Default 500; 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int MostWaiting { get; init; } = 500;

    /// <summary>After how many failures in a row, within a minute, a service counts as down in a tenant. Default 8; 1 to 100.</summary>
    [Range(1, 100)]
    public int CircuitFailures { get; init; } = 8;

    /// <summary>How long a service that is down is left alone before one call tries it. Default 30 seconds; 1 second to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan CircuitRest { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Device tags that ask for more approvers, in any case. Default <c>domain-controller</c>, <c>vip</c>, <c>protected</c>; configured tags are
    /// added to these, so a setting cannot make a domain controller ordinary.
    /// </summary>
    public string[] CriticalTags { get; init; } = ["domain-controller", "vip", "protected"];

    /// <summary>How accounts of services are called, for scopes that speak of them; svc-* means all that begin so. Default <c>svc-*</c> and <c>svc_*</c>; configured names are added to these.</summary>
    public string[] ServiceAccounts { get; init; } = ["svc-*", "svc_*"];

    /// <summary>
    /// Domains of your own and of your customers, such as <c>contoso.com</c>: nobody blocks one of them as a whole, and an indicator of anything below one
    /// asks for more approvers. Default none; Microsoft's own domains are known.
    /// </summary>
    public string[] OwnDomains { get; init; } = [];

    /// <summary>How many alerts that a filter finds are resolved as one request: each costs up to four of the 150 calls a minute that Microsoft allows. Default 50; 1 to 75.</summary>
    [Range(1, 75)]
    public int MostAlertsTogether { get; init; } = 50;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrEmpty(ClientSecret) == string.IsNullOrEmpty(CertificatePath))
        {
            yield return new("Set exactly one of Defender:ClientSecret and Defender:CertificatePath.", [nameof(ClientSecret)]);
        }

        foreach (var (name, file) in new[] { (nameof(CertificatePath), CertificatePath), (nameof(TrustedCertificateFile), TrustedCertificateFile) })
        {
            if (!string.IsNullOrEmpty(file) && !File.Exists(file))
            {
                yield return new($"Defender:{name} names no file that can be read.", [name]);
            }
        }

        foreach (var (name, url) in new[] { (nameof(BaseUrl), BaseUrl), (nameof(GraphBaseUrl), GraphBaseUrl), (nameof(PortalUrl), PortalUrl) })
        {
            if (!IsSecure(url) && !(url.IsAbsoluteUri && url.IsLoopback && url.Scheme == Uri.UriSchemeHttp))
            {
                yield return new($"Defender:{name} must be an https address (http only on loopback).", [name]);
            }
        }

        if (ShareOfLimits > 1 && !BaseUrl.IsLoopback)
        {
            yield return new("Defender:ShareOfLimits must not be above 1: nobody may call Microsoft more often than it allows.", [nameof(ShareOfLimits)]);
        }

        if (OwnDomains.FirstOrDefault(domain => DomainName.Read(domain) is null) is { } wrong)
        {
            yield return new($"Defender:OwnDomains: {wrong} is no domain.", [nameof(OwnDomains)]);
        }

        if (!IsSecure(AuthorityHost))
        {
            yield return new("Defender:AuthorityHost must be an https address.", [nameof(AuthorityHost)]);
        }
    }

    private static bool IsSecure(Uri url) => url.IsAbsoluteUri && url.Scheme == Uri.UriSchemeHttps;
}

[OptionsValidator]
internal sealed partial class DefenderOptionsValidator : IValidateOptions<DefenderOptions>;
